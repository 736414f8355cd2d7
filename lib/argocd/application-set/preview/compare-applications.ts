import { isJsonObject, type JsonObject, type JsonValue } from '../../../manifest/json-value';
import { type FieldPath, formatFieldPath } from '../../../validation/field-path';

/** What is different from what was generated before. */
export interface ApplicationChanges {
  readonly appear: readonly string[];
  readonly vanish: readonly string[];
  readonly change: readonly { readonly name: string; readonly fields: readonly string[] }[];
}

/** Compares generated Applications with earlier ones, by namespace and name. */
export function compareApplications(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
): ApplicationChanges {
  const [earlier, later] = [byIdentity(before), byIdentity(after)];
  const both = [...later].filter(([identity]) => earlier.has(identity));
  const change = both.map(([identity, application]) => {
    const fields = differences(comparable(earlier.get(identity)), comparable(application), []);
    return { name: identity, fields: fields.map(formatFieldPath).sort() };
  });
  return {
    appear: [...later.keys()].filter((identity) => !earlier.has(identity)).sort(),
    vanish: [...earlier.keys()].filter((identity) => !later.has(identity)).sort(),
    change: change.filter(({ fields }) => fields.length > 0).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function byIdentity(applications: readonly JsonObject[]): Map<string, JsonObject> {
  return new Map(
    applications.map((application) => {
      const { name, namespace } = (application.metadata ?? {}) as {
        readonly name?: string;
        readonly namespace?: string;
      };
      return [`${namespace ?? 'argocd'}/${name ?? ''}`, application];
    }),
  );
}

/** What a set decides; an Application that was read from a cluster has more. */
function comparable({ metadata, spec }: JsonObject = {}): JsonObject {
  const { labels = {}, annotations = {}, finalizers = [] } = (metadata ?? {}) as JsonObject;
  return { metadata: { labels, annotations, finalizers }, spec: spec ?? null };
}

function differences(a: JsonValue | undefined, b: JsonValue | undefined, path: FieldPath): FieldPath[] {
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => differences(a[key], b[key], [...path, key]));
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return a.flatMap((item, index) => differences(item, b[index], [...path, index]));
  }
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [path];
}

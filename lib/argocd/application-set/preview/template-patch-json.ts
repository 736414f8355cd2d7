import { isJsonObject, type JsonObject, type JsonValue } from '../../../manifest/json-value';
import { readManifests } from '../../../manifest/read-manifests';
import type { FieldPath } from '../../../validation/field-path';
import { PreviewError } from './preview-error';

const PATH: FieldPath = ['spec', 'templatePatch'];
const METADATA_FIELDS = ['labels', 'annotations', 'finalizers', 'name', 'namespace'];
const SPEC_FIELDS = [
  'destination',
  'ignoreDifferences',
  'info',
  'project',
  'revisionHistoryLimit',
  'source',
  'sourceHydrator',
  'sources',
  'syncPolicy',
];

/**
 * An Application with a rendered patch: objects are merged, null removes, everything else is replaced. Lists are
 * replaced as a whole, but finalizers are added. The project stays.
 *
 * @throws PreviewError where the patch is no object, or has fields that an Application has not.
 */
export function patched(application: JsonObject, rendered: string): JsonObject {
  const patch = read(rendered);
  if (patch === null) return application;
  if (!isJsonObject(patch)) throw new PreviewError(PATH, patch, 'is no object', 'write metadata and spec');
  refuseUnknown(patch, ['metadata', 'spec'], PATH);
  refuseEmptied(patch);
  refuseUnknown(patch.metadata, METADATA_FIELDS, [...PATH, 'metadata']);
  refuseUnknown(patch.spec, SPEC_FIELDS, [...PATH, 'spec']);
  for (const field of ['labels', 'annotations']) refuseOtherThanTexts(valueIn(patch.metadata, field), field);
  const finalizers = [...listIn(application.metadata), ...listIn(patch.metadata)];
  const result = merged(application, patch, PATH) as JsonObject;
  const { metadata, spec } = result;
  const union = [...new Set(finalizers)];
  const project = valueIn(application.spec, 'project') ?? null;
  return {
    ...result,
    metadata: { ...(metadata as JsonObject), ...(union.length > 0 && { finalizers: union }) },
    spec: { ...(spec as JsonObject), project },
  };
}

function read(text: string): JsonValue {
  const [document] = readManifests(text);
  const error = document?.findings.find(({ severity }) => severity === 'error');
  if (error) {
    throw new PreviewError(
      PATH,
      text,
      `is rendered to what is no YAML: line ${error.line} ${error.rule}`,
      error.fix,
    );
  }
  return document?.value ?? null;
}

/** A patch that is empty but for its keys (`spec:`) takes away all that was there. */
function refuseEmptied(patch: JsonObject): void {
  for (const field of ['metadata', 'spec']) {
    if (patch[field] !== null) continue;
    const fix = 'render nothing at all where there is nothing to patch';
    throw new PreviewError([...PATH, field], null, 'is empty, and so would remove everything', fix);
  }
}

function refuseUnknown(value: JsonValue | undefined, known: readonly string[], path: FieldPath): void {
  if (value === undefined) return;
  if (!isJsonObject(value)) throw new PreviewError(path, value, 'is no object', 'write fields');
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const rule = 'is no field that a patch of an Application can have';
  throw new PreviewError([...path, unknown], value[unknown], rule, `use ${known.join(', ')}`);
}

function refuseOtherThanTexts(value: JsonValue | undefined, field: string): void {
  if (!isJsonObject(value)) return;
  for (const [key, text] of Object.entries(value)) {
    if (typeof text === 'string' || text === null) continue;
    throw new PreviewError([...PATH, 'metadata', field, key], text, 'is no text', 'put it in quotes');
  }
}

function merged(base: JsonValue | undefined, patch: JsonValue, path: FieldPath): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const directive = Object.keys(patch).find((key) => key.startsWith('$'));
  if (directive !== undefined) {
    const fix = 'write the fields that you want';
    throw new PreviewError(
      [...path, directive],
      patch[directive],
      'is a directive, which is not previewed',
      fix,
    );
  }
  const result: JsonObject = isJsonObject(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value, [...path, key]);
  }
  return result;
}

function listIn(metadata: JsonValue | undefined): string[] {
  const finalizers = valueIn(metadata, 'finalizers');
  return Array.isArray(finalizers) ? finalizers.map(String) : [];
}

function valueIn(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) ? value[key] : undefined;
}

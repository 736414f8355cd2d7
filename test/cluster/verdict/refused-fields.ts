import { type FieldPath, formatFieldPath } from '../../../lib/validation/field-path';
import type { ApiObject, ApiResponse } from '../harness/api-object';

/**
 * The fields that a refusal names: in its causes, or, where the manifest does not even fit the schema's types, in
 * the lines of its message (`.spec.tools[name="a"].foo: field not declared in schema`).
 */
export function refusedFields(app: ApiObject, { refusal }: ApiResponse): string[] {
  if (!refusal) return [];
  const { message, details } = refusal;
  const causes = (details?.causes ?? []).flatMap(({ field }) => (field && field !== '<nil>' ? [field] : []));
  const typed = [
    ...message.matchAll(/\.((?:metadata|spec)[^\n]*?): (?:expected |field not |duplicate |element )/g),
  ];
  const undeclared = [...message.matchAll(/unknown field "([^"]+)"/g)];
  const undecodable = [...message.matchAll(/Go struct field ObjectMeta\.(\w+)/g)].map(
    ([, field]) => `metadata.${field}`,
  );
  const unreadable = message.includes('invalid Unicode character escape')
    ? illFormed(app, []).map(formatFieldPath)
    : [];
  const named = [...typed, ...undeclared].map(([, field = '']) => withIndexes(field, app));
  return [...new Set([...causes, ...named, ...undecodable, ...unreadable])];
}

/** The path with list entries by index, where server-side apply names them by key; cut where none has that key. */
function withIndexes(field: string, app: ApiObject): string {
  let value: unknown = app;
  let path = '';
  for (const [step, key, wanted] of field.matchAll(
    /\[([a-zA-Z]*)=("(?:[^"\\]|\\.)*"|[^\]]*)\]|\[\d+\]|\.?[^.[]+/g,
  )) {
    if (key === undefined) {
      path += step;
      value = (value as Record<string, unknown> | undefined)?.[step.replaceAll(/[[\].]/g, '')];
      continue;
    }
    const list = Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
    const index = list.findIndex((entry) => JSON.stringify(key === '' ? entry : entry?.[key]) === wanted);
    if (index < 0) return path;
    path += `[${index}]`;
    value = list[index];
  }
  return path;
}

/** Where a string holds half a surrogate pair. */
function illFormed(value: unknown, path: FieldPath): FieldPath[] {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...illFormed(key, path),
    ...illFormed(item, [...path, Array.isArray(value) ? Number(key) : key]),
  ]);
}

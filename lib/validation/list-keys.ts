import type { FieldPath } from './field-path';
import { type Finding, formatValue } from './finding';
import { anywhereIn, isObject, type StructuralSchema, schemaOfProperty } from './structural-schema';

/** Entries that stand twice in a list of named things (list-type map) or in a set. */
export function duplicateListEntries(
  value: unknown,
  schema: StructuralSchema | undefined,
  path: FieldPath = [],
): Finding[] {
  if (!schema || !hasKeyedLists(schema)) return [];
  if (Array.isArray(value)) {
    const nested = value.flatMap((item, index) => duplicateListEntries(item, schema.items, [...path, index]));
    return [...duplicatesOf(value, schema, path), ...nested];
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    duplicateListEntries(item, schemaOfProperty(schema, key), [...path, key]),
  );
}

/** Most schemas have none. */
const hasKeyedLists = anywhereIn(isKeyed);

function isKeyed(schema: StructuralSchema): boolean {
  const isMap = (schema['x-kubernetes-list-map-keys'] ?? []).length > 0;
  return isMap || schema['x-kubernetes-list-type'] === 'set';
}

function duplicatesOf(list: readonly unknown[], schema: StructuralSchema, path: FieldPath): Finding[] {
  if (!isKeyed(schema)) return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const [index, item] of list.entries()) {
    const identity = keys.length === 0 ? item : keys.map((key) => (isObject(item) ? item[key] : undefined));
    const text = JSON.stringify(identity);
    if (seen.has(text)) findings.push(duplicate([...path], index, keys, identity));
    seen.add(text);
  }
  return findings;
}

function duplicate(path: FieldPath, index: number, keys: readonly string[], identity: unknown): Finding {
  const named = Array.isArray(identity)
    ? keys.map((key, position) => `${key} ${formatValue(identity[position])}`).join(', ')
    : formatValue(identity);
  return {
    severity: 'error',
    path,
    at: [...path, index],
    rule: `has ${named} twice`,
    fix: 'remove one of the two entries, or rename it',
  };
}

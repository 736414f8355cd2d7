import { newMapping } from '../validation/new-mapping';
import { setOwn } from '../validation/set-own';

/**
 * The same JSON value with the keys of every mapping in alphabetical order. The API server forgets the order in which
 * a manifest was written, so whatever is written out as text or hashed must not depend on it.
 */
export function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const given = value as Readonly<Record<string, unknown>>;
  const sorted = newMapping();
  for (const key of Object.keys(given).sort()) setOwn(sorted, key, withSortedKeys(given[key]));
  return sorted;
}

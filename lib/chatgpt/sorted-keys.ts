/**
 * The same JSON value with the keys of every mapping in alphabetical order. The API server forgets the order in which
 * a manifest was written, so whatever is written out as text or hashed must not depend on it.
 */
export function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, withSortedKeys(item)]));
}

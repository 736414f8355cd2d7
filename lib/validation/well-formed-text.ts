import type { FieldPath } from './field-path';
import type { Finding } from './finding';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Strings, keys among them, that hold half a surrogate pair: they cannot be written as UTF-8. */
export function illFormedText(value: unknown, path: FieldPath = []): Finding[] {
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? [illFormed(value, path)] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => illFormedText(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...illFormedText(key, path),
    ...illFormedText(item, [...path, key]),
  ]);
}

function illFormed(value: string, path: FieldPath): Finding {
  const rule = 'has half a surrogate pair, which is no character';
  return { severity: 'error', path, value, rule, fix: 'write the whole character, such as "\\U0001F600"' };
}

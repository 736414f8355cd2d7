import { GoMap, type GoValue } from '../../go-template/go-value';

/**
 * Parameters over others, as matrix and merge generators combine them: maps are merged, and everything else is
 * replaced, by nil and empty values too; but an empty map leaves what is there.
 *
 * @throws Error where a map of texts meets one of other values, which Argo CD does not survive.
 */
export function overrideMerge(base: GoMap, over: GoMap): GoMap {
  if (base.holdsTexts && !over.holdsTexts && over.entries.size > 0) {
    throw new Error('puts fields of any kind over values, which are texts only');
  }
  const entries = new Map<string, GoValue>(base.entries);
  for (const [key, value] of over.entries) {
    const below = entries.get(key);
    const merges = value instanceof GoMap && below instanceof GoMap && below.entries.size > 0;
    entries.set(key, merges ? overrideMerge(below, value) : value);
  }
  return new GoMap(entries, base.holdsTexts);
}

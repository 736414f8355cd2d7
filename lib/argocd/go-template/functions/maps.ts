import type { GoFunctions } from '../go-function';
import { GoMap, type GoValue } from '../go-value';
import { textOf } from './texts';

/** Functions of sprig for maps. Those that change a map, or whose order Go leaves open, are left out. */
export const MAPS: GoFunctions = {
  dict: { parameters: [], more: 'any', call: dict },
  get: {
    parameters: ['map', 'string'],
    call: (map: GoMap, key: string) => map.entries.get(key) ?? (map.entries.has(key) ? null : ''),
  },
  hasKey: { parameters: ['map', 'string'], call: (map: GoMap, key: string) => map.entries.has(key) },
  pick: {
    parameters: ['map'],
    more: 'string',
    call: (map: GoMap, ...keys: string[]) => filtered(map, (key) => keys.includes(key)),
  },
  omit: {
    parameters: ['map'],
    more: 'string',
    call: (map: GoMap, ...keys: string[]) => filtered(map, (key) => !keys.includes(key)),
  },
  pluck: {
    parameters: ['string'],
    more: 'map',
    call: (key: string, ...maps: GoMap[]) =>
      maps.filter(({ entries }) => entries.has(key)).map(({ entries }) => entries.get(key) ?? null),
  },
  dig: { parameters: ['any', 'any', 'any'], more: 'any', call: dig },
};

function dict(...pairs: GoValue[]): GoMap {
  const entries = new Map<string, GoValue>();
  for (let at = 0; at < pairs.length; at += 2) {
    const value = pairs[at + 1];
    entries.set(textOf(pairs[at] ?? null), value === undefined ? '' : value);
  }
  return new GoMap(entries);
}

function filtered(map: GoMap, keeps: (key: string) => boolean): GoMap {
  return new GoMap(new Map([...map.entries].filter(([key]) => keeps(key))));
}

/** `dig "a" "b" default map`: the field at the end of a path, or the default where a step is missing. */
function dig(...args: GoValue[]): GoValue {
  const [keys, fallback, root] = [args.slice(0, -2), args.at(-2) ?? null, args.at(-1) ?? null];
  let value: GoValue = root;
  for (const key of keys) {
    if (!(value instanceof GoMap) || value.holdsTexts || typeof key !== 'string') {
      throw new Error('dig takes texts, a default, and a map[string]interface {} of such maps');
    }
    if (!value.entries.has(key)) return fallback;
    value = value.entries.get(key) ?? null;
  }
  return value;
}

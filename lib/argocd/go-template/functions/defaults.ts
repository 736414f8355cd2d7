import type { GoFunctions } from '../go-function';
import { type GoValue, goType, isTrue } from '../go-value';
import { PATTERNS } from './patterns';

/** Functions of sprig that choose between values, and that tell their types. */
export const DEFAULTS: GoFunctions = {
  ...PATTERNS,
  default: {
    parameters: ['any'],
    more: 'any',
    call: (fallback: GoValue, ...given: GoValue[]) =>
      given[0] !== undefined && isTrue(given[0]) ? given[0] : fallback,
  },
  empty: { parameters: ['any'], call: (value: GoValue) => !isTrue(value) },
  coalesce: { parameters: [], more: 'any', call: (...values: GoValue[]) => values.find(isTrue) ?? null },
  all: { parameters: [], more: 'any', call: (...values: GoValue[]) => values.every(isTrue) },
  any: { parameters: [], more: 'any', call: (...values: GoValue[]) => values.some(isTrue) },
  ternary: {
    parameters: ['any', 'any', 'bool'],
    call: (yes: GoValue, no: GoValue, condition: boolean) => (condition ? yes : no),
  },
  kindIs: { parameters: ['string', 'any'], call: (kind: string, value: GoValue) => kindOf(value) === kind },
  kindOf: { parameters: ['any'], call: kindOf },
  fail: {
    parameters: ['string'],
    call: (message: string) => {
      throw new Error(message);
    },
  },
};

/** What Go's reflection calls the kind. */
function kindOf(value: GoValue): string {
  if (value === null) return 'invalid';
  if (Array.isArray(value)) return 'slice';
  return goType(value).startsWith('map') ? 'map' : goType(value);
}

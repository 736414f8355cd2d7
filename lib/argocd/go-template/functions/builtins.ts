import { formatted } from '../go-format';
import type { GoFunction, GoFunctions } from '../go-function';
import { byBytes, GoMap, type GoValue, goType, isTrue, wholeNumber } from '../go-value';
import { sprintf } from '../sprintf';
import { byteSlice } from './byte-text';

type Kind = 'bool' | 'int' | 'float' | 'string' | 'none';

const two = (call: (a: GoValue, b: GoValue) => GoValue): GoFunction => ({ parameters: ['any', 'any'], call });

/** The functions of text/template itself, but for `and` and `or`, which look at their arguments one by one. */
export const BUILTINS: GoFunctions = {
  eq: {
    parameters: ['any'],
    more: 'any',
    call: (first: GoValue, ...others: GoValue[]) => isAny(first, others),
  },
  ne: two((a, b) => !isEqual(a, b)),
  lt: two((a, b) => isLess(a, b)),
  le: two((a, b) => isLess(a, b) || isEqual(a, b)),
  gt: two((a, b) => !(isLess(a, b) || isEqual(a, b))),
  ge: two((a, b) => !isLess(a, b)),
  not: { parameters: ['any'], call: (value: GoValue) => !isTrue(value) },
  len: { parameters: ['any'], call: length },
  index: { parameters: ['any'], more: 'any', call: index },
  print: { parameters: [], more: 'any', call: print },
  println: {
    parameters: [],
    more: 'any',
    call: (...values: GoValue[]) => `${values.map(formatted).join(' ')}\n`,
  },
  printf: {
    parameters: ['string'],
    more: 'any',
    call: (format: string, ...values: GoValue[]) => sprintf(format, values),
  },
};

function kindOf(value: GoValue): Kind {
  if (wholeNumber(value) !== undefined) return 'int';
  const kinds: Readonly<Record<string, Kind>> = { boolean: 'bool', number: 'float', string: 'string' };
  return kinds[typeof value] ?? 'none';
}

/** Go stops at the first that is equal, and so may never see one that cannot be compared. */
function isAny(first: GoValue, others: readonly GoValue[]): boolean {
  if (others.length === 0) throw new Error('eq lacks something to compare with');
  return others.some((other) => isEqual(first, other));
}

function isEqual(a: GoValue, b: GoValue): boolean {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) {
    if (a === null || b === null) return false;
    throw new Error(`a ${goType(a)} cannot be compared with a ${goType(b)}`);
  }
  if (kind === 'int') return wholeNumber(a) === wholeNumber(b);
  if (kind === 'none' && a !== null && b !== null) throw new Error(`a ${goType(a)} cannot be compared`);
  return a === b;
}

function isLess(a: GoValue, b: GoValue): boolean {
  const kind = kindOf(a);
  const other = kindOf(b);
  if (kind === 'none' || other === 'none' || kind !== other || kind === 'bool') {
    throw new Error(`a ${goType(a)} cannot be ordered with a ${goType(b)}`);
  }
  if (kind === 'int') return (wholeNumber(a) as bigint) < (wholeNumber(b) as bigint);
  return kind === 'string' ? byBytes(a as string, b as string) < 0 : (a as number) < (b as number);
}

function length(value: GoValue): bigint {
  if (Array.isArray(value)) return BigInt(value.length);
  if (value instanceof GoMap) return BigInt(value.entries.size);
  if (typeof value === 'string') return BigInt(Buffer.byteLength(value));
  throw new Error(`a ${goType(value)} has no length`);
}

/** A key that a map lacks gives the zero value, whatever `missingkey` says. */
function index(value: GoValue, ...keys: GoValue[]): GoValue {
  return keys.reduce((item, key) => {
    if (item instanceof GoMap) {
      if (typeof key !== 'string') throw new Error(`the keys of a map are texts, not a ${goType(key)}`);
      return item.entries.get(key) ?? (item.holdsTexts ? '' : null);
    }
    if (!Array.isArray(item)) throw new Error(`a ${goType(item)} has no index here`);
    const at = wholeNumber(key);
    if (at === undefined) throw new Error(`a ${goType(key)} is no index of a list`);
    const found = at < 0n ? undefined : item[Number(at)];
    if (found === undefined) throw new Error(`the list has ${item.length} items, and none at ${at}`);
    return found;
  }, value);
}

/** Like Go, puts a space between two operands neither of which is a text. */
function print(...values: GoValue[]): string {
  return values.reduce<string>((text, value, position) => {
    const before = values[position - 1];
    const isSpaced = position > 0 && typeof value !== 'string' && typeof before !== 'string';
    return `${text}${isSpaced ? ' ' : ''}${formatted(value)}`;
  }, '');
}

/** `slice` of a text or a list. Sprig has one of this name for lists only, which wins in Argo CD. */
export function sliceOf(value: GoValue, start: number, end: number | undefined): GoValue {
  if (typeof value === 'string') return byteSlice(value, start, end);
  if (!Array.isArray(value)) throw new Error(`a ${goType(value)} has no parts`);
  const to = end ?? value.length;
  if (start < 0 || to > value.length || start > to)
    throw new Error(`the list has ${value.length} items, not ${start} to ${to}`);
  return value.slice(start, to);
}

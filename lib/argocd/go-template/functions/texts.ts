import { formatted, quoted } from '../go-format';
import type { GoFunction, GoFunctions } from '../go-function';
import { byBytes, GoInt64, GoMap, type GoValue } from '../go-value';
import { byteSlice } from './byte-text';

const text = (call: (text: string) => GoValue): GoFunction => ({ parameters: ['string'], call });
const texts = (call: (a: string, b: string) => GoValue): GoFunction => ({
  parameters: ['string', 'string'],
  call,
});

/** Functions of sprig for texts. */
export const TEXTS: GoFunctions = {
  lower: text((value) => value.toLowerCase()),
  upper: text((value) => value.toUpperCase()),
  trim: text((value) => value.trim()),
  title: text((value) => value.replace(/(?<![\p{L}\p{Nd}_])\p{L}/gu, (letter) => letter.toUpperCase())),
  untitle: text((value) => value.replace(/(?<!\S)\S/gu, (letter) => letter.toLowerCase())),
  nospace: text((value) => value.replace(/\s/gu, '')),
  trimAll: texts((cutset, value) => trimmed(value, cutset)),
  trimall: texts((cutset, value) => trimmed(value, cutset)),
  trimPrefix: texts((prefix, value) => (value.startsWith(prefix) ? value.slice(prefix.length) : value)),
  trimSuffix: texts((suffix, value) =>
    value.endsWith(suffix) ? value.slice(0, value.length - suffix.length) : value,
  ),
  contains: texts((part, value) => value.includes(part)),
  hasPrefix: texts((prefix, value) => value.startsWith(prefix)),
  hasSuffix: texts((suffix, value) => value.endsWith(suffix)),
  replace: {
    parameters: ['string', 'string', 'string'],
    call: (old: string, replacement: string, value: string) => value.replaceAll(old, () => replacement),
  },
  repeat: {
    parameters: ['int', 'string'],
    call: (count: bigint, value: string) => value.repeat(Number(count)),
  },
  trunc: { parameters: ['int', 'string'], call: truncated },
  substr: { parameters: ['int', 'int', 'string'], call: substring },
  indent: { parameters: ['int', 'string'], call: indented },
  nindent: {
    parameters: ['int', 'string'],
    call: (spaces: bigint, value: string) => `\n${indented(spaces, value)}`,
  },
  quote: {
    parameters: [],
    more: 'any',
    call: (...values: GoValue[]) =>
      present(values)
        .map((value) => quoted(textOf(value)))
        .join(' '),
  },
  squote: {
    parameters: [],
    more: 'any',
    call: (...values: GoValue[]) =>
      present(values)
        .map((value) => `'${formatted(value)}'`)
        .join(' '),
  },
  cat: {
    parameters: [],
    more: 'any',
    call: (...values: GoValue[]) => present(values).map(formatted).join(' '),
  },
  ['toString' as string]: { parameters: ['any'], call: textOf },
  split: texts((separator, value) => numbered(parts(separator, value))),
  splitList: texts((separator, value) => parts(separator, value)),
  splitn: {
    parameters: ['string', 'int', 'string'],
    call: (separator: string, count: bigint, value: string) =>
      numbered(firstParts(separator, Number(count), value)),
  },
  join: {
    parameters: ['string', 'any'],
    call: (separator: string, value: GoValue) => textsOf(value).join(separator),
  },
  sortAlpha: { parameters: ['any'], call: (value: GoValue) => textsOf(value).sort(byBytes) },
  toStrings: { parameters: ['any'], call: textsOf },
};

/** The value as sprig turns it into a text. */
export function textOf(value: GoValue): string {
  return typeof value === 'string' ? value : formatted(value);
}

/** The items of a list as texts, without those that are nil; anything else as the only item. */
export function textsOf(value: GoValue): string[] {
  if (value === null) return [];
  return (Array.isArray(value) ? present(value) : [value]).map(textOf);
}

function present(values: readonly GoValue[]): GoValue[] {
  return values.filter((value) => value !== null);
}

function trimmed(value: string, cutset: string): string {
  const characters = [...value];
  const isCut = (character: string | undefined) => character !== undefined && [...cutset].includes(character);
  while (isCut(characters[0])) characters.shift();
  while (isCut(characters.at(-1))) characters.pop();
  return characters.join('');
}

/** The first bytes, or the last ones where the count is negative. */
function truncated(count: bigint, value: string): string {
  const length = Buffer.byteLength(value);
  const wanted = Number(count);
  if (wanted < 0) return length + wanted > 0 ? byteSlice(value, length + wanted) : value;
  return length > wanted ? byteSlice(value, 0, wanted) : value;
}

function substring(start: bigint, end: bigint, value: string): string {
  if (start < 0n) return byteSlice(value, 0, Number(end));
  const isOpen = end < 0n || Number(end) > Buffer.byteLength(value);
  return byteSlice(value, Number(start), isOpen ? undefined : Number(end));
}

function indented(spaces: bigint, value: string): string {
  const pad = ' '.repeat(Number(spaces));
  return pad + value.replaceAll('\n', `\n${pad}`);
}

/** Go splits at nothing into characters, as JavaScript does, but by whole ones. */
function parts(separator: string, value: string): string[] {
  return separator === '' ? [...value] : value.split(separator);
}

function firstParts(separator: string, count: number, value: string): string[] {
  const all = parts(separator, value);
  if (count < 0 || all.length <= count) return all;
  return count === 0 ? [] : [...all.slice(0, count - 1), all.slice(count - 1).join(separator)];
}

function numbered(values: readonly string[]): GoMap {
  return new GoMap(new Map(values.map((value, index) => [`_${index}`, value])), true);
}

/** What `toInt64` and its like read of a value: 0 where it is no number. */
export function numberOf(value: GoValue): bigint {
  if (value instanceof GoInt64) return value.value;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(Math.trunc(value));
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value !== 'string') return 0n;
  // the ways in which the function reads other numbers (017, 0x1f, 5.0) changed from version to version
  if (!/^[+-]?(0|[1-9]\d*)$/.test(value)) {
    if (/^\s*[+-]?[\d._]/.test(value)) throw new Error(`${JSON.stringify(value)} is no plain number`);
    return 0n;
  }
  return BigInt(value.replace(/^\+/, ''));
}

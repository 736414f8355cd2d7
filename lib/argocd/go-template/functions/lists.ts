import type { GoFunction, GoFunctions } from '../go-function';
import { deepEqual, type GoValue, goType, isTrue } from '../go-value';
import { sliceOf } from './builtins';
import { numberOf } from './texts';

const list = (call: (items: GoValue[]) => GoValue): GoFunction => ({
  parameters: ['any'],
  call: (value: GoValue) => call(itemsOf(value)),
});

/** Functions of sprig for lists. */
export const LISTS: GoFunctions = {
  list: { parameters: [], more: 'any', call: (...items: GoValue[]) => items },
  tuple: { parameters: [], more: 'any', call: (...items: GoValue[]) => items },
  first: list((items) => items[0] ?? null),
  last: list((items) => items.at(-1) ?? null),
  rest: list((items) => items.slice(1)),
  initial: list((items) => items.slice(0, -1)),
  reverse: list((items) => [...items].reverse()),
  uniq: list((items) =>
    items.filter((item, index) => items.findIndex((other) => deepEqual(other, item)) === index),
  ),
  compact: list((items) => items.filter(isTrue)),
  append: { parameters: ['any', 'any'], call: (value: GoValue, item: GoValue) => [...itemsOf(value), item] },
  prepend: { parameters: ['any', 'any'], call: (value: GoValue, item: GoValue) => [item, ...itemsOf(value)] },
  has: {
    parameters: ['any', 'any'],
    call: (item: GoValue, value: GoValue) =>
      value !== null && itemsOf(value).some((other) => deepEqual(item, other)),
  },
  without: {
    parameters: ['any'],
    more: 'any',
    call: (value: GoValue, ...omitted: GoValue[]) =>
      itemsOf(value).filter((item) => !omitted.some((other) => deepEqual(other, item))),
  },
  concat: { parameters: [], more: 'any', call: (...lists: GoValue[]) => lists.flatMap(itemsOf) },
  slice: { parameters: ['any'], more: 'any', call: slice },
  until: { parameters: ['int'], call: until },
};

function itemsOf(value: GoValue): GoValue[] {
  if (Array.isArray(value)) return value;
  throw new Error(`a ${goType(value)} is no list`);
}

function slice(value: GoValue, ...bounds: GoValue[]): GoValue {
  const items = itemsOf(value);
  const [start, end] = bounds.map((bound) => Number(numberOf(bound)));
  return items.length === 0 ? null : sliceOf(items, start ?? 0, end);
}

function until(count: bigint): GoValue[] {
  const step = count < 0n ? -1n : 1n;
  return Array.from({ length: Math.abs(Number(count)) }, (_, index) => BigInt(index) * step);
}

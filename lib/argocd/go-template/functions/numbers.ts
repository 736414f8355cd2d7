import type { GoFunctions } from '../go-function';
import { GoInt64, type GoValue } from '../go-value';
import { numberOf } from './texts';

const wrap = (value: bigint): GoInt64 => new GoInt64(BigInt.asIntN(64, value));
const fold = (call: (a: bigint, b: bigint) => bigint) => ({
  parameters: ['any' as const],
  more: 'any' as const,
  call: (first: GoValue, ...others: GoValue[]) => wrap(others.map(numberOf).reduce(call, numberOf(first))),
});

/** Functions of sprig for whole numbers. Their results are `int64`. */
export const NUMBERS: GoFunctions = {
  add: {
    parameters: [],
    more: 'any',
    call: (...values: GoValue[]) => wrap(values.map(numberOf).reduce((a, b) => a + b, 0n)),
  },
  add1: { parameters: ['any'], call: (value: GoValue) => wrap(numberOf(value) + 1n) },
  sub: { parameters: ['any', 'any'], call: (a: GoValue, b: GoValue) => wrap(numberOf(a) - numberOf(b)) },
  mul: fold((a, b) => a * b),
  div: { parameters: ['any', 'any'], call: (a: GoValue, b: GoValue) => wrap(numberOf(a) / divisor(b)) },
  mod: { parameters: ['any', 'any'], call: (a: GoValue, b: GoValue) => wrap(numberOf(a) % divisor(b)) },
  max: fold((a, b) => (b > a ? b : a)),
  min: fold((a, b) => (b < a ? b : a)),
  int: { parameters: ['any'], call: numberOf },
  int64: { parameters: ['any'], call: (value: GoValue) => wrap(numberOf(value)) },
  atoi: {
    parameters: ['string'],
    call: (text: string) => (/^[+-]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : 0n),
  },
};

function divisor(value: GoValue): bigint {
  const number = numberOf(value);
  if (number === 0n) throw new Error('integer divide by zero');
  return number;
}

/**
 * A Kubernetes quantity, exact: `digits × 10^exponent`.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
interface Quantity {
  readonly digits: bigint;
  readonly exponent: number;
}

const DECIMAL_SUFFIX: Record<string, number> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_SUFFIX: Record<string, bigint> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
// as resource.ParseQuantity scans: the number may be empty ("m" is 0), the suffix is looked up afterwards
const GRAMMAR = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[+-]?[0-9]*)$/;
const SCIENTIFIC = /^[eE][+-]?[0-9]+$/;
const NANO = -9;
// an empty number is 0 on Go's fast way only; what needs its exact way (these, and below nano) it refuses
const NEEDS_DIGITS = new Set(['Pi', 'Ei']);
const INT64_MAX = 2n ** 63n - 1n;

/** Whether Kubernetes reads `text` as a quantity. */
export function isQuantity(text: string): boolean {
  return parseQuantity(text) !== undefined;
}

/**
 * Below zero, zero or above zero as `a` is less than, equal to or greater than `b`.
 *
 * @throws where one of the two is no quantity.
 */
export function compareQuantities(a: string, b: string): number {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  if (!left || !right) throw new Error(`not a quantity: ${JSON.stringify(left ? b : a)}`);
  return compare(left, right);
}

function parseQuantity(text: string): Quantity | undefined {
  const match = text === '' ? null : GRAMMAR.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  const written = `${whole}${fraction}`;
  if (written === '' && NEEDS_DIGITS.has(suffix)) return undefined;
  const unsigned = BigInt(written || '0');
  const digits = sign === '-' ? -unsigned : unsigned;
  const binary = Object.hasOwn(BINARY_SUFFIX, suffix) ? BINARY_SUFFIX[suffix] : undefined;
  if (binary !== undefined) return binaryQuantity(digits << binary, fraction.length);
  const exponent = Object.hasOwn(DECIMAL_SUFFIX, suffix) ? DECIMAL_SUFFIX[suffix] : scientific(suffix);
  if (exponent === undefined || (written === '' && exponent < NANO)) return undefined;
  return roundedToNano(digits, exponent - fraction.length);
}

function scientific(suffix: string): number | undefined {
  if (!SCIENTIFIC.test(suffix)) return undefined;
  const exponent = BigInt(suffix.slice(1).replace('+', ''));
  if (BigInt.asIntN(64, exponent) !== exponent) return undefined;
  return Number(BigInt.asIntN(32, exponent)); // Go keeps the exponent as an int32
}

function binaryQuantity(digits: bigint, fractionDigits: number): Quantity {
  const rounded = roundedToNano(digits, -fractionDigits);
  const cap = { digits: digits < 0n ? -INT64_MAX : INT64_MAX, exponent: 0 };
  const beyond = digits < 0n ? compare(rounded, cap) < 0 : compare(rounded, cap) > 0;
  return beyond ? cap : rounded;
}

// Kubernetes rounds away from zero to the nano, its smallest unit
function roundedToNano(digits: bigint, exponent: number): Quantity {
  if (exponent >= NANO) return { digits, exponent };
  const dropped = NANO - exponent;
  if (dropped > digits.toString().length) return { digits: BigInt(sign(digits)), exponent: NANO };
  const divisor = 10n ** BigInt(dropped);
  const quotient = digits / divisor;
  const exact = quotient * divisor === digits;
  return { digits: exact ? quotient : quotient + BigInt(sign(digits)), exponent: NANO };
}

function compare(a: Quantity, b: Quantity): number {
  if (sign(a.digits) !== sign(b.digits) || a.digits === 0n) return sign(a.digits) - sign(b.digits);
  const magnitude = (q: Quantity) => q.digits.toString().replace('-', '').length + q.exponent;
  // an exponent may be huge: numbers of different magnitude are told apart without writing them out
  if (magnitude(a) !== magnitude(b)) return (magnitude(a) - magnitude(b)) * sign(a.digits);
  const exponent = Math.min(a.exponent, b.exponent);
  const scaled = (q: Quantity) => q.digits * 10n ** BigInt(q.exponent - exponent);
  return sign(scaled(a) - scaled(b));
}

function sign(value: bigint): number {
  return value === 0n ? 0 : value < 0n ? -1 : 1;
}

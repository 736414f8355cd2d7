/**
 * Numbers as Go's `strconv` reads and writes them, as far as go-yaml's scalars need it.
 *
 * @see https://pkg.go.dev/strconv
 */

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

const DIGITS: Readonly<Record<number, RegExp>> = {
  2: /^[01]+$/,
  8: /^[0-7]+$/,
  10: /^[0-9]+$/,
  16: /^[0-9a-fA-F]+$/,
};
const LITERAL_PREFIX: Readonly<Record<number, string>> = { 2: '0b', 8: '0o', 10: '', 16: '0x' };

/** From this decimal exponent on, Go's `%g` of the shortest precision writes an exponent. */
const FIRST_WRITTEN_EXPONENT = 6;

/** `ParseInt(text, 0, 64)`, or else `ParseUint(text, 0, 64)`; undefined where both give an error. */
export function parseGoInteger(text: string): bigint | undefined {
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  const [base, digits] = splitBase(text.slice(sign.length));
  const magnitude = parseDigits(digits, base);
  if (magnitude === undefined) return undefined;
  const value = sign === '-' ? -magnitude : magnitude;
  // only ParseUint reaches beyond int64, and it takes no sign
  const highest = sign === '' ? UINT64_MAX : INT64_MAX;
  return value >= INT64_MIN && value <= highest ? value : undefined;
}

/** go-yaml's second attempt at `0b…`, which by its way of cutting the prefix takes a sign after it. */
export function parseSignedBinary(text: string): bigint | undefined {
  const match = /^0b([-+])([01]+)$/.exec(text);
  if (match === null) return undefined;
  const magnitude = parseDigits(match[2] ?? '', 2);
  if (magnitude === undefined) return undefined;
  const value = match[1] === '-' ? -magnitude : magnitude;
  return value >= INT64_MIN && value <= INT64_MAX ? value : undefined;
}

/** `ParseFloat(text, 64)` of decimal text; undefined where the number is out of range. */
export function parseGoFloat(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** `FormatFloat(value, 'g', -1, 32)`: the way in which sigs.k8s.io/yaml names a key that is a float. */
export function formatFloat32(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = ''] = shortestSingle(single).split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < FIRST_WRITTEN_EXPONENT) return String(Number(`${mantissa}e${exponent}`));
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
}

/** The fewest digits that still name the same 32-bit number, in exponential notation. */
function shortestSingle(single: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential(9);
}

/** The base that Go's base 0 finds in the prefix, and the digits after it. */
function splitBase(text: string): [number, string] {
  if (!text.startsWith('0') || text === '0') return [10, text];
  // a prefix needs a digit after it, else the text is an octal number with a wrong digit
  const prefix = text.length >= 3 ? text[1]?.toLowerCase() : undefined;
  if (prefix === 'b') return [2, text.slice(2)];
  if (prefix === 'o') return [8, text.slice(2)];
  if (prefix === 'x') return [16, text.slice(2)];
  return [8, text.slice(1)];
}

function parseDigits(digits: string, base: number): bigint | undefined {
  if (!DIGITS[base]?.test(digits)) return undefined;
  const significant = digits.replace(/^0+(?=.)/, '');
  // more digits than a 64-bit number has in base 2: out of range without building a huge BigInt
  if (significant.length > 64) return undefined;
  return BigInt(`${LITERAL_PREFIX[base]}${significant}`);
}

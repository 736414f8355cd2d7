import { GoInt64, GoMap, type GoValue } from './go-value';

/** The value as `%v` writes it, and as it is printed; only at the top is nil `<no value>`. */
export function printed(value: GoValue): string {
  return value === null ? '<no value>' : formatted(value);
}

/** The value as `%v` of `fmt` writes it. */
export function formatted(value: GoValue): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(formatted).join(' ')}]`;
  if (value instanceof GoMap) {
    const entries = value.sortedKeys().map((key) => `${key}:${formatted(value.entries.get(key) ?? null)}`);
    return `map[${entries.join(' ')}]`;
  }
  if (value instanceof GoInt64) return value.value.toString();
  return typeof value === 'number' ? formattedFloat(value) : String(value);
}

/** From this exponent on, `%g` of the shortest precision writes an exponent: 1e+06, but 100000. */
const FIRST_WRITTEN_EXPONENT = 6;

/** A `float64` as `%v` writes it. */
export function formattedFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = ''] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < FIRST_WRITTEN_EXPONENT) return plainDecimal(mantissa, exponent);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Digits with the point where it belongs, since JavaScript too writes exponents from some size on. */
function plainDecimal(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** The text as `%q` writes it. */
export function quoted(text: string): string {
  // what Go does not take for printable: controls, formats, private and unassigned characters, spaces but the usual one
  const escaped = text.replace(/["\\]|[\p{C}\p{Z}]/gu, (character) => {
    if (character === ' ') return character;
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (ESCAPES[character] !== undefined) return ESCAPES[character];
    if (code < 0x80) return `\\x${hex.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
  });
  return `"${escaped}"`;
}

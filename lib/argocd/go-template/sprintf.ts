import { formatted, quoted } from './go-format';
import { GoMap, type GoValue, goType, wholeNumber } from './go-value';

const VERB = /%([-+0 ]*)(\d*)(?:\.(\d+))?(.?)/gsu;

/**
 * `fmt.Sprintf` for the verbs that make names and values. What Go would answer by a mark in the text, such as
 * `%!d(string=a)`, is an error here: nobody means it.
 *
 * @throws Error where a verb does not fit its operand, or is none that is known here.
 */
export function sprintf(format: string, operands: readonly GoValue[]): string {
  let next = 0;
  const text = format.replace(
    VERB,
    (directive, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (next >= operands.length) throw new Error(`printf lacks an operand for ${directive}`);
      const body = formatOne(verb, operands[next++] as GoValue, precision, directive);
      return pad(withSign(body, flags, verb), flags, Number(width), verb);
    },
  );
  if (next < operands.length) throw new Error(`printf has operands that ${quoted(format)} does not use`);
  return text;
}

function formatOne(verb: string, value: GoValue, precision: string | undefined, directive: string): string {
  const text =
    precision === undefined ? plain(verb, value, directive) : precise(verb, value, Number(precision));
  if (text === undefined) throw new Error(`printf cannot write a ${goType(value)} by ${directive}`);
  return text;
}

function precise(verb: string, value: GoValue, precision: number): string | undefined {
  if (verb === 'f' && typeof value === 'number') return value.toFixed(precision);
  return verb === 's' && typeof value === 'string' ? [...value].slice(0, precision).join('') : undefined;
}

function plain(verb: string, value: GoValue, directive: string): string | undefined {
  const whole = wholeNumber(value);
  // Go would pad each item
  if (verb === 'v') return isComposite(value) && /\d/.test(directive) ? undefined : formatted(value);
  if (whole !== undefined) return { d: whole.toString(), x: whole.toString(16) }[verb];
  if (typeof value === 'number') return { f: value.toFixed(6) }[verb];
  if (typeof value === 'boolean') return { t: String(value) }[verb];
  if (typeof value !== 'string') return undefined;
  return { s: value, q: quoted(value), x: Buffer.from(value).toString('hex') }[verb];
}

function isComposite(value: GoValue): boolean {
  return Array.isArray(value) || value instanceof GoMap;
}

function withSign(body: string, flags: string, verb: string): string {
  if (!/[df]/.test(verb) || body.startsWith('-')) return body;
  if (flags.includes('+')) return `+${body}`;
  return flags.includes(' ') ? ` ${body}` : body;
}

function pad(body: string, flags: string, width: number, verb: string): string {
  const missing = width - [...body].length;
  if (missing <= 0) return body;
  if (flags.includes('-')) return body + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + body;
  const sign = /[dfx]/.test(verb) ? (/^[-+ ]/.exec(body)?.[0] ?? '') : '';
  return sign + '0'.repeat(missing) + body.slice(sign.length);
}

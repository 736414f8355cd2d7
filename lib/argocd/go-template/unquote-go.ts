import { TemplateError } from './template-error';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-7][0-9a-fA-F])|([0-7]{3})|([\s\S]))/g;

/**
 * The text of a literal of Go, in quotes or in back quotes.
 *
 * @throws TemplateError for an escape that Go does not know, or one of a byte that is no character.
 */
export function unquoteGo(literal: string, offset: number): string {
  if (literal.startsWith('`')) return literal.slice(1, -1).replace(/\r/g, '');
  return literal.slice(1, -1).replace(ESCAPE, (sequence, short, long, byte, octal, simple) => {
    const hex = short ?? long ?? byte;
    const code =
      hex === undefined
        ? octal === undefined
          ? undefined
          : Number.parseInt(octal, 8)
        : Number.parseInt(hex, 16);
    const character = code === undefined ? SIMPLE[simple] : characterOf(code, octal !== undefined);
    if (character === undefined) throw new TemplateError(`has the escape ${sequence} in a text`, offset);
    return character;
  });
}

function characterOf(code: number, isOctal: boolean): string | undefined {
  const isSurrogate = code >= 0xd800 && code < 0xe000;
  if (isSurrogate || code > 0x10ffff || (isOctal && code > 0x7f)) return undefined;
  return String.fromCodePoint(code);
}

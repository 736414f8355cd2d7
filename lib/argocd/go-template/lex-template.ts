import { TemplateError } from './template-error';

/** A piece of a template. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly offset: number;
}

export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'space'
  | 'word'
  | 'field'
  | 'variable'
  | 'dot'
  | 'string'
  | 'number'
  | 'symbol';

/** What may follow a word, a field or a variable. */
const TERMINATOR = /[\s.,|:()=]|$/y;
const CLOSE = /[ \t\r\n]-\}\}|\}\}/y;
const ALNUM = '[\\p{L}\\p{Nd}_]';

const INSIDE: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', /[ \t\r\n]+/y],
  ['string', /"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`/y],
  [
    'number',
    /[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?[\d_]+)?)/y,
  ],
  ['field', new RegExp(`\\.${ALNUM}+`, 'uy')],
  ['variable', new RegExp(`\\$${ALNUM}*`, 'uy')],
  ['word', new RegExp(`${ALNUM}+`, 'uy')],
  ['dot', /\./y],
  ['symbol', /:=|[=,|()]/y],
];

/**
 * The pieces of a template, without comments, and with the spaces cut that trim markers cut.
 *
 * @throws TemplateError where a piece does not end, or a character has no place.
 */
export function lexTemplate(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trimsNext = false;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const end = open === -1 ? text.length : open;
    const trimsBefore = open !== -1 && /^-[ \t\r\n]/.test(text.slice(open + 2, open + 4));
    const raw = text.slice(at, end);
    const afterTrim = trimsNext ? raw.replace(/^[ \t\r\n]+/, '') : raw;
    const literal = trimsBefore ? afterTrim.replace(/[ \t\r\n]+$/, '') : afterTrim;
    if (literal !== '') tokens.push({ kind: 'text', text: literal, offset: at });
    if (open === -1) break;
    const action = lexAction(text, open, open + (trimsBefore ? 4 : 2));
    tokens.push(...action.tokens);
    at = action.end;
    trimsNext = action.trimsNext;
  }
  return tokens;
}

interface Action {
  readonly tokens: readonly Token[];
  readonly end: number;
  readonly trimsNext: boolean;
}

function lexAction(text: string, open: number, start: number): Action {
  if (text.startsWith('/*', start)) return skipComment(text, open, start);
  const tokens: Token[] = [{ kind: 'open', text: '{{', offset: open }];
  let at = start;
  for (;;) {
    const close = matchAt(CLOSE, text, at);
    if (close !== undefined) {
      tokens.push({ kind: 'close', text: close, offset: at });
      return { tokens, end: at + close.length, trimsNext: close.length > 2 };
    }
    const token = lexInside(text, at, open);
    tokens.push(token);
    at += token.text.length;
  }
}

function lexInside(text: string, at: number, open: number): Token {
  if (at >= text.length) throw new TemplateError('has an action that is not closed', open, 'end it by }}');
  for (const [kind, pattern] of INSIDE) {
    const found = matchAt(pattern, text, at);
    if (found === undefined) continue;
    const isName = kind === 'field' || kind === 'variable' || kind === 'word' || kind === 'number';
    const after = at + found.length;
    if (
      isName &&
      matchAt(CLOSE, text, after) === undefined &&
      matchAt(TERMINATOR, text, after) === undefined
    ) {
      throw new TemplateError(`has ${JSON.stringify(text.charAt(after))} after ${found}`, after);
    }
    return { kind, text: found, offset: at };
  }
  const character = text.charAt(at);
  const rule = /["`]/.test(character)
    ? 'has a text that does not end'
    : `has ${JSON.stringify(character)} in an action`;
  throw new TemplateError(rule, at);
}

function skipComment(text: string, open: number, start: number): Action {
  const end = text.indexOf('*/', start);
  const close = end === -1 ? undefined : matchAt(CLOSE, text, end + 2);
  if (close === undefined)
    throw new TemplateError('has a comment that is not closed', open, 'end it by */}}');
  return { tokens: [], end: end + 2 + close.length, trimsNext: close.length > 2 };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

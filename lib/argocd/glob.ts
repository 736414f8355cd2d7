/**
 * Patterns as Argo CD matches them: `*` is any text, or any without the separator where there is one, `**` any in both
 * cases, `?` one character, `[a-z]` and `[!a-z]` a set, `{a,b}` one of several.
 *
 * @see https://github.com/gobwas/glob
 */
export function globMatch(pattern: string, text: string, separator?: string): boolean {
  if (isPlain(pattern)) return pattern === text;
  return compileGlob(pattern, separator)?.test(text) ?? false;
}

/** The pattern as an expression; undefined where it is malformed, and then matches nothing. */
export function compileGlob(pattern: string, separator?: string): RegExp | undefined {
  const one = separator === undefined ? ANY : `[^${escaped(separator)}]`;
  const dialect = { meanings: { '**': `${ANY}*`, '*': `${one}*`, '?': one }, negation: '!' };
  let depth = 0;
  const parts = tokens(pattern).map((token) => {
    if (token === '{') depth++;
    if (token === '}' && depth > 0) {
      depth--;
      return ')';
    }
    if (depth > 0 && (token === '{' || token === ',')) return token === '{' ? '(?:' : '|';
    return translated(token, dialect);
  });
  // a brace that is not closed ends with the pattern
  return expression([...parts, ')'.repeat(depth)]);
}

/** Whether a name matches a pattern of Go's `filepath.Match`, in which `*` stops at a slash, and braces are none. */
export function pathMatch(pattern: string, text: string): boolean {
  if (isPlain(pattern)) return pattern === text;
  const dialect = { meanings: { '**': '[^/]*', '*': '[^/]*', '?': '[^/]' }, negation: '^' };
  return expression(tokens(pattern).map((token) => translated(token, dialect)))?.test(text) ?? false;
}

/** Most patterns are none, and a project may have thousands of them. */
function isPlain(pattern: string): boolean {
  return !/[*?[\]{}\\]/.test(pattern);
}

const ANY = '[\\s\\S]';

interface Dialect {
  readonly meanings: Readonly<Record<string, string>>;
  /** What stands first in a set of characters that must not be. */
  readonly negation: string;
}

/** A pattern in pieces: `**`, a set in brackets, an escaped character, or one character. */
function tokens(pattern: string): string[] {
  const pieces = pattern.match(/\*\*+|\[[!^]?[^\]]+\]|\\[\s\S]|[\s\S]/gu) ?? [];
  return pieces.map((token) => token.replace(/^\*\*+$/, '**'));
}

/** A piece as an expression; undefined where it opens something that never closes. */
function translated(token: string, { meanings, negation }: Dialect): string | undefined {
  const meaning = meanings[token];
  if (meaning !== undefined) return meaning;
  if (token === '[' || token === '\\') return undefined;
  if (token.length > 1 && token.startsWith('[')) return characterSet(token.slice(1, -1), negation);
  return escaped(token.length === 2 && token.startsWith('\\') ? token.slice(1) : token);
}

function characterSet(members: string, negation: string): string {
  const isNegated = members.length > 1 && members.startsWith(negation);
  const inner = (isNegated ? members.slice(1) : members).replace(/[[\]^]/g, '\\$&');
  return `[${isNegated ? '^' : ''}${inner}]`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function expression(parts: readonly (string | undefined)[]): RegExp | undefined {
  if (parts.includes(undefined)) return undefined;
  try {
    return new RegExp(`^(?:${parts.join('')})$`);
  } catch {
    // such as a range that ends before it begins
    return undefined;
  }
}

/** A piece of an action: `.app`, `"text"`, `|`. */
export interface Token {
  readonly type: 'field' | 'dot' | 'variable' | 'name' | 'text' | 'number' | 'sign';
  readonly text: string;
  /** Whether nothing stands between it and the piece before. */
  readonly isGlued: boolean;
}

/** What a template consists of: text that is copied, and actions in double braces. */
export type Segment =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly text: string; readonly tokens: readonly Token[] };

/** A template that Go would not read. */
export class TemplateSyntaxError extends Error {}

const PATTERNS: readonly (readonly [Token['type'], RegExp])[] = [
  ['text', /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ['number', /'(?:[^'\\\n]|\\.)+'|[+-]?(?:\d[\w.]*|\.\d\w*)/y],
  ['variable', /\$[\p{L}\p{N}_]*/uy],
  ['field', /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ['dot', /\./y],
  ['name', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['sign', /:=|[=|(),]/y],
];

/** Splits a template as Go does. */
export function segmentsOf(template: string): Segment[] {
  const segments: Segment[] = [];
  let position = 0;
  for (;;) {
    const start = template.indexOf('{{', position);
    segments.push({ type: 'text', text: template.slice(position, start < 0 ? undefined : start) });
    if (start < 0) return segments;
    const inside = start + 2 + (/^-\s/.test(template.slice(start + 2, start + 4)) ? 1 : 0);
    const comment = /\s*\/\*[\s\S]*?\*\/\s*-?}}/y;
    comment.lastIndex = inside;
    if (comment.test(template)) {
      position = comment.lastIndex;
      continue;
    }
    const { tokens, end } = tokensFrom(template, inside);
    segments.push({ type: 'action', text: template.slice(start, end), tokens });
    position = end;
  }
}

function tokensFrom(template: string, start: number): { tokens: Token[]; end: number } {
  const tokens: Token[] = [];
  let position = start;
  for (;;) {
    const [space = ''] = /^\s*/.exec(template.slice(position)) ?? [];
    position += space.length;
    const [close] = /^-?}}/.exec(template.slice(position)) ?? [];
    // a dash that trims has a space before it
    if (close === '}}' || (close === '-}}' && space !== '')) return { tokens, end: position + close.length };
    const [type, text] = matchAt(template, position);
    tokens.push({ type, text, isGlued: space === '' && tokens.length > 0 });
    position += text.length;
  }
}

function matchAt(template: string, position: number): readonly [Token['type'], string] {
  for (const [type, pattern] of PATTERNS) {
    pattern.lastIndex = position;
    const [text] = pattern.exec(template) ?? [];
    if (text !== undefined) return [type, text];
  }
  const rest = template.slice(position, position + 20);
  if (rest === '') throw new TemplateSyntaxError('an action is not closed by }}');
  if (/^["'`]/.test(rest)) throw new TemplateSyntaxError(`a text is not closed: ${rest}`);
  throw new TemplateSyntaxError(`"${rest.slice(0, 1)}" means nothing in an action: ${rest}`);
}

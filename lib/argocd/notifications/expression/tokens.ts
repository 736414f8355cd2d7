/** A piece of an expression. */
export interface Token {
  readonly type: 'name' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
}

/** An expression that Argo CD would not read. */
export class ExpressionSyntaxError extends Error {}

const PIECES =
  /(?<space>\s+|\/\/[^\n]*|#\s[^\n]*|\/\*[\s\S]*?\*\/)|(?<number>\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)|(?<name>[$\p{L}_][\p{L}\p{N}_]*)|(?<sign>\?\.|\?\?|\.\.|\*\*|==|!=|<=|>=|&&|\|\||[-+*/%^<>!?:,.(){}[\]|#=;])/uy;

/** Splits an expression. */
export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < expression.length) {
    PIECES.lastIndex = position;
    const match = PIECES.exec(expression);
    if (!match?.groups) {
      const rest = expression.slice(position, position + 20);
      const problem = /^["'`]/.test(rest)
        ? `a text is not closed: ${rest}`
        : `"${rest[0]}" means nothing: ${rest}`;
      throw new ExpressionSyntaxError(problem);
    }
    const [type, text] = Object.entries(match.groups).find(([, found]) => found !== undefined) ?? [
      'space',
      '',
    ];
    if (type !== 'space') tokens.push({ type: type as Token['type'], text: text ?? '' });
    position = PIECES.lastIndex;
  }
  return [...tokens, { type: 'end', text: 'the end' }];
}

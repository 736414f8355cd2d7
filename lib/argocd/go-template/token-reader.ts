import type { Token } from './lex-template';

/** Reads tokens one after the other; behind the last one there is an end for ever. */
export class TokenReader {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly length: number,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(): Token {
    return this.tokens[this.at] ?? { kind: 'close', text: 'the end', offset: this.length };
  }

  next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  /** As `peek`, behind spaces. */
  peekSolid(): Token {
    while (this.peek().kind === 'space') this.at++;
    return this.peek();
  }

  /** As `next`, behind spaces. */
  nextSolid(): Token {
    this.peekSolid();
    return this.next();
  }

  position(): number {
    return this.at;
  }

  goBackTo(position: number): void {
    this.at = position;
  }
}

import type { Command, Operand, Pipeline } from './nodes';
import { TemplateSyntaxError, type Token } from './tokens';

const LITERALS = ['true', 'false', 'nil'];

/** Reads the pipeline of an action. */
export function parsePipeline(tokens: readonly Token[], action: string): Pipeline {
  const reader = new Reader(tokens, action);
  const pipeline = reader.pipeline();
  reader.expectEnd();
  return pipeline;
}

class Reader {
  private position = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly action: string,
  ) {}

  pipeline(): Pipeline {
    const { variables, isDeclaration } = this.variables();
    const commands = [this.command()];
    while (this.take('|')) commands.push(this.command());
    return { variables, isDeclaration, commands };
  }

  expectEnd(): void {
    const rest = this.tokens[this.position];
    if (rest) this.fail(`"${rest.text}" is out of place`);
  }

  /** `$x :=`, `$x =` or `$i, $x :=` */
  private variables(): { variables: string[]; isDeclaration: boolean } {
    const texts = this.tokens.map(({ text }) => text);
    const sign = texts[1] === ',' ? 3 : 1;
    if (this.position > 0 || (texts[sign] !== ':=' && texts[sign] !== '=')) {
      return { variables: [], isDeclaration: false };
    }
    const variables = texts.slice(0, sign).filter((text) => text !== ',');
    if (!variables.every((text) => /^\$./.test(text))) this.fail('only variables can be set');
    this.position = sign + 1;
    return { variables, isDeclaration: texts[sign] === ':=' };
  }

  private command(): Command {
    const operands: Operand[] = [];
    for (let operand = this.operand(); operand; operand = this.operand()) operands.push(operand);
    const [first, ...more] = operands;
    if (!first) this.fail('a value is missing');
    if (first.type === 'literal' && more.length > 0) this.fail(`${first.text} takes no arguments`);
    return operands;
  }

  private operand(): Operand | undefined {
    const token = this.tokens[this.position];
    if (!token || (token.type === 'sign' && token.text !== '(')) return undefined;
    this.position++;
    if (token.isGlued && this.position > 1 && this.tokens[this.position - 2]?.type !== 'sign') {
      this.fail(`a space is missing before ${token.text}`);
    }
    switch (token.type) {
      case 'field':
        return { type: 'path', root: '.', fields: [token.text.slice(1), ...this.fields()] };
      case 'dot':
        return { type: 'path', root: '.', fields: [] };
      case 'variable':
        return { type: 'path', root: token.text, fields: this.fields() };
      case 'name':
        return LITERALS.includes(token.text)
          ? { type: 'literal', text: token.text }
          : { type: 'function', name: token.text };
      case 'sign':
        return this.parenthesis();
      default:
        return { type: 'literal', text: token.text };
    }
  }

  private parenthesis(): Operand {
    const commands = [this.command()];
    while (this.take('|')) commands.push(this.command());
    if (!this.take(')')) this.fail('a parenthesis is not closed');
    const root: Pipeline = { variables: [], isDeclaration: false, commands };
    return { type: 'path', root, fields: this.fields() };
  }

  /** Fields that hang on what was just read. */
  private fields(): string[] {
    const fields: string[] = [];
    for (;;) {
      const token = this.tokens[this.position];
      if (token?.type !== 'field' || !token.isGlued) return fields;
      fields.push(token.text.slice(1));
      this.position++;
    }
  }

  private take(sign: string): boolean {
    const token = this.tokens[this.position];
    if (token?.type !== 'sign' || token.text !== sign) return false;
    this.position++;
    return true;
  }

  private fail(problem: string): never {
    throw new TemplateSyntaxError(`${problem} in ${this.action}`);
  }
}

import type { Expression } from './nodes';
import { ExpressionSyntaxError, type Token, tokensOf } from './tokens';

const OPERATORS: Readonly<Record<string, number>> = {
  '|': 0,
  ...level(10, 'or', '||'),
  ...level(15, 'and', '&&'),
  ...level(20, '==', '!=', '<', '>', '<=', '>=', 'in', 'matches', 'contains', 'startsWith', 'endsWith'),
  '..': 25,
  ...level(30, '+', '-'),
  ...level(60, '*', '/', '%'),
  ...level(100, '**', '^'),
  '??': 500,
};
const NOT = 50;
const SIGN = 90;
/** Operators that may follow `not`: `x not in y`. */
const NEGATED = ['in', 'matches', 'contains', 'startsWith', 'endsWith'];

function level(strength: number, ...operators: string[]): Record<string, number> {
  return Object.fromEntries(operators.map((operator) => [operator, strength]));
}

/**
 * Reads an expression of a trigger.
 *
 * @see https://expr-lang.org/docs/language-definition
 * @throws ExpressionSyntaxError where Argo CD would not read it.
 */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  const expression = parser.expression();
  parser.expect('the end', 'end');
  return expression;
}

class Parser {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  expression(strength = 0): Expression {
    let left = this.unary();
    for (;;) {
      const { operator, isNegated } = this.operatorAhead();
      const own = OPERATORS[operator];
      if (own === undefined || own < strength) break;
      this.position += isNegated ? 2 : 1;
      // powers are read from the right
      const right = this.expression(own === OPERATORS['**'] ? own : own + 1);
      const binary: Expression = { type: 'binary', operator, left, right };
      left = isNegated ? { type: 'not', operand: binary } : binary;
    }
    return strength === 0 ? this.conditional(left) : left;
  }

  expect(text: string, type: Token['type'] = 'sign'): void {
    if (this.ahead.type !== type || this.ahead.text !== text) {
      throw new ExpressionSyntaxError(`${text} is expected, not ${this.ahead.text}`);
    }
    this.position++;
  }

  private get ahead(): Token {
    return this.tokens[this.position] ?? { type: 'end', text: 'the end' };
  }

  private operatorAhead(): { operator: string; isNegated: boolean } {
    const { type, text } = this.ahead;
    const next = this.tokens[this.position + 1];
    if (type === 'name' && text === 'not' && next && NEGATED.includes(next.text)) {
      return { operator: next.text, isNegated: true };
    }
    return { operator: type === 'name' || type === 'sign' ? text : '', isNegated: false };
  }

  private conditional(test: Expression): Expression {
    if (!this.take('?')) return test;
    const yes = this.expression();
    this.expect(':');
    return { type: 'conditional', test, yes, no: this.expression() };
  }

  private unary(): Expression {
    if (this.take('!') || this.takeName('not')) return { type: 'not', operand: this.expression(NOT) };
    if (this.take('-') || this.take('+')) return { type: 'group', parts: [this.expression(SIGN)] };
    return this.hanging(this.primary());
  }

  private primary(): Expression {
    const token = this.ahead;
    this.position++;
    if (token.type === 'number' || token.type === 'text') return { type: 'literal', value: 'other' };
    if (token.type === 'name') return named(token.text);
    if (token.text === '(') return this.closedBy(')', this.expression());
    if (token.text === '[') return { type: 'group', parts: this.list(']') };
    if (token.text === '{') return this.map();
    if (token.text === '#') return { type: 'pointer' };
    if (token.text === '.' && this.ahead.type === 'name') {
      this.position--;
      return { type: 'pointer' };
    }
    throw new ExpressionSyntaxError(`a value is expected, not ${token.text}`);
  }

  /** Members, indices and arguments that follow a value. */
  private hanging(start: Expression): Expression {
    let object = start;
    for (;;) {
      if (this.take('.')) object = this.member(object, false);
      else if (this.take('?.'))
        object = this.take('[') ? this.index(object, true) : this.member(object, true);
      else if (this.take('[')) object = this.index(object, false);
      else if (this.take('(')) object = { type: 'call', callee: object, args: this.list(')') };
      else return object;
    }
  }

  private member(object: Expression, isOptional: boolean): Expression {
    const { type, text } = this.ahead;
    if (type !== 'name') throw new ExpressionSyntaxError(`a field is expected, not ${text}`);
    this.position++;
    return { type: 'member', object, name: text, isOptional };
  }

  private index(object: Expression, isOptional: boolean): Expression {
    const inner: Expression[] = [];
    if (!this.take(':')) {
      inner.push(this.expression());
      if (!this.take(':')) return this.closedBy(']', { type: 'index', object, inner, isOptional });
    }
    if (this.ahead.text !== ']') inner.push(this.expression());
    return this.closedBy(']', { type: 'index', object, inner, isOptional });
  }

  /** Values with commas between; a closure in braces counts as one. */
  private list(end: string): Expression[] {
    const parts: Expression[] = [];
    while (!this.take(end)) {
      if (parts.length > 0) this.expect(',');
      if (end === ']' && parts.length > 0 && this.take(end)) break;
      parts.push(end === ')' && this.take('{') ? this.closedBy('}', this.expression()) : this.expression());
    }
    return parts;
  }

  private map(): Expression {
    const parts: Expression[] = [];
    while (!this.take('}')) {
      if (parts.length > 0) this.expect(',');
      this.position++;
      this.expect(':');
      parts.push(this.expression());
    }
    return { type: 'group', parts };
  }

  private closedBy(end: string, expression: Expression): Expression {
    this.expect(end);
    return expression;
  }

  private take(sign: string): boolean {
    if (this.ahead.type !== 'sign' || this.ahead.text !== sign) return false;
    this.position++;
    return true;
  }

  private takeName(name: string): boolean {
    if (this.ahead.type !== 'name' || this.ahead.text !== name) return false;
    this.position++;
    return true;
  }
}

function named(text: string): Expression {
  if (text === 'nil') return { type: 'literal', value: 'nil' };
  if (text === 'true' || text === 'false') return { type: 'literal', value: 'other' };
  if (OPERATORS[text] !== undefined || text === 'let') {
    throw new ExpressionSyntaxError(`a value is expected, not ${text}`);
  }
  return { type: 'name', name: text };
}

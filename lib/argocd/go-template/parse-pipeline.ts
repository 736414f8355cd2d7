import { parseGoInteger } from '../../manifest/go-number';
import { TemplateError } from './template-error';
import type { Command, FieldsOperand, Operand, Pipeline } from './template-nodes';
import type { TokenReader } from './token-reader';
import { unquoteGo } from './unquote-go';

/** Parses pipelines; knows the variables that exist where it is. */
export class PipelineParser {
  private variables: string[] = ['$'];

  constructor(private readonly tokens: TokenReader) {}

  /** How many variables there are, for `forgetSince`. */
  mark(): number {
    return this.variables.length;
  }

  /** Variables end with the block that they began in. */
  forgetSince(mark: number): void {
    this.variables = this.variables.slice(0, mark);
  }

  /** A pipeline up to `}}` or `)`, which is taken too. */
  parse(end: '}}' | ')', allowsTwoVariables = false): Pipeline {
    const { offset } = this.tokens.peekSolid();
    const { variables, assigns } = this.declaration(allowsTwoVariables);
    const commands: Command[] = [];
    for (;;) {
      const command = this.command();
      if (commands.length > 0) refuseNonFunction(command);
      commands.push(command);
      const token = this.tokens.nextSolid();
      if (token.kind === 'symbol' && token.text === '|') continue;
      const closes = end === ')' ? token.text === ')' && token.kind === 'symbol' : token.kind === 'close';
      if (!closes) throw new TemplateError(`has ${JSON.stringify(token.text)} in a pipeline`, token.offset);
      break;
    }
    if (!assigns) this.variables.push(...variables);
    return { offset, variables, assigns, commands };
  }

  private declaration(allowsTwo: boolean): Pick<Pipeline, 'variables' | 'assigns'> {
    const variables: string[] = [];
    const start = this.tokens.position();
    while (this.tokens.peekSolid().kind === 'variable') {
      variables.push(this.tokens.nextSolid().text);
      const { kind, text, offset } = this.tokens.peekSolid();
      if (kind === 'symbol' && text === ',' && allowsTwo && variables.length === 1) {
        this.tokens.nextSolid();
        continue;
      }
      if (kind === 'symbol' && (text === ':=' || text === '=')) {
        this.tokens.nextSolid();
        if (text === '=') for (const variable of variables) this.refuseUnknown(variable, offset);
        return { variables, assigns: text === '=' };
      }
      break;
    }
    this.tokens.goBackTo(start);
    return { variables: [], assigns: false };
  }

  private command(): Command {
    const operands: Operand[] = [];
    for (;;) {
      const { kind, text } = this.tokens.peekSolid();
      if (kind === 'close' || (kind === 'symbol' && (text === '|' || text === ')'))) break;
      operands.push(this.operand());
    }
    const [first, ...rest] = operands;
    if (first === undefined) throw new TemplateError('lacks a value', this.tokens.peekSolid().offset);
    const takesArguments = first.kind === 'function' || first.kind === 'fields';
    if (rest.length > 0 && !takesArguments)
      throw new TemplateError('gives arguments to what is no function', first.offset);
    if (first.kind === 'nil') throw new TemplateError('has nil as a command', first.offset);
    return [first, ...rest];
  }

  private operand(): Operand {
    const term = this.term();
    const names: string[] = [];
    while (this.tokens.peek().kind === 'field') names.push(this.tokens.next().text.slice(1));
    if (names.length === 0) return term;
    if (term.kind === 'fields') return { ...term, names: [...term.names, ...names] };
    const rule = `takes a field of what has none: .${names.join('.')}`;
    throw new TemplateError(rule, term.offset);
  }

  private term(): Operand {
    const token = this.tokens.nextSolid();
    const { kind, text, offset } = token;
    if (kind === 'dot') return { kind: 'dot', offset };
    if (kind === 'field') return { kind: 'fields', offset, of: 'dot', names: [text.slice(1)] };
    if (kind === 'variable') return this.variable(text, offset);
    if (kind === 'string') return { kind: 'constant', offset, value: unquoteGo(text, offset) };
    if (kind === 'number') return numberConstant(text, offset);
    if (kind === 'word') return word(text, offset);
    if (kind === 'symbol' && text === '(') {
      const mark = this.mark();
      const pipeline = this.parse(')');
      this.forgetSince(mark);
      return { kind: 'fields', offset, of: { pipeline }, names: [] };
    }
    throw new TemplateError(`has ${JSON.stringify(text)} where a value belongs`, offset);
  }

  private variable(name: string, offset: number): FieldsOperand {
    this.refuseUnknown(name, offset);
    return { kind: 'fields', offset, of: { variable: name }, names: [] };
  }

  private refuseUnknown(name: string, offset: number): void {
    if (this.variables.includes(name)) return;
    throw new TemplateError(`has no variable ${name} here`, offset, `declare it by ${name} := …`);
  }
}

function word(text: string, offset: number): Operand {
  if (text === 'true' || text === 'false') return { kind: 'constant', offset, value: text === 'true' };
  return text === 'nil' ? { kind: 'nil', offset } : { kind: 'function', offset, name: text };
}

/** A number without a point or an exponent is an `int`; one with them may serve as an `int` where it is whole. */
function numberConstant(text: string, offset: number): Operand {
  const isHex = /^[+-]?0[xX]/.test(text);
  if (isHex || !/[.eE]/.test(text)) {
    const whole = parseGoInteger(text);
    if (whole === undefined) throw new TemplateError(`has a number that Go does not read: ${text}`, offset);
    return { kind: 'constant', offset, value: whole };
  }
  const value = Number(text);
  if (!Number.isFinite(value)) throw new TemplateError(`has a number that Go does not read: ${text}`, offset);
  return { kind: 'constant', offset, value, asInt: Number.isInteger(value) ? BigInt(value) : undefined };
}

function refuseNonFunction([first]: Command): void {
  if (first.kind === 'constant' || first.kind === 'dot') {
    throw new TemplateError('passes a value to what is no function', first.offset);
  }
}

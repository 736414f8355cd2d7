import { printed } from './go-format';
import { type Argument, callFunction, type GoFunctions } from './go-function';
import { GoInt64, GoMap, type GoValue, goType, isTrue } from './go-value';
import { TemplateError } from './template-error';
import type { Command, FieldsOperand, Operand, Pipeline, RangeNode, TemplateNode } from './template-nodes';

/**
 * What a parsed template makes of the data, as Go does with `missingkey=error`.
 *
 * @throws TemplateError where Go would give an error, and where a function is not known here.
 */
export function evaluateTemplate(
  nodes: readonly TemplateNode[],
  data: GoValue,
  functions: GoFunctions,
): string {
  const evaluation = new Evaluation(functions, data);
  evaluation.walk(nodes, data);
  return evaluation.output;
}

/** How a `range` is left early. */
class Jump extends Error {
  constructor(readonly to: 'break' | 'continue') {
    super(to);
  }
}

class Evaluation {
  output = '';
  private variables: { readonly name: string; value: GoValue }[];

  constructor(
    private readonly functions: GoFunctions,
    data: GoValue,
  ) {
    this.variables = [{ name: '$', value: data }];
  }

  walk(nodes: readonly TemplateNode[], dot: GoValue): void {
    for (const node of nodes) this.walkOne(node, dot);
  }

  private walkOne(node: TemplateNode, dot: GoValue): void {
    switch (node.kind) {
      case 'text':
        this.output += node.text;
        return;
      case 'action': {
        const value = this.pipeline(node.pipeline, dot);
        if (node.pipeline.variables.length === 0) this.output += printed(value);
        return;
      }
      case 'range':
        this.inBlock(() => this.range(node, dot));
        return;
      case 'jump':
        throw new Jump(node.to);
      default:
        this.inBlock(() => {
          const value = this.pipeline(node.pipeline, dot);
          if (isTrue(value)) this.walk(node.body, node.kind === 'with' ? value : dot);
          else this.walk(node.otherwise, dot);
        });
    }
  }

  private inBlock(walk: () => void): void {
    const mark = this.variables.length;
    try {
      walk();
    } finally {
      this.variables.length = mark;
    }
  }

  private range(node: RangeNode, dot: GoValue): void {
    const { pipeline, body, otherwise } = node;
    const turns = turnsOf(this.commands(pipeline, dot), pipeline);
    if (turns.length === 0) {
      this.walk(otherwise, dot);
      return;
    }
    const [first, second] = pipeline.variables;
    for (const [index, item] of turns) {
      const bound: [string, GoValue][] = [];
      if (first !== undefined) bound.push([first, second === undefined ? item : index]);
      if (second !== undefined) bound.push([second, item]);
      try {
        this.inBlock(() => {
          for (const [name, value] of bound) this.bind(name, value, pipeline.assigns);
          this.walk(body, item);
        });
      } catch (error) {
        if (!(error instanceof Jump)) throw error;
        if (error.to === 'break') return;
      }
    }
  }

  private pipeline(pipeline: Pipeline, dot: GoValue): GoValue {
    const value = this.commands(pipeline, dot);
    for (const name of pipeline.variables) this.bind(name, value, pipeline.assigns);
    return value;
  }

  private bind(name: string, value: GoValue, assigns: boolean): void {
    const known = assigns ? this.variables.findLast((variable) => variable.name === name) : undefined;
    if (known) known.value = value;
    else this.variables.push({ name, value });
  }

  private commands({ commands }: Pipeline, dot: GoValue): GoValue {
    let final: Argument | undefined;
    for (const command of commands) final = { value: this.command(command, dot, final) };
    return final?.value ?? null;
  }

  private command([first, ...rest]: Command, dot: GoValue, final: Argument | undefined): GoValue {
    if (first.kind === 'function') return this.call(first, rest, dot, final);
    if (rest.length > 0 || final !== undefined) {
      throw new TemplateError('gives arguments to what is no function', first.offset);
    }
    return this.operand(first, dot).value;
  }

  private call(
    { name, offset }: Extract<Operand, { kind: 'function' }>,
    operands: readonly Operand[],
    dot: GoValue,
    final: Argument | undefined,
  ): GoValue {
    if (name === 'and' || name === 'or') return this.logic(name, offset, operands, dot, final);
    const declared = Object.hasOwn(this.functions, name) ? this.functions[name] : undefined;
    if (declared === undefined) {
      throw new TemplateError(
        `calls ${name}, which is not supported here`,
        offset,
        'use a function that is: the guide lists them',
      );
    }
    const args = operands.map((operand) => this.operand(operand, dot));
    try {
      return callFunction(name, declared, final === undefined ? args : [...args, final]);
    } catch (error) {
      if (error instanceof TemplateError || !(error instanceof Error)) throw error;
      throw new TemplateError(`fails: ${error.message}`, offset);
    }
  }

  /** Looks at arguments only until one decides, as Go does. */
  private logic(
    name: 'and' | 'or',
    offset: number,
    operands: readonly Operand[],
    dot: GoValue,
    final: Argument | undefined,
  ): GoValue {
    let value: GoValue | undefined;
    for (const operand of operands) {
      value = this.operand(operand, dot).value;
      if (isTrue(value) === (name === 'or')) return value;
    }
    if (final !== undefined) return final.value;
    if (value === undefined) throw new TemplateError(`calls ${name} without arguments`, offset);
    return value;
  }

  private operand(operand: Operand, dot: GoValue): Argument {
    switch (operand.kind) {
      case 'constant':
        return operand;
      case 'nil':
        return { value: null };
      case 'dot':
        return { value: dot };
      case 'function':
        return { value: this.call(operand, [], dot, undefined) };
      default:
        return { value: this.fields(operand, dot) };
    }
  }

  private fields({ of, names, offset }: FieldsOperand, dot: GoValue): GoValue {
    let value = dot;
    if (of !== 'dot')
      value = 'variable' in of ? this.variable(of.variable) : this.inParentheses(of.pipeline, dot);
    for (const name of names) value = fieldOf(value, name, offset);
    return value;
  }

  /** Variables that are declared in parentheses end there. */
  private inParentheses(pipeline: Pipeline, dot: GoValue): GoValue {
    let value: GoValue = null;
    this.inBlock(() => {
      value = this.pipeline(pipeline, dot);
    });
    return value;
  }

  private variable(name: string): GoValue {
    return this.variables.findLast((variable) => variable.name === name)?.value ?? null;
  }
}

function fieldOf(value: GoValue, name: string, offset: number): GoValue {
  if (value instanceof GoMap) {
    const found = value.entries.get(name);
    if (found !== undefined) return found;
    const known = value.sortedKeys().join(', ');
    const rule = `asks for ".${name}", which is not there (there are: ${known === '' ? 'none' : known})`;
    throw new TemplateError(
      rule,
      offset,
      'correct the name, or use index or dig where the key may be missing',
      true,
    );
  }
  throw new TemplateError(
    `asks for ".${name}" of a ${goType(value)}, which has no fields`,
    offset,
    undefined,
    value !== null,
  );
}

/** The turns of a `range`: index or key, and item. */
function turnsOf(value: GoValue, { offset, variables }: Pipeline): [GoValue, GoValue][] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.map((item, index) => [BigInt(index), item]);
  if (value instanceof GoMap) return value.sortedKeys().map((key) => [key, value.entries.get(key) ?? null]);
  const count = value instanceof GoInt64 ? value.value : value;
  if (typeof count === 'bigint' && variables.length < 2) {
    const isLong = value instanceof GoInt64;
    return Array.from({ length: Math.max(0, Number(count)) }, (_, index) => {
      const turn = isLong ? new GoInt64(BigInt(index)) : BigInt(index);
      return [turn, turn];
    });
  }
  throw new TemplateError(`ranges over a ${goType(value)}`, offset);
}

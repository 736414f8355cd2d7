import type { GoValue } from './go-value';

/** What a template consists of. */
export type TemplateNode = TextNode | ActionNode | BranchNode | RangeNode | JumpNode;

/** Text that is written as it is. */
export interface TextNode {
  readonly kind: 'text';
  readonly text: string;
}

/** A pipeline whose value is written, unless it declares a variable. */
export interface ActionNode {
  readonly kind: 'action';
  readonly pipeline: Pipeline;
}

/** `if` and `with`. */
export interface BranchNode {
  readonly kind: 'if' | 'with';
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

/** `range`. */
export interface RangeNode {
  readonly kind: 'range';
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

/** Leaves a `range`, or its present turn. */
export interface JumpNode {
  readonly kind: 'jump';
  readonly to: 'break' | 'continue';
}

/** Commands, each of which gets the value of the one before it as its last argument. */
export interface Pipeline {
  readonly offset: number;
  /** The variables that get the value, and whether they are new. */
  readonly variables: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** A function with arguments, or one operand. */
export type Command = readonly [Operand, ...Operand[]];

/** A part of a command. */
export type Operand =
  | { readonly kind: 'constant'; readonly offset: number; readonly value: GoValue; readonly asInt?: bigint }
  | { readonly kind: 'nil'; readonly offset: number }
  | { readonly kind: 'dot'; readonly offset: number }
  | { readonly kind: 'function'; readonly offset: number; readonly name: string }
  | FieldsOperand;

/** Fields of the dot, of a variable or of a pipeline in parentheses. */
export interface FieldsOperand {
  readonly kind: 'fields';
  readonly offset: number;
  readonly of: 'dot' | { readonly variable: string } | { readonly pipeline: Pipeline };
  readonly names: readonly string[];
}

/** All pipelines of a template, those in parentheses too. */
export function pipelinesOf(nodes: readonly TemplateNode[]): Pipeline[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'text' || node.kind === 'jump') return [];
    const own = nestedPipelines(node.pipeline);
    return node.kind === 'action' ? own : [...own, ...pipelinesOf(node.body), ...pipelinesOf(node.otherwise)];
  });
}

/** The functions that a template calls. */
export function functionsOf(
  nodes: readonly TemplateNode[],
): { readonly name: string; readonly offset: number }[] {
  const operands = pipelinesOf(nodes).flatMap(({ commands }) => commands.flat());
  return operands.filter((operand) => operand.kind === 'function');
}

function nestedPipelines(pipeline: Pipeline): Pipeline[] {
  const inner = pipeline.commands.flat().flatMap((operand) => {
    if (operand.kind !== 'fields' || operand.of === 'dot' || !('pipeline' in operand.of)) return [];
    return nestedPipelines(operand.of.pipeline);
  });
  return [pipeline, ...inner];
}

import { closestName } from '../../../validation/closest-name';
import { ARGO_CD } from '../../argo-cd-facts';
import { elementOf, fieldOf, type ValueType } from '../field-types';
import { doubts, error, type Problem } from '../problem';
import type { Block, Operand, Pipeline, TemplateNode } from './nodes';

/** Functions that Go's templates have from the start. */
const OF_GO = [
  ...[
    'and',
    'or',
    'not',
    'len',
    'index',
    'slice',
    'print',
    'printf',
    'println',
    'html',
    'js',
    'call',
    'urlquery',
  ],
  ...['eq', 'ne', 'lt', 'le', 'gt', 'ge'],
];
const FUNCTIONS: ReadonlySet<string> = new Set([...OF_GO, ...ARGO_CD.templateFunctions]);

/** What is known about a value: its type, and the path that leads to it from the variables. */
interface Value {
  readonly type: ValueType;
  readonly path?: string;
}

interface Scope {
  readonly dot: Value;
  readonly variables: ReadonlyMap<string, Value>;
}

/** Functions, variables and fields that are not there, and fields that do not say what they seem to. */
export function fieldProblems(nodes: readonly TemplateNode[]): Problem[] {
  const all: Value = { type: 'variables', path: '' };
  return inScope(nodes, { dot: all, variables: new Map([['$', all]]) });
}

function inScope(nodes: readonly TemplateNode[], outer: Scope): Problem[] {
  let scope = outer;
  return nodes.flatMap((node) => {
    if (node.type === 'text') return [];
    if (node.type === 'block') return blockProblems(node.block, scope);
    const problems = pipelineProblems(node.pipeline, scope);
    scope = withVariables(scope, node.pipeline, pathValue(node.pipeline, scope));
    return problems;
  });
}

function blockProblems({ keyword, pipeline, body, otherwise }: Block, scope: Scope): Problem[] {
  const value = pathValue(pipeline, scope);
  const given = keyword === 'range' ? { type: elementOf(value.type) } : value;
  const inner = withVariables(scope, pipeline, given);
  return [
    ...pipelineProblems(pipeline, scope),
    ...inScope(body, keyword === 'if' ? inner : { ...inner, dot: given }),
    ...inScope(otherwise, scope),
  ];
}

/** In `range $index, $value` the last one is the value; the index has no fields. */
function withVariables(scope: Scope, { variables }: Pipeline, value: Value): Scope {
  const known = new Map(scope.variables);
  variables.forEach((name, index) => {
    known.set(name, index === variables.length - 1 ? value : { type: 0 });
  });
  return { ...scope, variables: known };
}

function pipelineProblems({ variables, isDeclaration, commands }: Pipeline, scope: Scope): Problem[] {
  const unset = isDeclaration ? [] : variables.filter((name) => !scope.variables.has(name));
  return [
    ...unset.map((name) => error(name, 'is not declared', `write ${name} := the first time`)),
    ...commands.flatMap((command) => command.flatMap((operand) => operandProblems(operand, scope))),
  ];
}

function operandProblems(operand: Operand, scope: Scope): Problem[] {
  if (operand.type === 'literal') return [];
  if (operand.type === 'function') return functionProblems(operand.name);
  const { root, fields } = operand;
  if (typeof root !== 'string') {
    return [...pipelineProblems(root, scope), ...walk(pathValue(root, scope), fields).problems];
  }
  const start = root === '.' ? scope.dot : scope.variables.get(root);
  if (start === undefined) return [error(root, 'is not declared', `write {{ ${root} := … }} before`)];
  return walk(start, fields).problems;
}

function functionProblems(name: string): Problem[] {
  if (FUNCTIONS.has(name)) return [];
  const closest = closestName(name, [...FUNCTIONS]);
  const hidden = name === 'env' || name === 'expandenv';
  const fix = closest ? `use ${closest}` : 'use one of Go or sprig';
  return [error(name, hidden ? 'is taken away by Argo CD' : 'is no function', hidden ? 'use context' : fix)];
}

/** Follows fields as far as they are known. */
function walk(start: Value, fields: readonly string[]): { value: Value; problems: Problem[] } {
  let { type, path } = start;
  for (const field of fields) {
    const step = fieldOf(type, field);
    const text = path === undefined ? field : path === '' ? field : `${path}.${field}`;
    if ('problem' in step) {
      return { value: { type: undefined }, problems: [error(`.${text}`, step.problem, step.fix)] };
    }
    type = step.type;
    path = path === undefined ? undefined : text;
  }
  return { value: { type, path }, problems: path === undefined ? [] : doubts(path) };
}

/** The value of a pipeline, where it is only a path. */
function pathValue({ commands }: Pipeline, scope: Scope): Value {
  const [operand, ...more] = commands[0] ?? [];
  if (commands.length > 1 || more.length > 0 || operand?.type !== 'path') return { type: undefined };
  const { root, fields } = operand;
  const unknown: Value = { type: undefined };
  const start =
    typeof root !== 'string' ? pathValue(root, scope) : root === '.' ? scope.dot : scope.variables.get(root);
  return walk(start ?? unknown, fields).value;
}

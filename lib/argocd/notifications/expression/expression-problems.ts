import { closestName } from '../../../validation/closest-name';
import { ARGO_CD } from '../../argo-cd-facts';
import { fieldOf, VARIABLE_NAMES, type ValueType } from '../field-types';
import { doubts, error, type Problem } from '../problem';
import { type Expression, pathOf } from './nodes';
import { parseExpression } from './parse-expression';
import { NOTHING, type Present, presentIfFalse, presentIfTrue, union } from './presence';
import { ExpressionSyntaxError } from './tokens';

/**
 * What Argo CD would refuse in an expression of a trigger, or what would fail while an Application is new.
 *
 * @param known what is known to be there: `oncePer` is asked only where `when` is true.
 */
export function expressionProblems(text: string, known: Present = NOTHING): Problem[] {
  const expression = parsed(text);
  if (expression instanceof ExpressionSyntaxError) {
    const fix = 'see https://expr-lang.org/docs/language-definition';
    return [error(text, `is no expression: ${expression.message}`, fix)];
  }
  return problemsIn(expression, known);
}

/** What is there when an expression is true; nothing where it cannot be read. */
export function presentWhen(text: string): Present {
  const expression = parsed(text);
  return expression instanceof ExpressionSyntaxError ? NOTHING : presentIfTrue(expression);
}

function parsed(text: string): Expression | ExpressionSyntaxError {
  try {
    return parseExpression(text);
  } catch (cause) {
    if (cause instanceof ExpressionSyntaxError) return cause;
    throw cause;
  }
}

function problemsIn(expression: Expression, present: Present): Problem[] {
  switch (expression.type) {
    case 'literal':
    case 'pointer':
      return [];
    case 'name':
      return nameProblems(expression.name, VARIABLE_NAMES, 'variable');
    case 'member':
      return memberProblems(expression, present);
    case 'index':
      return [...problemsIn(expression.object, present), ...all(expression.inner, present)];
    case 'call':
      return [...calleeProblems(expression.callee, present), ...all(expression.args, present)];
    case 'not':
      return problemsIn(expression.operand, present);
    case 'binary':
      return binaryProblems(expression, present);
    case 'conditional':
      return [
        ...problemsIn(expression.test, present),
        ...problemsIn(expression.yes, union(present, presentIfTrue(expression.test))),
        ...problemsIn(expression.no, union(present, presentIfFalse(expression.test))),
      ];
    case 'group':
      return all(expression.parts, present);
  }
}

function all(expressions: readonly Expression[], present: Present): Problem[] {
  return expressions.flatMap((each) => problemsIn(each, present));
}

function binaryProblems(
  { operator, left, right }: Extract<Expression, { type: 'binary' }>,
  present: Present,
): Problem[] {
  const isAnd = operator === 'and' || operator === '&&';
  const isOr = operator === 'or' || operator === '||';
  const more = isAnd ? presentIfTrue(left) : isOr ? presentIfFalse(left) : NOTHING;
  // in a pipe the right side is a call
  return [...problemsIn(left, present), ...problemsIn(right, union(present, more))];
}

function calleeProblems(callee: Expression, present: Present): Problem[] {
  if (callee.type !== 'name') return problemsIn(callee, present);
  return nameProblems(callee.name, ARGO_CD.expressionFunctions, 'function');
}

function nameProblems(name: string, known: readonly string[], what: string): Problem[] {
  if (known.includes(name)) return [];
  const closest = closestName(name, known);
  const fix = closest ? `use ${closest}` : `use one of ${known.join(', ')}`;
  return [error(name, `is no ${what}`, fix)];
}

function memberProblems(member: Extract<Expression, { type: 'member' }>, present: Present): Problem[] {
  const { object, name, isOptional } = member;
  const below = problemsIn(object, present);
  const path = pathOf(object);
  if (path === undefined) return below;
  const { type, mayBeNil } = typeOf(object);
  const step = fieldOf(type, name);
  if ('problem' in step) return [...below, error(`${path}.${name}`, step.problem, step.fix)];
  const own = doubts(`${path}.${name}`);
  if (!mayBeNil || isOptional || present.has(path)) return [...below, ...own];
  const rule = `fails while ${path} is not there, as in a new Application`;
  return [...below, ...own, error(`${path}.${name}`, rule, `write ${path}?.${name}`)];
}

function typeOf(expression: Expression): { type: ValueType; mayBeNil: boolean } {
  if (expression.type === 'name') return { type: rootType(expression.name), mayBeNil: false };
  if (expression.type !== 'member') return { type: undefined, mayBeNil: false };
  const step = fieldOf(typeOf(expression.object).type, expression.name);
  return 'problem' in step
    ? { type: undefined, mayBeNil: false }
    : { type: step.type, mayBeNil: step.isOptional };
}

function rootType(name: string): ValueType {
  const step = fieldOf('variables', name);
  return 'problem' in step ? undefined : step.type;
}

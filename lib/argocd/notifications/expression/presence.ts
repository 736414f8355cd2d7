import { type Expression, pathOf } from './nodes';

/** Paths that are known not to be nil. */
export type Present = ReadonlySet<string>;

export const NOTHING: Present = new Set();

/** What is there when the expression is true. */
export function presentIfTrue(expression: Expression): Present {
  if (expression.type === 'not') return presentIfFalse(expression.operand);
  if (expression.type !== 'binary') return withParents(expression);
  const { operator, left, right } = expression;
  switch (operator) {
    case 'and':
    case '&&':
      return union(presentIfTrue(left), presentIfTrue(right));
    case 'or':
    case '||':
      return intersection(presentIfTrue(left), presentIfTrue(right));
    case '!=':
      return union(isNil(right) ? withParents(left) : NOTHING, isNil(left) ? withParents(right) : NOTHING);
    case '==':
      return union(
        isValue(right) ? withParents(left) : NOTHING,
        isValue(left) ? withParents(right) : NOTHING,
      );
    case 'in':
      return isListOfValues(right) ? withParents(left) : NOTHING;
    case 'contains':
    case 'matches':
    case 'startsWith':
    case 'endsWith':
      return withParents(left);
    default:
      return NOTHING;
  }
}

/** What is there when the expression is false. */
export function presentIfFalse(expression: Expression): Present {
  if (expression.type === 'not') return presentIfTrue(expression.operand);
  if (expression.type !== 'binary') return NOTHING;
  const { operator, left, right } = expression;
  if (operator === 'or' || operator === '||') return union(presentIfFalse(left), presentIfFalse(right));
  if (operator === 'and' || operator === '&&')
    return intersection(presentIfFalse(left), presentIfFalse(right));
  if (operator !== '==') return NOTHING;
  return union(isNil(right) ? withParents(left) : NOTHING, isNil(left) ? withParents(right) : NOTHING);
}

export function union(one: Present, other: Present): Present {
  return new Set([...one, ...other]);
}

function intersection(one: Present, other: Present): Present {
  return new Set([...one].filter((path) => other.has(path)));
}

/** A field that is there has objects above it that are there. */
function withParents(expression: Expression): Present {
  const parts = pathOf(expression)?.split('.') ?? [];
  return new Set(parts.map((_, index) => parts.slice(0, index + 1).join('.')));
}

function isNil(expression: Expression): boolean {
  return expression.type === 'literal' && expression.value === 'nil';
}

function isValue(expression: Expression): boolean {
  return expression.type === 'literal' && expression.value === 'other';
}

function isListOfValues(expression: Expression): boolean {
  return expression.type === 'group' && expression.parts.every(isValue);
}

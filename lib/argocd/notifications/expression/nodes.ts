/** A part of an expression. */
export type Expression =
  | { readonly type: 'literal'; readonly value: 'nil' | 'other' }
  | { readonly type: 'name'; readonly name: string }
  /** What a closure is about: `#`, or `.field` of it. */
  | { readonly type: 'pointer' }
  | {
      readonly type: 'member';
      readonly object: Expression;
      readonly name: string;
      readonly isOptional: boolean;
    }
  | {
      readonly type: 'index';
      readonly object: Expression;
      readonly inner: readonly Expression[];
      readonly isOptional: boolean;
    }
  | { readonly type: 'call'; readonly callee: Expression; readonly args: readonly Expression[] }
  | { readonly type: 'not'; readonly operand: Expression }
  | {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'conditional';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  /** A list, a map, a sign before a number. */
  | { readonly type: 'group'; readonly parts: readonly Expression[] };

/** The path of a field from a variable, without question marks; undefined where it is not only fields. */
export function pathOf(expression: Expression): string | undefined {
  if (expression.type === 'name') return expression.name;
  if (expression.type !== 'member') return undefined;
  const path = pathOf(expression.object);
  return path === undefined ? undefined : `${path}.${expression.name}`;
}

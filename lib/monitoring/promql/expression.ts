/** A label matcher, such as `phase=~"Error|Failed"`. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** Which labels an aggregation or a match looks at. */
export interface LabelList {
  /** All but these. */
  readonly except: boolean;
  readonly labels: readonly string[];
}

interface Part {
  /** As it is written, for messages. */
  readonly text: string;
}

export interface NumberLiteral extends Part {
  readonly kind: 'number';
  readonly value: number;
}

export interface StringLiteral extends Part {
  readonly kind: 'string';
  readonly value: string;
}

export interface Selector extends Part {
  readonly kind: 'selector';
  /** Undefined where it is selected by other labels only. */
  readonly metric: string | undefined;
  readonly matchers: readonly LabelMatcher[];
  /** Seconds of `[5m]`; NaN where they are calculated. */
  readonly range: number | undefined;
}

export interface Subquery extends Part {
  readonly kind: 'subquery';
  readonly of: Expression;
}

export interface Call extends Part {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly Expression[];
}

export interface Aggregation extends Part {
  readonly kind: 'aggregation';
  readonly name: string;
  /** Undefined: everything becomes one. */
  readonly grouping: LabelList | undefined;
  readonly operands: readonly Expression[];
}

export interface Operation extends Part {
  readonly kind: 'operation';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
  /** 0 or 1 instead of a filter. */
  readonly bool: boolean;
  readonly matching: LabelList | undefined;
  /** The side of which many match one, and the labels that it takes from the other. */
  readonly group: { readonly many: 'left' | 'right'; readonly labels: readonly string[] } | undefined;
}

export interface Negation extends Part {
  readonly kind: 'negation';
  readonly of: Expression;
}

/** An expression of PromQL; parentheses, offsets and `@` leave no trace in it. */
export type Expression =
  | NumberLiteral
  | StringLiteral
  | Selector
  | Subquery
  | Call
  | Aggregation
  | Operation
  | Negation;

/** The parts right below. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'subquery':
    case 'negation':
      return [expression.of];
    case 'call':
    case 'aggregation':
      return expression.operands;
    case 'operation':
      return [expression.left, expression.right];
    default:
      return [];
  }
}

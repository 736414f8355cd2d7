import { type Expression, partsOf } from './expression';
import type { ExpressionProblem } from './expression-problem';
import { functionProblems } from './function-problems';
import { labelProblems } from './label-problems';
import type { LabelContext } from './labels-of';
import { thresholdProblems } from './threshold-problems';

/** What an expression is checked against. */
export interface ExpressionContext extends LabelContext {
  /** Seconds between two scrapes. */
  readonly scrapeSeconds: number;
}

/** Everything that is wrong with an expression, the outermost part first. */
export function checkExpression(expression: Expression, context: ExpressionContext): ExpressionProblem[] {
  return [
    ...labelProblems(expression, context),
    ...functionProblems(expression, context),
    ...thresholdProblems(expression, context.catalogue),
    ...partsOf(expression).flatMap((part) => checkExpression(part, context)),
  ];
}

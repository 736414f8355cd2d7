/** What is wrong with a part of an expression. */
export interface ExpressionProblem {
  /** The part. */
  readonly text: string;
  /** What it breaks, as a clause that follows the part. */
  readonly rule: string;
  /** What to do, as an imperative. */
  readonly fix: string;
}

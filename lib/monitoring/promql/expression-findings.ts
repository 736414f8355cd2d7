import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { checkExpression, type ExpressionContext } from './check-expression';
import { type Labels, labelsOf } from './labels-of';
import { parseExpression, SyntaxProblem } from './parse-expression';

/** What is wrong with the text of an expression at a field, and the labels of its result. */
export function expressionFindings(
  path: FieldPath,
  text: string,
  context: ExpressionContext,
): { readonly labels: Labels; readonly findings: Finding[] } {
  const expression = parseExpression(text);
  if (expression instanceof SyntaxProblem) {
    const where = expression.rest.trim() === '' ? 'at its end' : `at ${JSON.stringify(expression.rest)}`;
    const fix = 'see https://prometheus.io/docs/prometheus/latest/querying/basics/';
    return { labels: undefined, findings: [errorAt(path, text, `is no PromQL ${where}`, fix)] };
  }
  const findings = checkExpression(expression, context).map((problem) =>
    errorAt(path, problem.text, problem.rule, problem.fix),
  );
  return { labels: labelsOf(expression, context), findings };
}

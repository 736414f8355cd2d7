import { type Expression, partsOf } from '../../../../lib/monitoring/promql/expression';
import { parseExpression, SyntaxProblem } from '../../../../lib/monitoring/promql/parse-expression';

const COMPARISON = / (>=|<=|==|>|<) (-?[\d.]+)?/g;
const OPPOSITE: Readonly<Record<string, string>> = { '>': '<=', '>=': '<', '<': '>=', '<=': '>', '==': '!=' };

/** Expressions that differ in one comparison, one threshold or one metric, and mean something else. */
export function mutantsOf(expression: string): string[] {
  const comparisons = [...expression.matchAll(COMPARISON)].flatMap((match) => {
    const [text, operator = '', threshold] = match;
    const put = (by: string) =>
      expression.slice(0, match.index) + by + expression.slice(match.index + text.length);
    const opposite = put(text.replace(operator, OPPOSITE[operator] ?? ''));
    if (threshold === undefined) return [opposite];
    return [opposite, ...changed(Number(threshold)).map((number) => put(` ${operator} ${number}`))];
  });
  return [
    ...comparisons,
    ...metricsOf(expression).map((metric) => expression.replace(metric, `${metric}_gone`)),
  ];
}

/** Below 0 lies nothing that is counted. */
function changed(threshold: number): number[] {
  return threshold === 0 ? [1] : [threshold * 1.2, threshold * 0.8];
}

function metricsOf(expression: string): string[] {
  const parsed = parseExpression(expression);
  if (parsed instanceof SyntaxProblem) throw new Error(`no PromQL: ${expression}`);
  const walk = (part: Expression): string[] =>
    part.kind === 'selector' ? [part.metric ?? ''] : partsOf(part).flatMap(walk);
  return [...new Set(walk(parsed))];
}

import type { ExpressionContext } from './check-expression';
import type { Call, Expression, Selector } from './expression';
import type { ExpressionProblem } from './expression-problem';
import { labelsOf } from './labels-of';

const OF_COUNTERS = new Set(['rate', 'irate', 'increase', 'resets']);
const OF_GAUGES = new Set(['delta', 'idelta', 'deriv', 'predict_linear']);
const OF_RANGES = new Set([...OF_COUNTERS, ...OF_GAUGES, 'changes']);

/** Functions of one part that do not fit what they are given. */
export function functionProblems(expression: Expression, context: ExpressionContext): ExpressionProblem[] {
  if (expression.kind !== 'call') return [];
  return [...ofRange(expression, context), ...ofQuantile(expression, context)];
}

function ofRange({ name, operands, text }: Call, context: ExpressionContext): ExpressionProblem[] {
  const [operand] = operands;
  if (!OF_RANGES.has(name) && !name.endsWith('_over_time')) return [];
  const over = name === 'quantile_over_time' ? operands[1] : operand;
  const isRange = over?.kind === 'subquery' || (over?.kind === 'selector' && over.range !== undefined);
  if (!isRange) return [{ text, rule: `gives ${name} no range`, fix: 'write one behind the metric: [5m]' }];
  if (over.kind !== 'selector') return [];
  return [...ofKind(name, over, context), ...tooShort(name, over, context)];
}

function ofKind(name: string, { metric, text }: Selector, context: ExpressionContext): ExpressionProblem[] {
  const series = metric === undefined ? undefined : context.catalogue._series(metric);
  if (series === undefined) return [];
  if (OF_COUNTERS.has(name) && !series.isCounter) {
    const rule = `is a ${series.metric.type}, and ${name} is for counters`;
    return [{ text, rule, fix: 'use delta or deriv, or a counter' }];
  }
  if (OF_GAUGES.has(name) && series.isCounter) {
    const rule = `is a counter, and ${name} takes its restarts for falls`;
    return [{ text, rule, fix: 'use rate or increase' }];
  }
  return [];
}

/** A rise is seen between two samples. */
function tooShort(
  name: string,
  { range, text }: Selector,
  { scrapeSeconds }: ExpressionContext,
): ExpressionProblem[] {
  if (!OF_RANGES.has(name) || range === undefined || !(range < 2 * scrapeSeconds)) return [];
  const rule = `is shorter than two scrapes (${scrapeSeconds} s each), so ${name} often has only one sample`;
  return [{ text, rule, fix: `use [${4 * scrapeSeconds}s] or more` }];
}

function ofQuantile({ name, operands }: Call, context: ExpressionContext): ExpressionProblem[] {
  const buckets = operands[1];
  if (name !== 'histogram_quantile' || buckets === undefined) return [];
  const labels = labelsOf(buckets, context);
  if (labels === undefined || labels.has('le')) return [];
  const rule = 'has no label le, by which histogram_quantile tells the buckets apart';
  return [{ text: buckets.text, rule, fix: 'take the _bucket series, and keep le: sum by (le, ...)' }];
}

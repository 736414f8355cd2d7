import type { MetricCatalogue } from '../catalogue/metric-catalogue';
import type { Expression, Operation } from './expression';
import type { ExpressionProblem } from './expression-problem';

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==' };

/** A threshold of one part that what is compared can never exceed. */
export function thresholdProblems(expression: Expression, catalogue: MetricCatalogue): ExpressionProblem[] {
  if (expression.kind !== 'operation' || !(expression.operator in MIRRORED)) return [];
  const { left, right, operator } = expression;
  return [
    ...unreachable(expression, left, operator, right, catalogue),
    ...unreachable(expression, right, MIRRORED[operator] ?? '', left, catalogue),
  ];
}

function unreachable(
  { text }: Operation,
  compared: Expression,
  operator: string,
  limit: Expression,
  catalogue: MetricCatalogue,
): ExpressionProblem[] {
  const [highest, threshold] = [highestOf(compared, catalogue), constantOf(limit)];
  if (highest === undefined || threshold === undefined) return [];
  const isBeyond = operator === '>' ? threshold >= highest : threshold > highest;
  if (!isBeyond || !['>', '>=', '=='].includes(operator)) return [];
  const rule = `never holds: a quantile is at most the highest bucket, which makes ${highest} here`;
  return [{ text, rule, fix: `use a threshold below ${highest}, or give the histogram higher buckets` }];
}

const PICKING = new Set(['max', 'min', 'avg', 'topk', 'bottomk', 'quantile']);
const OVER_TIME = new Set(['max_over_time', 'min_over_time', 'avg_over_time']);

/** The highest value that quantiles of a histogram let an expression have; undefined where nothing is known. */
function highestOf(expression: Expression, catalogue: MetricCatalogue): number | undefined {
  if (expression.kind === 'subquery') return highestOf(expression.of, catalogue);
  if (expression.kind === 'call' && expression.name === 'histogram_quantile') {
    return largestBucket(expression.operands[1], catalogue);
  }
  const picks =
    (expression.kind === 'aggregation' && PICKING.has(expression.name)) ||
    (expression.kind === 'call' && OVER_TIME.has(expression.name));
  const last = picks ? expression.operands.at(-1) : undefined;
  if (last !== undefined) return highestOf(last, catalogue);
  return expression.kind === 'operation' ? scaled(expression, catalogue) : undefined;
}

function scaled({ left, operator, right }: Operation, catalogue: MetricCatalogue): number | undefined {
  const [highest, factor] = [highestOf(left, catalogue), constantOf(right)];
  if (highest === undefined || factor === undefined || factor <= 0) return undefined;
  if (operator === '*') return highest * factor;
  return operator === '/' ? highest / factor : undefined;
}

/** The highest finite bucket of all histograms below. */
function largestBucket(expression: Expression | undefined, catalogue: MetricCatalogue): number | undefined {
  switch (expression?.kind) {
    case 'selector':
      return expression.metric === undefined
        ? undefined
        : catalogue._series(expression.metric)?.metric.largestBucket;
    case 'call':
    case 'aggregation':
      return largestBucket(expression.operands.at(-1), catalogue);
    default:
      return undefined;
  }
}

/** The value of an expression of numbers alone. */
function constantOf(expression: Expression): number | undefined {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'negation') {
    const value = constantOf(expression.of);
    return value === undefined ? undefined : -value;
  }
  if (expression.kind !== 'operation') return undefined;
  const [left, right] = [constantOf(expression.left), constantOf(expression.right)];
  if (left === undefined || right === undefined) return undefined;
  return { '*': left * right, '/': left / right, '+': left + right, '-': left - right }[expression.operator];
}

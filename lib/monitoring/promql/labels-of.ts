import type { MetricCatalogue } from '../catalogue/metric-catalogue';
import type { Aggregation, Call, Expression, LabelList, Operation, Selector } from './expression';

/**
 * Labels that a scrape by the Prometheus Operator sets on whatever it finds.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Endpoint
 */
export const TARGET_LABELS = [
  'job',
  'instance',
  'namespace',
  'pod',
  'service',
  'container',
  'endpoint',
  'node',
];

/** What expressions are read against. */
export interface LabelContext {
  readonly catalogue: MetricCatalogue;
  /** Labels of every scrape. */
  readonly targetLabels: readonly string[];
}

/** The labels that series of an expression can have; undefined where that is not known. */
export type Labels = ReadonlySet<string> | undefined;

/** The labels that the result of an expression can have. */
export function labelsOf(expression: Expression, context: LabelContext): Labels {
  switch (expression.kind) {
    case 'number':
    case 'string':
      return new Set();
    case 'selector':
      return ofSelector(expression, context);
    case 'subquery':
    case 'negation':
      return labelsOf(expression.of, context);
    case 'call':
      return ofCall(expression, context);
    case 'aggregation':
      return ofAggregation(expression, context);
    case 'operation':
      return ofOperation(expression, context);
  }
}

/** The labels of one series as a scrape stores it; those that clash with the scrape's own are renamed by it. */
export function ofSelector({ metric }: Selector, { catalogue, targetLabels }: LabelContext): Labels {
  const series = metric === undefined ? undefined : catalogue._series(metric);
  if (series === undefined) return undefined;
  const renamed = series.labels.filter((label) => targetLabels.includes(label));
  return new Set([...series.labels, ...targetLabels, ...renamed.map((label) => `exported_${label}`)]);
}

const WITHOUT_LABELS = new Set(['scalar', 'time', 'vector', 'pi']);

function ofCall({ name, operands }: Call, context: LabelContext): Labels {
  const [one, two] = operands;
  if (one === undefined || WITHOUT_LABELS.has(name)) return new Set();
  if (name === 'histogram_quantile') return two && without(labelsOf(two, context), ['le']);
  if (name === 'quantile_over_time' || name === 'histogram_fraction') {
    const last = operands.at(-1);
    return last && labelsOf(last, context);
  }
  if (name === 'absent' || name === 'absent_over_time') return ofAbsence(one);
  if (name === 'label_replace' || name === 'label_join') return withLabel(labelsOf(one, context), two);
  return name === 'info' ? undefined : labelsOf(one, context);
}

/** What is absent has the labels by whose value it was sought. */
function ofAbsence(sought: Expression): Labels {
  if (sought.kind !== 'selector') return new Set();
  return new Set(sought.matchers.filter(({ operator }) => operator === '=').map(({ label }) => label));
}

function withLabel(labels: Labels, label: Expression | undefined): Labels {
  return labels && label?.kind === 'string' ? new Set([...labels, label.value]) : labels;
}

const KEEPING = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

function ofAggregation({ name, grouping, operands }: Aggregation, context: LabelContext): Labels {
  const last = operands.at(-1);
  const labels = last && labelsOf(last, context);
  if (KEEPING.has(name)) return labels;
  const grouped = grouping === undefined ? new Set<string>() : only(labels, grouping);
  return name === 'count_values' ? withLabel(grouped, operands[0]) : grouped;
}

function ofOperation({ operator, left, right, matching, group }: Operation, context: LabelContext): Labels {
  const [ofLeft, ofRight] = [labelsOf(left, context), labelsOf(right, context)];
  if (operator === 'and' || operator === 'unless') return ofLeft;
  if (operator === 'or')
    return ofLeft && ofRight && new Set([...ofLeft].filter((label) => ofRight.has(label)));
  if (isScalar(left)) return ofRight;
  if (isScalar(right)) return ofLeft;
  if (group !== undefined) {
    const many = group.many === 'left' ? ofLeft : ofRight;
    return many && new Set([...many, ...group.labels]);
  }
  return matching === undefined ? ofLeft : only(ofLeft, matching);
}

/** Whether an expression has one value and no labels. */
export function isScalar(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
      return true;
    case 'call':
      return ['scalar', 'time', 'pi'].includes(expression.name);
    case 'negation':
      return isScalar(expression.of);
    case 'operation':
      return isScalar(expression.left) && isScalar(expression.right);
    default:
      return false;
  }
}

function only(labels: Labels, list: LabelList): Labels {
  if (list.except) return without(labels, list.labels);
  return new Set(labels === undefined ? list.labels : list.labels.filter((label) => labels.has(label)));
}

function without(labels: Labels, removed: readonly string[]): Labels {
  return labels && new Set([...labels].filter((label) => !removed.includes(label)));
}

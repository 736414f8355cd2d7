import metrics from '../../../imports/operator.metrics.json';
import type { Metric, MetricType } from './metric';

/** What the operator exposes, as its code says: `npm run import:operator-metrics`. */
export const OPERATOR_METRICS: readonly Metric[] = metrics.map((metric) => ({
  ...metric,
  type: metric.type as MetricType,
}));

export { type Metric, MetricType } from './catalogue/metric';
export { MetricCatalogue } from './catalogue/metric-catalogue';
export { Alert } from './rules/alert';
export { AlertGroup } from './rules/alert-group';
export { AlertSeverity } from './rules/alert-severity';
export { PrometheusRule } from './rules/prometheus-rule';
export { RecordingRule } from './rules/recording-rule';
export type {
  AlertGroupProps,
  AlertProps,
  PrometheusRuleProps,
  RecordingRuleProps,
} from './rules/rule-props';

export type { AppLatencyProps, AppMonitoringProps } from './app-monitoring-props';
export { type Metric, MetricType } from './catalogue/metric';
export { MetricCatalogue } from './catalogue/metric-catalogue';
export type { MonitoredApp } from './monitored-app';
export { Monitoring, type MonitoringAlert, type MonitoringProps } from './monitoring';
export type { AlertOverride, AlertPackProps } from './packs/alert-pack';
export { ArgoCDAlerts, type ArgoCDAlertsProps } from './packs/argo-cd-alerts';
export { ChatGPTAppAlerts, type ChatGPTAppAlertsProps } from './packs/chatgpt-app-alerts';
export { OperatorAlerts, type OperatorAlertsProps } from './packs/operator-alerts';
export { WorkloadAlerts, type WorkloadAlertsProps } from './packs/workload-alerts';
export { Alert } from './rules/alert';
export { AlertGroup } from './rules/alert-group';
export { AlertSeverity } from './rules/alert-severity';
export { PrometheusRule } from './rules/prometheus-rule';
export { RecordingRule } from './rules/recording-rule';
export type {
  AlertGroupProps,
  AlertProps,
  PrometheusRuleOptions,
  PrometheusRuleProps,
  RecordingRuleProps,
} from './rules/rule-props';
export { AvailabilityObjective, type AvailabilityObjectiveProps } from './slo/availability-objective';
export { LatencyObjective, type LatencyObjectiveProps } from './slo/latency-objective';
export type { AppObjectiveProps, ObjectiveProps } from './slo/objective-props';
export {
  ServiceLevelObjective,
  type ServiceLevelObjectiveProps,
} from './slo/service-level-objective';

export {
  AlertChannel,
  type EmailChannel,
  type PagerDutyChannel,
  type SlackChannel,
  type WebhookChannel,
} from './alertmanager/alert-channel';
export { AlertMatcher } from './alertmanager/alert-matcher';
export { AlertReceiver } from './alertmanager/alert-receiver';
export { AlertmanagerConfig } from './alertmanager/alertmanager-config';
export { Inhibition, type InhibitionProps } from './alertmanager/inhibition';
export type { MuteTimes } from './alertmanager/mute-times';
export {
  type AlertmanagerConfigProps,
  type AlertRoute,
  AlertScope,
  type AlertTiming,
  type RouteTiming,
  type SeverityRoute,
  type TenantRoute,
} from './alertmanager/routing-props';
export type { AppLatencyProps, AppMonitoringProps } from './app-monitoring-props';
export { type Metric, MetricType } from './catalogue/metric';
export { MetricCatalogue } from './catalogue/metric-catalogue';
export { AppDashboard, type AppDashboardProps } from './dashboards/app-dashboard';
export { ArgoCDDashboard, type ArgoCDDashboardProps } from './dashboards/argo-cd-dashboard';
export {
  type ConfigMapOutputProps,
  DashboardOutput,
  type GrafanaOperatorOutputProps,
} from './dashboards/dashboard-output';
export type {
  DashboardOptions,
  DashboardQuery,
  DashboardVariable,
  DashboardVariableProps,
  GrafanaDashboardProps,
} from './dashboards/dashboard-props';
export { DashboardRow } from './dashboards/dashboard-row';
export { FleetDashboard, type FleetDashboardProps } from './dashboards/fleet-dashboard';
export { GrafanaDashboard } from './dashboards/grafana-dashboard';
export { OperatorDashboard, type OperatorDashboardProps } from './dashboards/operator-dashboard';
export { Panel } from './dashboards/panel';
export { PanelColor } from './dashboards/panel-color';
export { PanelKind } from './dashboards/panel-kind';
export type {
  PanelLink,
  PanelPosition,
  PanelProps,
  PanelQuery,
  PanelThreshold,
} from './dashboards/panel-props';
export type { MonitoredApp } from './monitored-app';
export { Monitoring, type MonitoringAlert, type MonitoringProps } from './monitoring';
export { ArgoCDMonitors, type ArgoCDMonitorsProps } from './monitors/argo-cd-monitors';
export {
  type MonitorProps,
  type ScrapeBasicAuth,
  type ScrapeProps,
  ScrapeScheme,
  type ScrapeTls,
  type SecretKey,
} from './monitors/monitor-props';
export { type ExistingPods, PodMonitor, type PodMonitorProps } from './monitors/pod-monitor';
export { Probe, type ProbeProps, type Prober } from './monitors/probe';
export { RelabelAction, type Relabeling } from './monitors/relabeling';
export {
  DiscoveryRole,
  type KubernetesDiscovery,
  ScrapeConfig,
  type ScrapeConfigProps,
  type StaticTargets,
} from './monitors/scrape-config';
export { type ExistingService, ServiceMonitor, type ServiceMonitorProps } from './monitors/service-monitor';
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

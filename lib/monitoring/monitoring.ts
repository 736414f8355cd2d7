import { Construct } from 'constructs';
import { ChatGPTAppConstruct } from '../chatgpt';
import { refuse } from '../validation/refuse';
import { type AppMonitoringProps, packOverrides } from './app-monitoring-props';
import type { DashboardOutput } from './dashboards/dashboard-output';
import type { GrafanaDashboard } from './dashboards/grafana-dashboard';
import type { MonitoredApp } from './monitored-app';
import { MonitoringDashboards } from './monitoring-dashboards';
import type { AlertPackProps } from './packs/alert-pack';
import { ArgoCDAlerts, type ArgoCDAlertsProps } from './packs/argo-cd-alerts';
import { ChatGPTAppAlerts, OWN_ALERTS } from './packs/chatgpt-app-alerts';
import { OperatorAlerts, type OperatorAlertsProps } from './packs/operator-alerts';
import { WorkloadAlerts, type WorkloadAlertsProps } from './packs/workload-alerts';
import type { AlertSeverity } from './rules/alert-severity';
import { PrometheusRule } from './rules/prometheus-rule';
import type { PrometheusRuleOptions } from './rules/rule-props';
import { AvailabilityObjective } from './slo/availability-objective';
import { LatencyObjective } from './slo/latency-objective';
import { ServiceLevelObjective, type ServiceLevelObjectiveProps } from './slo/service-level-objective';

/** Properties of a `Monitoring`: what all its PrometheusRules have in common, and its dashboards. */
export interface MonitoringProps extends PrometheusRuleOptions {
  /**
   * Whether there are dashboards about what is watched. They are found by a uid, which only one in an app may have: a second
   * `Monitoring` of an app goes without.
   * @default true
   */
  readonly dashboards?: boolean;

  /**
   * How dashboards reach Grafana.
   * @default DashboardOutput.configMap()
   */
  readonly dashboardOutput?: DashboardOutput;
}

/** An alert that a `Monitoring` collected. */
export interface MonitoringAlert {
  /** Its name. */
  readonly name: string;
  /** How soon somebody has to look. */
  readonly severity: AlertSeverity;
  /** One line, with places for labels. */
  readonly summary: string;
  /** Where it is written what to do. */
  readonly runbookUrl: string;
  /** Name of the PrometheusRule that it is in. */
  readonly rule: string;
}

/**
 * The alerts, objectives and dashboards of a platform: each thing that is added gets a PrometheusRule of its own, named by this
 * construct's id and by what is watched.
 *
 * @see https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/guides/objectives.md
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * const monitoring = new Monitoring(chart, 'platform', { labels: { release: 'prometheus' } });
 * monitoring.addApp(
 *   { name: 'fitness', namespace: 'chatgpt-production' },
 *   {
 *     errorRate: { threshold: 0.01 },
 *     latencyP95: { threshold: 2 },
 *     availability: { objective: 99.9 },
 *     latency: { objective: 99, threshold: Duration.seconds(1) },
 *   },
 * );
 * monitoring.addOtherApps();
 * monitoring.addOperator();
 * monitoring.addArgoCD({ off: ['ArgoCDAutoSyncDisabled'] });
 * monitoring.addWorkloads({ namespaces: ['chatgpt-production'] });
 */
export class Monitoring extends Construct {
  private readonly grown: PrometheusRule[] = [];
  private readonly rulesInCommon: PrometheusRuleOptions;
  private readonly shown: MonitoringDashboards;

  constructor(scope: Construct, id: string, props: MonitoringProps = {}) {
    super(scope, id);
    const { dashboards = true, dashboardOutput: output, ...rules } = props;
    this.rulesInCommon = rules;
    const { namespace, catalogue, targetLabels, scrapeInterval, runbookBaseUrl } = rules;
    const inCommon = { output, namespace, catalogue, targetLabels, scrapeInterval, runbookBaseUrl };
    this.shown = new MonitoringDashboards(this, dashboards ? inCommon : undefined);
  }

  /** The PrometheusRules, in the order in which they were added. */
  public get rules(): PrometheusRule[] {
    return [...this.grown];
  }

  /** The alerts of all of them. */
  public get alerts(): MonitoringAlert[] {
    return this.grown.flatMap((rule) =>
      rule.alerts.map((alert) => ({
        ...{ name: alert.name, severity: alert.severity, summary: alert.summary },
        ...{ runbookUrl: rule.runbookUrl(alert), rule: rule.name },
      })),
    );
  }

  /** Where it is written what to do, by the names of the alerts. */
  public get runbooks(): Record<string, string> {
    return Object.fromEntries(this.alerts.map(({ name, runbookUrl }) => [name, runbookUrl]));
  }

  /** The dashboards about what is watched. */
  public get dashboards(): GrafanaDashboard[] {
    return [...this.shown.made];
  }

  /**
   * Watches one app, with thresholds and objectives of its own. The alerts of `addOtherApps` leave it out, also where those
   * are in another cluster's chart or in another repository, as long as its own are evaluated by the same Prometheus.
   *
   * @param app a `ChatGPTAppConstruct`, or name and namespace of an app that the operator runs.
   * @throws where it has no namespace, is not scraped, is watched already, or an objective makes no sense.
   */
  public addApp(app: MonitoredApp, props: AppMonitoringProps = {}): PrometheusRule {
    const namespace = this.namespaceOf(app);
    const { name } = app;
    // names of namespaces have no dots: no two apps get one name
    const rules = this.add(`${namespace}.${name}`);
    const overrides = packOverrides(props);
    const group = ChatGPTAppAlerts.addTo(rules, { app: name, namespace, off: props.off, overrides });
    const labels = { namespace, job: `${name}-mcp` };
    group.addRecordingRule(OWN_ALERTS, { expression: 'vector(1)', labels });
    const { availability, latency } = props;
    if (availability) AvailabilityObjective.addTo(rules, { ...availability, app: name, namespace });
    if (latency) LatencyObjective.addTo(rules, { ...latency, app: name, namespace });
    this.shown.addApp();
    return rules;
  }

  /**
   * Watches all apps that are not added one by one, now or later, by the same thresholds. The dashboard about all of them
   * reads the operator's metrics as `addOperator` was told, where that came before.
   */
  public addOtherApps(props: AlertPackProps = {}): PrometheusRule {
    const rules = this.add('apps');
    ChatGPTAppAlerts.addTo(rules, { ...props, exceptOwn: true });
    this.shown.addFleet();
    return rules;
  }

  /** Watches the operator. */
  public addOperator(props: OperatorAlertsProps = {}): PrometheusRule {
    const rules = this.add('operator');
    OperatorAlerts.addTo(rules, props);
    this.shown.addOperator(props);
    return rules;
  }

  /** Watches Argo CD. */
  public addArgoCD(props: ArgoCDAlertsProps = {}): PrometheusRule {
    const rules = this.add('argo-cd');
    ArgoCDAlerts.addTo(rules, props);
    this.shown.addArgoCD(props);
    return rules;
  }

  /** Watches pods, Deployments, autoscalers and volumes. */
  public addWorkloads(props: WorkloadAlertsProps = {}): PrometheusRule {
    const rules = this.add('workloads');
    WorkloadAlerts.addTo(rules, props);
    return rules;
  }

  /** Adds an objective about something else than the requests to an app; all of them share one PrometheusRule. */
  public addObjective(props: ServiceLevelObjectiveProps): PrometheusRule {
    const before = this.grown.find(({ node }) => node.id === 'objectives');
    const rules = before ?? this.add('objectives');
    ServiceLevelObjective.addTo(rules, props);
    return rules;
  }

  private add(watched: string): PrometheusRule {
    if (this.node.tryFindChild(watched) !== undefined) {
      const fix = 'add it once; a second one of its kind belongs to a Monitoring of its own';
      refuse(this.node.path, 'rules', watched, 'is watched already', fix);
    }
    const rules = new PrometheusRule(this, watched, {
      ...this.rulesInCommon,
      name: `${this.node.id}-${watched}`,
    });
    this.grown.push(rules);
    return rules;
  }

  private namespaceOf(app: MonitoredApp): string {
    const { name, namespace } = app;
    if (namespace === undefined) {
      const rule = 'has no namespace, by which it is told from others of its name';
      refuse(this.node.path, 'app.name', name, rule, 'give the app or its chart a namespace');
    }
    if (app instanceof ChatGPTAppConstruct && app.serviceMonitor === undefined) {
      const rule = 'is not scraped: its spec.monitoring.enabled is false';
      const fix = 'leave monitoring on, or pass name and namespace where another monitor scrapes its Service';
      refuse(this.node.path, 'app.name', name, rule, fix);
    }
    return namespace;
  }
}

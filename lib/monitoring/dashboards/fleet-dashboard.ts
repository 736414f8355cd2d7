import type { Construct } from 'constructs';
import type { DashboardOptions } from './dashboard-props';
import type { DashboardRow } from './dashboard-row';
import { GrafanaDashboard } from './grafana-dashboard';
import { PanelKind } from './panel-kind';
import type { PanelLink } from './panel-props';
import { highest, quantileOf, rateOf, redFrom, renamed, shareOf, sumOf, warnFrom } from './query-shapes';

/** Properties of the dashboard about all apps. */
export interface FleetDashboardProps extends DashboardOptions {
  /**
   * What people read above it.
   * @default 'ChatGPT apps'
   */
  readonly title?: string;

  /**
   * The dashboard about one app, to which the names of apps lead.
   * @default - none
   */
  readonly appDashboard?: GrafanaDashboard;

  /**
   * The `job` of the operator's scrape.
   * @default 'chatgpt-operator-metrics'
   */
  readonly operatorJob?: string;

  /**
   * Whether the scrape leaves the labels of the operator as they are (`honorLabels`). Where it does not, the namespace of an
   * app arrives as `exported_namespace`.
   * @default false
   */
  readonly honorLabels?: boolean;
}

const APPS = 'job=~".+-mcp", namespace=~"$namespace"';
const APP = ['namespace', 'job'];
const LEGEND = '{{namespace}}/{{job}}';
const FAILED = 'status="error"';

type ByPhase = (matching?: string) => string;

/**
 * All apps at a glance: which are not ready, which fail or are slow, and which alerts fire.
 *
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * new FleetDashboard(chart, 'fleet', { appDashboard: new AppDashboard(chart, 'app') });
 */
export class FleetDashboard extends GrafanaDashboard {
  /** @throws where the name or the uid is invalid, or another dashboard of the app has the uid. */
  constructor(scope: Construct, id: string, props: FleetDashboardProps = {}) {
    super(scope, id, {
      ...props,
      uid: props.uid ?? 'chatgpt-fleet',
      title: props.title ?? 'ChatGPT apps',
      description: 'Which apps of the fleet are not ready, fail or are slow.',
    });
    this.addVariable('namespace', {
      ...{ title: 'Namespace', series: 'up{job=~".+-mcp"}', label: 'namespace', multiple: true },
    });
    const { operatorJob = 'chatgpt-operator-metrics', honorLabels, appDashboard } = props;
    const namespace = renamed('namespace', honorLabels);
    const managed = `job="${operatorJob}", ${namespace}=~"$namespace"`;
    // standbys of the operator count apps too
    const byPhase = (matching = '') => highest(`chatgpt_apps{${managed}${matching}}`, ['phase', namespace]);
    const now = this.addRow('Now');
    addStates(now, byPhase);
    addTrafficNow(now);
    addApps(this.addRow('Apps'), byPhase, appDashboard);
    addTraffic(this.addRow('Traffic'), appDashboard);
    addAlerts(this.addRow('Alerts'));
  }
}

function addStates(row: DashboardRow, byPhase: ByPhase): void {
  const stat = { kind: PanelKind.STAT, width: 3 };
  row.addPanel('Apps', {
    ...{ ...stat, unit: 'short', description: 'ChatGPTApps that the operator looks after.' },
    queries: [{ expression: sumOf(byPhase()), legend: 'apps' }],
  });
  row.addPanel('Not ready', {
    ...{ ...stat, unit: 'short', thresholds: redFrom(1), runbook: 'ChatGPTAppDegraded' },
    description: 'ChatGPTApps in another phase than Ready. A rollout takes them there for a while.',
    queries: [{ expression: `${sumOf(byPhase(', phase!="Ready"'))} or vector(0)`, legend: 'not ready' }],
  });
  row.addPanel('Silent', {
    ...{ ...stat, unit: 'short', thresholds: redFrom(1), runbook: 'ChatGPTAppDown' },
    description: 'Apps of which no pod answers the scrape. Normal is 0.',
    queries: [{ expression: `count(${highest(`up{${APPS}}`, APP)} == 0) or vector(0)`, legend: 'silent' }],
  });
  row.addPanel('Alerts', {
    ...{ ...stat, unit: 'short', thresholds: warnFrom(1) },
    description: 'Alerts of these namespaces that fire. Normal is 0.',
    queries: [
      {
        expression: `${sumOf('ALERTS{alertstate="firing", namespace=~"$namespace"}')} or vector(0)`,
        legend: 'firing',
      },
    ],
  });
}

function addTrafficNow(row: DashboardRow): void {
  const stat = { kind: PanelKind.STAT, width: 4 };
  row.addPanel('Requests', {
    ...{ ...stat, unit: 'reqps', description: 'MCP requests in a second, of all apps.' },
    queries: [{ expression: rateOf('mcp_requests_total', APPS), legend: 'requests' }],
  });
  row.addPanel('Errors', {
    ...{ ...stat, unit: 'percentunit', thresholds: warnFrom(0.01, 0.05), runbook: 'ChatGPTAppErrors' },
    description: 'Which part of the MCP requests fails, of all apps. An alert fires at 5 % of one app.',
    queries: [{ expression: shareOf('mcp_requests_total', APPS, FAILED), legend: 'errors' }],
  });
  row.addPanel('Latency p95', {
    ...{ ...stat, unit: 's', thresholds: warnFrom(2, 5), runbook: 'ChatGPTAppSlow' },
    description: 'One MCP request of twenty takes longer. An alert fires at 5 s of one app.',
    queries: [{ expression: quantileOf(0.95, 'mcp_request_duration_seconds', APPS), legend: 'p95' }],
  });
}

function addApps(row: DashboardRow, byPhase: ByPhase, app: GrafanaDashboard | undefined): void {
  row.addPanel('Apps by phase', {
    ...{ unit: 'short', stacked: true, min: 0, height: 9 },
    description: 'ChatGPTApps by phase, as the operator sees them. All should be Ready.',
    queries: [{ expression: sumOf(byPhase(), ['phase']), legend: '{{phase}}' }],
  });
  const rate = rateOf('mcp_requests_total', APPS, APP);
  row.addPanel('Every app', {
    ...{ kind: PanelKind.TABLE, width: 16, height: 9, unit: 'short' },
    description: 'A line for each app that is scraped, with what its pods tell.',
    queries: [
      { expression: sumOf(`up{${APPS}}`, APP), legend: 'Pods that answer' },
      { expression: rate, legend: 'Requests', unit: 'reqps' },
      { expression: shareOf('mcp_requests_total', APPS, FAILED, APP), legend: 'Errors', unit: 'percentunit' },
      {
        expression: quantileOf(0.95, 'mcp_request_duration_seconds', APPS, APP),
        ...{ legend: 'Latency p95', unit: 's' },
      },
    ],
    valueLinks: linkTo(app, (label) => `\${__data.fields.${label}}`),
  });
}

function addTraffic(row: DashboardRow, app: GrafanaDashboard | undefined): void {
  const valueLinks = linkTo(app, (label) => `\${__field.labels.${label}}`);
  row.addPanel('Requests by app', {
    ...{ unit: 'reqps', min: 0, valueLinks, description: 'MCP requests in a second.' },
    queries: [{ expression: rateOf('mcp_requests_total', APPS, APP), legend: LEGEND }],
  });
  row.addPanel('Errors by app', {
    ...{ unit: 'percentunit', min: 0, valueLinks, thresholds: redFrom(0.05), runbook: 'ChatGPTAppErrors' },
    description: 'Which part of the MCP requests fails. The line is where an alert fires.',
    queries: [{ expression: shareOf('mcp_requests_total', APPS, FAILED, APP), legend: LEGEND }],
  });
  row.addPanel('Latency p95 by app', {
    ...{ unit: 's', min: 0, valueLinks, thresholds: redFrom(5), runbook: 'ChatGPTAppSlow' },
    description: 'One MCP request of twenty takes longer. The line is where an alert fires.',
    queries: [{ expression: quantileOf(0.95, 'mcp_request_duration_seconds', APPS, APP), legend: LEGEND }],
  });
}

function addAlerts(row: DashboardRow): void {
  const firing = 'ALERTS{alertstate="firing", namespace=~"$namespace"}';
  row.addPanel('Alerts that fire', {
    ...{ kind: PanelKind.TABLE, unit: 'short' },
    description: 'Alerts of these namespaces that fire now, by how soon somebody has to look.',
    queries: [{ expression: sumOf(firing, ['severity', 'alertname', 'namespace']), legend: 'Alerts' }],
  });
}

function linkTo(app: GrafanaDashboard | undefined, value: (label: string) => string): PanelLink[] {
  if (app === undefined) return [];
  const query = `var-namespace=${value('namespace')}&var-app=${value('job')}`;
  return [{ title: 'This app', url: `/d/${app.uid}?${query}` }];
}

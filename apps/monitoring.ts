/**
 * What watches the fleet: alerts, objectives and dashboards, what scrapes Argo CD, and who hears of alerts:
 * `dist/monitoring/`. It needs the Prometheus Operator, and Grafana with the sidecar that loads ConfigMaps.
 * Guides: docs/guides/monitoring.md, docs/guides/objectives.md, docs/guides/dashboards.md
 */
import { Chart, Duration } from 'cdk8s';
import {
  AlertChannel,
  AlertmanagerConfig,
  AlertReceiver,
  AlertScope,
  AlertSeverity,
  ArgoCDMonitors,
  ChatGPTAppConstruct,
  type FleetApp,
  Monitoring,
} from '../lib';
import type { DeployedApp } from '../lib/synth/synthesize-fleet';

/** Where Prometheus, Alertmanager and Grafana run. */
export const MONITORING_NAMESPACE = 'monitoring';

/** The environment whose apps have objectives. */
const PRODUCTION = 'production';

export function addMonitoring(fleet: FleetApp, apps: readonly DeployedApp[]): Chart {
  const chart = new Chart(fleet, 'monitoring', {
    namespace: MONITORING_NAMESPACE,
    disableResourceNameHashes: true,
  });
  const monitoring = new Monitoring(chart, 'chatgpt');
  monitoring.addOperator();
  monitoring.addOtherApps();
  for (const app of scrapedApps(apps.filter(({ environment }) => environment.name === PRODUCTION))) {
    monitoring.addApp(app, {
      availability: { objective: 99.5 },
      latency: { objective: 99, threshold: Duration.seconds(1) },
    });
  }
  monitoring.addWorkloads({
    namespaces: [...new Set(apps.map(({ environment }) => environment.namespace))],
  });
  monitoring.addArgoCD({ monitors: new ArgoCDMonitors(chart, 'argocd') });
  addRoutes(chart);
  return chart;
}

function scrapedApps(deployed: readonly DeployedApp[]): ChatGPTAppConstruct[] {
  const constructs = deployed.flatMap(({ chart }) => chart.node.findAll());
  return constructs
    .filter((construct) => construct instanceof ChatGPTAppConstruct)
    .filter(({ serviceMonitor }) => serviceMonitor !== undefined);
}

/** Critical alerts wake somebody, the others are read in the morning. */
function addRoutes(chart: Chart): void {
  const slack = AlertChannel.slack({
    apiUrl: { name: 'alertmanager-slack', key: 'url' },
    channel: '#chatgpt-ops',
  });
  const pager = AlertChannel.pagerDuty({
    routingKey: { name: 'alertmanager-pagerduty', key: 'routing-key' },
  });
  new AlertmanagerConfig(chart, 'routes', {
    name: 'chatgpt',
    scope: AlertScope.EVERYTHING,
    receivers: [AlertReceiver.of('team', slack), AlertReceiver.of('on-call', pager, slack)],
    receiver: 'team',
    severities: [
      { severity: AlertSeverity.CRITICAL, receiver: 'on-call', repeatInterval: Duration.hours(1) },
    ],
  });
}

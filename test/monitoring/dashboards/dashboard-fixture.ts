import { App, Chart, Testing } from 'cdk8s';
import {
  AppDashboard,
  ArgoCDDashboard,
  FleetDashboard,
  GrafanaDashboard,
  type GrafanaDashboardProps,
  OperatorDashboard,
  type PanelProps,
} from '../../../lib/monitoring';

/** A panel that passes every check. */
export const PANEL: PanelProps = {
  description: 'Requests in a second.',
  unit: 'reqps',
  queries: [{ expression: 'sum by (job) (rate(mcp_requests_total[$__rate_interval]))', legend: '{{job}}' }],
};

/** A chart of an app of its own. */
export function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
}

/** An empty dashboard. */
export function dashboard(props: Partial<GrafanaDashboardProps> = {}): GrafanaDashboard {
  return new GrafanaDashboard(monitoring(), 'x', { title: 'X', description: 'What is X?', ...props });
}

/** A dashboard of one panel. */
export function dashboardOf(panel: Partial<PanelProps>, title = 'Requests'): GrafanaDashboard {
  const made = dashboard();
  made.addRow('Traffic').addPanel(title, { ...PANEL, ...panel });
  return made;
}

/** The dashboards of this package, in a chart of their own. */
export function everyDashboard(): Record<string, GrafanaDashboard> {
  const chart = monitoring();
  const app = new AppDashboard(chart, 'app');
  const fleet = new FleetDashboard(chart, 'fleet', { appDashboard: app });
  const operator = new OperatorDashboard(chart, 'operator');
  return { fleet, app, operator, 'argo-cd': new ArgoCDDashboard(chart, 'argo-cd') };
}

/** What a synthesis says of a dashboard. */
export function findingsOf(of: GrafanaDashboard): string {
  return of.node.validate().join('\n');
}

/** The object that carries a dashboard. */
export function manifestOf(of: GrafanaDashboard) {
  const manifests = Testing.synth(Chart.of(of));
  return manifests.find(({ metadata }) => metadata.name === of.name);
}

/** What Grafana reads. */
export function jsonOf(of: GrafanaDashboard) {
  const { data, spec } = manifestOf(of);
  return JSON.parse(data?.[`${of.uid}.json`] ?? spec?.json);
}

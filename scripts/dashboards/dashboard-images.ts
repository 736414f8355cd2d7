import { App, Chart } from 'cdk8s';
import { AppDashboard, ArgoCDDashboard, FleetDashboard, OperatorDashboard } from '../../lib';
import { dashboardSvg } from './dashboard-svg';

/** The pictures of the dashboards of this package, by the name of their file in docs/images. */
export function dashboardImages(): Record<string, string> {
  const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
  const app = new AppDashboard(chart, 'app');
  new FleetDashboard(chart, 'fleet', { appDashboard: app });
  new OperatorDashboard(chart, 'operator');
  new ArgoCDDashboard(chart, 'argo-cd');
  const objects: { metadata: { name: string }; data: Record<string, string> }[] = chart.toJson();
  return Object.fromEntries(
    objects.map(({ metadata, data }) => [
      `dashboard-${metadata.name}.svg`,
      dashboardSvg(JSON.parse(Object.values(data).join(''))),
    ]),
  );
}

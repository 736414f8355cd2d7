import type { Construct } from 'constructs';
import { AppDashboard } from './dashboards/app-dashboard';
import { ArgoCDDashboard } from './dashboards/argo-cd-dashboard';
import type { DashboardOptions } from './dashboards/dashboard-props';
import { FleetDashboard } from './dashboards/fleet-dashboard';
import type { GrafanaDashboard } from './dashboards/grafana-dashboard';
import { OperatorDashboard } from './dashboards/operator-dashboard';
import type { ArgoCDAlertsProps } from './packs/argo-cd-alerts';
import type { OperatorAlertsProps } from './packs/operator-alerts';

type Labels = 'job' | 'honorLabels';

/** The dashboards about what a `Monitoring` watches: one of each, made when there is something that it shows. */
export class MonitoringDashboards {
  readonly made: GrafanaDashboard[] = [];
  private app: AppDashboard | undefined;
  private operator: Pick<OperatorAlertsProps, Labels> = {};

  /** @param options what all have in common; undefined for no dashboards. */
  constructor(
    private readonly scope: Construct,
    private readonly options: DashboardOptions | undefined,
  ) {}

  /** One app at a time. */
  addApp(): AppDashboard | undefined {
    this.app ??= this.add('app', (id, options) => new AppDashboard(this.scope, id, options));
    return this.app;
  }

  /** All apps. */
  addFleet(): void {
    const appDashboard = this.addApp();
    const { job: operatorJob, honorLabels } = this.operator;
    this.add('fleet', (id, options) => {
      return new FleetDashboard(this.scope, id, { ...options, appDashboard, operatorJob, honorLabels });
    });
  }

  addOperator({ monitor, job, honorLabels }: OperatorAlertsProps): void {
    this.operator = { job: monitor?.job ?? job, honorLabels: monitor?.honorLabels ?? honorLabels };
    this.add('operator', (id, options) => {
      return new OperatorDashboard(this.scope, id, { ...options, ...this.operator });
    });
  }

  addArgoCD({ monitors, ...props }: ArgoCDAlertsProps): void {
    const { controllerJob, honorLabels } = monitors ?? props;
    this.add('argo-cd', (id, options) => {
      return new ArgoCDDashboard(this.scope, id, { ...options, controllerJob, honorLabels });
    });
  }

  private add<T extends GrafanaDashboard>(
    shown: string,
    make: (id: string, options: DashboardOptions) => T,
  ): T | undefined {
    if (this.options === undefined) return undefined;
    const name = `${this.scope.node.id}-${shown}-dashboard`;
    const dashboard = make(`${shown}-dashboard`, { ...this.options, name });
    this.made.push(dashboard);
    return dashboard;
  }
}

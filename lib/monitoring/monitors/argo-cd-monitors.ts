import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ARGOCD_NAMESPACE } from '../../argocd/names';
import { closestName } from '../../validation/closest-name';
import { refuse } from '../../validation/refuse';
import { ServiceMonitor } from './service-monitor';

/** Properties of the monitors of Argo CD. */
export interface ArgoCDMonitorsProps {
  /**
   * The namespace of Argo CD.
   * @default 'argocd'
   */
  readonly argoCDNamespace?: string;

  /**
   * Labels of the ServiceMonitors, by which a Prometheus selects them.
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * Time between two scrapes.
   * @default Duration.seconds(30)
   */
  readonly interval?: Duration;

  /**
   * Whether `namespace` and `service` are what Argo CD says (of Applications, of notifications), or what is scraped.
   * `ArgoCDAlerts` takes it from here.
   * @default false
   */
  readonly honorLabels?: boolean;

  /**
   * Services that are not there, by name, such as `argocd-notifications-controller-metrics`.
   * @default - none
   */
  readonly without?: string[];
}

/**
 * ServiceMonitors of all parts of Argo CD that show metrics, found as the installation manifests of Argo CD 3.5 name and
 * label their Services (`manifests/base` of its repository). Charts of others may use other names: they take a
 * ServiceMonitor for each.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * const monitors = new ArgoCDMonitors(chart, 'argocd', { honorLabels: true });
 * ArgoCDAlerts.addTo(new PrometheusRule(chart, 'rules'), { monitors });
 */
export class ArgoCDMonitors extends Construct {
  /** The namespace of Argo CD. */
  public readonly argoCDNamespace: string;
  /** Whether labels of Argo CD win over those of the scrape. */
  public readonly honorLabels: boolean;
  /** One for each Service. */
  public readonly monitors: ServiceMonitor[];

  /** @throws where `without` names no Service of Argo CD. */
  constructor(scope: Construct, id: string, props: ArgoCDMonitorsProps = {}) {
    super(scope, id);
    const { argoCDNamespace = ARGOCD_NAMESPACE, without = [], ...shared } = props;
    without.forEach((name, index) => {
      if (SERVICES.includes(name)) return;
      const fix = `use ${closestName(name, SERVICES) ?? `one of ${SERVICES.join(', ')}`}`;
      refuse(this.node.path, ['without', index], name, 'is no Service of Argo CD with metrics', fix);
    });
    this.argoCDNamespace = argoCDNamespace;
    this.honorLabels = props.honorLabels ?? false;
    this.monitors = SERVICES.filter((name) => !without.includes(name)).map(
      (name) =>
        new ServiceMonitor(this, name, {
          ...shared,
          existing: { name, namespace: argoCDNamespace, labels: { 'app.kubernetes.io/name': name } },
          port: 'metrics',
        }),
    );
  }

  /** The label `job` of the application controller. */
  public get controllerJob(): string {
    return CONTROLLER;
  }
}

const CONTROLLER = 'argocd-metrics';

/** Each has a port `metrics`: 8082, 8083, 8084, 8080 and 9001. */
const SERVICES: readonly string[] = [
  CONTROLLER,
  'argocd-server-metrics',
  'argocd-repo-server',
  'argocd-applicationset-controller',
  'argocd-notifications-controller-metrics',
];

import type { Duration } from 'cdk8s';
import type { AlertSeverity } from '../rules/alert-severity';
import type { AlertMatcher } from './alert-matcher';
import type { AlertReceiver } from './alert-receiver';
import type { Inhibition } from './inhibition';
import type { MuteTimes } from './mute-times';

/**
 * Which alerts reach the routes of an AlertmanagerConfig at all: `spec.alertmanagerConfigMatcherStrategy` of the
 * Alertmanager.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.AlertmanagerConfigMatcherStrategy
 */
export enum AlertScope {
  /**
   * Those whose label `namespace` is that of the AlertmanagerConfig (`OnNamespace`, what an Alertmanager does where nothing
   * is said). Alerts without that label reach none: most of those about the operator and about Argo CD have lost it when
   * they were summed up.
   */
  OWN_NAMESPACE = 'OnNamespace',
  /** All (`None`, or `OnNamespaceExceptForAlertmanagerNamespace` in the namespace of the Alertmanager). */
  EVERYTHING = 'None',
}

/** When people hear of alerts. What a route does not say it takes from the one above. */
export interface AlertTiming {
  /**
   * How long the first message of a group waits for further alerts.
   * @default - that of the route above; of the first one 30 seconds
   */
  readonly groupWait?: Duration;

  /**
   * Time between two messages about a group that changes.
   * @default - that of the route above; of the first one 5 minutes
   */
  readonly groupInterval?: Duration;

  /**
   * Time until people hear again of a group that goes on as it was; at least `groupInterval`.
   * @default - that of the route above; of the first one 4 hours
   */
  readonly repeatInterval?: Duration;
}

/** When people hear of alerts, and when not. */
export interface RouteTiming extends AlertTiming {
  /**
   * Names of `muteTimes` in which nobody is told.
   * @default - none
   */
  readonly mutedAt?: string[];
}

/** Who hears of alerts of one severity. */
export interface SeverityRoute extends RouteTiming {
  /** The severity. */
  readonly severity: AlertSeverity;
  /** Name of the receiver. */
  readonly receiver: string;
}

/**
 * Who hears of a tenant's alerts: those with the label `tenant`, and those about its namespaces, whether the namespace
 * arrives as `exported_namespace` (of what a program says of others, without `honorLabels`) or as `namespace`.
 */
export interface TenantRoute extends RouteTiming {
  /** The tenant, as in the label `tenant`. */
  readonly tenant: string;
  /** Its namespaces, with `*`. */
  readonly namespaces: string[];
  /** Name of the receiver. */
  readonly receiver: string;
  /**
   * Who hears of its alerts of some severities instead.
   * @default - the receiver of the tenant
   */
  readonly severities?: SeverityRoute[];
}

/** Who hears of alerts that meet conditions. */
export interface AlertRoute extends RouteTiming {
  /** The conditions; all hold. */
  readonly matchers: AlertMatcher[];
  /** Name of the receiver. */
  readonly receiver: string;
  /**
   * Labels by which alerts come in one message; `...` alone for each alert in its own.
   * @default - those of the route above
   */
  readonly groupBy?: string[];
  /**
   * Whether the routes after this one are asked, too.
   * @default false
   */
  readonly goOn?: boolean;
  /**
   * Routes for some of these alerts.
   * @default - none
   */
  readonly routes?: AlertRoute[];
}

/** Properties of an AlertmanagerConfig. */
export interface AlertmanagerConfigProps extends AlertTiming {
  /**
   * Name of the object.
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Namespace of the object, and of the Secrets of receivers.
   * @default - the chart's
   */
  readonly namespace?: string;

  /**
   * Labels of the object, by which an Alertmanager selects it.
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /** Everybody who is told. Each is used by a route. */
  readonly receivers: AlertReceiver[];

  /** Name of the receiver of what no route takes. */
  readonly receiver: string;

  /**
   * Which alerts reach this configuration: what the Alertmanager is set to.
   * @default AlertScope.OWN_NAMESPACE
   */
  readonly scope?: AlertScope;

  /**
   * Routes that are asked first.
   * @default - none
   */
  readonly routes?: AlertRoute[];

  /**
   * Routes by tenant, asked after `routes`. They need AlertScope.EVERYTHING.
   * @default - none
   */
  readonly tenants?: TenantRoute[];

  /**
   * Routes by severity, for what is no tenant's.
   * @default - none
   */
  readonly severities?: SeverityRoute[];

  /**
   * Labels by which alerts come in one message; `...` alone for each alert in its own.
   * @default ['alertname', 'namespace', 'job']
   */
  readonly groupBy?: string[];

  /**
   * What silences what.
   * @default - Inhibition.milderOfTheSameApp(), and with AlertScope.EVERYTHING Inhibition.ofPacks(), too
   */
  readonly inhibitions?: Inhibition[];

  /**
   * Times in which nobody is told, for routes that name them.
   * @default - none
   */
  readonly muteTimes?: MuteTimes[];
}

import { Duration } from 'cdk8s';
import type { ArgoCDMonitors } from '../monitors/argo-cd-monitors';
import type { AlertGroup } from '../rules/alert-group';
import { AlertSeverity } from '../rules/alert-severity';
import type { PrometheusRule } from '../rules/prometheus-rule';
import { type AlertPackProps, addPack, type PackedAlert, refuseBeside } from './alert-pack';
import { quantile, rises, share } from './promql-shapes';

/** Properties of the alerts about Argo CD. */
export interface ArgoCDAlertsProps extends AlertPackProps {
  /**
   * What scrapes Argo CD, from which `namespace`, `controllerJob` and `honorLabels` follow.
   * @default - those three
   */
  readonly monitors?: ArgoCDMonitors;

  /**
   * The namespace of Argo CD.
   * @default 'argocd'
   */
  readonly namespace?: string;

  /**
   * The `job` of the scrape of the application controller: by default the name of its Service.
   * @default 'argocd-metrics'
   */
  readonly controllerJob?: string;

  /**
   * Whether the scrape leaves the labels of Argo CD as they are (`honorLabels`). Where it does not, the namespace of an
   * Application arrives as `exported_namespace`, and the service of a notification as `exported_service`.
   * @default false
   */
  readonly honorLabels?: boolean;
}

const { CRITICAL, WARNING, INFO } = AlertSeverity;
const SECONDS = '{{ $value | humanizeDuration }}';
const PERCENT = '{{ $value | humanizePercentage }}';

/**
 * Alerts about Argo CD: applications that are not as Git says, and Argo CD itself.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * ArgoCDAlerts.addTo(new PrometheusRule(chart, 'argocd'), {
 *   off: ['ArgoCDAutoSyncDisabled'],
 *   overrides: { ArgoCDAppOutOfSync: { for: Duration.hours(1) } },
 * });
 */
export class ArgoCDAlerts {
  /**
   * Adds them as a group.
   *
   * @throws where `off` or `overrides` names no alert of this pack, or something is said that `monitors` says.
   */
  public static addTo(rules: PrometheusRule, props: ArgoCDAlertsProps = {}): AlertGroup {
    const { monitors } = props;
    if (monitors) refuseBeside(rules, 'monitors', props, ['namespace', 'controllerJob', 'honorLabels']);
    const namespace = monitors?.argoCDNamespace ?? props.namespace ?? 'argocd';
    const controllerJob = monitors?.controllerJob ?? props.controllerJob ?? 'argocd-metrics';
    const honorLabels = monitors?.honorLabels ?? props.honorLabels ?? false;
    const renamed = (label: string) => (honorLabels ? label : `exported_${label}`);
    const alerts = [
      ...applicationAlerts([renamed('namespace'), 'name', 'project']),
      ...deliveryAlerts(renamed('namespace'), renamed('service')),
      ...controllerAlerts(controllerJob),
      ...kubectlAlerts(),
      ...repositoryAlerts(),
      apiAlert(namespace),
    ];
    return addPack(rules, 'argo-cd', alerts, props);
  }

  private constructor() {}
}

function applicationAlerts(app: readonly string[]): PackedAlert[] {
  const which = (matchers: string, by: readonly string[] = []) =>
    `max by (${[...app, ...by].join(', ')}) (argocd_app_info{${matchers}}) > 0`;
  return [
    {
      name: 'ArgoCDAppSyncFailed',
      threshold: 0,
      expression: (n) =>
        `${rises('argocd_app_sync_total', 'phase=~"Error|Failed", dry_run="false"', '10m', app)} > ${n}`,
      ...{ for: Duration.minutes(1), severity: WARNING },
      summary: 'A sync of {{ $labels.name }} failed',
      description:
        'In the last ten minutes a sync of {{ $labels.name }} ({{ $labels.project }}) ended with an error.',
    },
    {
      name: 'ArgoCDAppUnhealthy',
      expression: () => which('health_status!~"Healthy|Progressing|Suspended"', ['health_status']),
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: '{{ $labels.name }} is {{ $labels.health_status }}',
      description: 'Objects of {{ $labels.name }} ({{ $labels.project }}) do not work, or nobody can tell.',
    },
    {
      name: 'ArgoCDAppProgressing',
      expression: () => which('health_status="Progressing"'),
      ...{ for: Duration.hours(1), severity: WARNING },
      summary: '{{ $labels.name }} does not finish its rollout',
      description: '{{ $labels.name }} ({{ $labels.project }}) has been Progressing for an hour.',
    },
    {
      name: 'ArgoCDAppOutOfSync',
      expression: () => which('sync_status!="Synced"', ['sync_status']),
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: '{{ $labels.name }} is not as Git says',
      description:
        '{{ $labels.name }} ({{ $labels.project }}) has been {{ $labels.sync_status }} for 15 minutes.',
    },
    {
      name: 'ArgoCDAutoSyncDisabled',
      expression: () => which('autosync_enabled="false"'),
      ...{ for: Duration.hours(2), severity: INFO },
      summary: '{{ $labels.name }} is not synced by itself',
      description: 'Commits do not reach {{ $labels.name }} ({{ $labels.project }}) until somebody syncs it.',
    },
  ];
}

function deliveryAlerts(namespace: string, service: string): PackedAlert[] {
  return [
    {
      name: 'ArgoCDAppSetRolloutStuck',
      expression: () =>
        `max by (${namespace}, name, resource_update_status) ` +
        `(argocd_appset_info{resource_update_status!="ApplicationSetUpToDate"}) > 0`,
      ...{ for: Duration.hours(1), severity: WARNING },
      summary: 'The ApplicationSet {{ $labels.name }} does not come to an end',
      description:
        'Its applications have not been up to date for an hour: {{ $labels.resource_update_status }}.',
    },
    {
      name: 'ArgoCDNotificationsFail',
      threshold: 0,
      expression: (n) =>
        `${rises('argocd_notifications_deliveries_total', 'succeeded="false"', '15m', ['trigger', service])} > ${n}`,
      ...{ for: Duration.minutes(1), severity: WARNING },
      summary: `Notifications by {{ $labels.${service} }} are not delivered`,
      description: 'People do not hear of {{ $labels.trigger }}.',
    },
  ];
}

function controllerAlerts(job: string): PackedAlert[] {
  return [
    {
      name: 'ArgoCDControllerDown',
      expression: () => `absent(up{job="${job}"} == 1)`,
      ...{ for: Duration.minutes(5), severity: CRITICAL },
      summary: 'The application controller of Argo CD does not answer',
      description: 'Nothing is synced or repaired, and the alerts about applications are silent.',
    },
    {
      name: 'ArgoCDClusterUnreachable',
      expression: () => 'max by (server) (argocd_cluster_connection_status) == 0',
      ...{ for: Duration.minutes(5), severity: CRITICAL },
      summary: 'Argo CD does not reach the cluster {{ $labels.server }}',
      description: 'Nothing is synced to {{ $labels.server }}, and what is shown of it is old.',
    },
    {
      name: 'ArgoCDReconcilesStalled',
      // the count of a cluster stays where no application goes to it any more
      expression: () =>
        'sum by (dest_server) (rate(argocd_app_reconcile_count[15m])) == 0 and on (dest_server) argocd_app_info',
      ...{ for: Duration.minutes(15), severity: CRITICAL },
      summary: 'Argo CD looks at no application of {{ $labels.dest_server }}',
      description: 'No application of {{ $labels.dest_server }} was compared with Git for half an hour.',
    },
    {
      name: 'ArgoCDReconcilesSlow',
      // the mixin of the field asks for 60 s, and the highest bucket is 16 s
      threshold: 8,
      expression: (n) => `${quantile(0.95, 'argocd_app_reconcile', '', ['dest_server'])} > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'Argo CD is slow with applications of {{ $labels.dest_server }}',
      description: `One comparison of twenty takes more than ${SECONDS}.`,
    },
  ];
}

function kubectlAlerts(): PackedAlert[] {
  const host = ['host'];
  return [
    {
      name: 'ArgoCDKubectlRateLimited',
      threshold: 2,
      expression: (n) => `${quantile(0.95, 'argocd_kubectl_rate_limiter_duration_seconds', '', host)} > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'Argo CD holds its own requests to {{ $labels.host }} back',
      description: `One of twenty waits more than ${SECONDS} for the limit of the client.`,
    },
    {
      name: 'ArgoCDKubectlRequestsSlow',
      threshold: 8,
      expression: (n) => `${quantile(0.95, 'argocd_kubectl_request_duration_seconds', '', host)} > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'The API server {{ $labels.host }} answers Argo CD slowly',
      description: `One request of twenty takes more than ${SECONDS}.`,
    },
    {
      name: 'ArgoCDKubectlRetries',
      threshold: 0.1,
      expression: (n) =>
        'sum by (host) (rate(argocd_kubectl_request_retries_total[10m])) / ' +
        `sum by (host) (rate(argocd_kubectl_requests_total[10m])) > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'Argo CD sends requests to {{ $labels.host }} again',
      description: `${PERCENT} of them are sent more than once.`,
    },
    {
      name: 'ArgoCDKubectlExecPending',
      threshold: 20,
      expression: (n) => `sum by (command) (argocd_kubectl_exec_pending) > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'Runs of kubectl {{ $labels.command }} wait',
      description: '{{ $value }} of them wait for their turn, and syncs with them.',
    },
  ];
}

function repositoryAlerts(): PackedAlert[] {
  return [
    {
      name: 'ArgoCDRepoServerBacklog',
      threshold: 50,
      expression: (n) => `sum by (repo) (argocd_repo_pending_request_total) > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'Requests for {{ $labels.repo }} wait',
      description: '{{ $value }} requests wait for the lock of the repository.',
    },
    {
      name: 'ArgoCDGitRequestsSlow',
      threshold: 10,
      expression: (n) =>
        `${quantile(0.95, 'argocd_git_request_duration_seconds', '', ['request_type'])} > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'Git is slow: {{ $labels.request_type }}',
      description: `One request of twenty takes more than ${SECONDS}.`,
    },
    {
      name: 'ArgoCDGitFetchFails',
      threshold: 2,
      expression: (n) => `${rises('argocd_git_fetch_fail_total', '', '15m', ['repo'])} > ${n}`,
      ...{ for: Duration.minutes(5), severity: WARNING },
      summary: 'Commits of a repository cannot be fetched',
      description:
        'Its Applications stay at an older commit. Argo CD tells its folder only ({{ $labels.repo }}): the log has the URL.',
    },
    {
      name: 'ArgoCDGitLsRemoteFails',
      threshold: 2,
      expression: (n) => `${rises('argocd_git_lsremote_fail_total', '', '15m', ['repo'])} > ${n}`,
      ...{ for: Duration.minutes(5), severity: WARNING },
      summary: 'Branches of a repository cannot be read',
      description:
        'Argo CD does not see new commits. It tells its folder only ({{ $labels.repo }}): the log has the URL.',
    },
  ];
}

function apiAlert(namespace: string): PackedAlert {
  const failed = 'grpc_code=~"Internal|Unavailable|Unknown|DataLoss|DeadlineExceeded"';
  return {
    name: 'ArgoCDApiErrors',
    threshold: 0.05,
    expression: (n) =>
      `${share('grpc_server_handled_total', `namespace="${namespace}"`, failed, ['job', 'grpc_service'])} > ${n}`,
    ...{ for: Duration.minutes(10), severity: WARNING },
    summary: 'Calls of {{ $labels.grpc_service }} fail',
    description: `${PERCENT} of the calls that {{ $labels.job }} answered ended with an error of the server.`,
  };
}

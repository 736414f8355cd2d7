import type { Construct } from 'constructs';
import type { DashboardOptions } from './dashboard-props';
import type { DashboardRow } from './dashboard-row';
import { GrafanaDashboard } from './grafana-dashboard';
import { PanelKind } from './panel-kind';
import {
  highest,
  orZero,
  quantileOf,
  rateOf,
  redBelow,
  redFrom,
  renamed,
  sumOf,
  warnFrom,
} from './query-shapes';

/** Properties of the dashboard about Argo CD. */
export interface ArgoCDDashboardProps extends DashboardOptions {
  /**
   * What people read above it.
   * @default 'Argo CD'
   */
  readonly title?: string;

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

const PROJECT = 'project=~"$project"';
const INFO = `argocd_app_info{${PROJECT}}`;
const FAILED_SYNC = `${PROJECT}, phase=~"Error|Failed", dry_run="false"`;

/**
 * Argo CD: which applications are not as Git says, and whether Argo CD itself keeps up.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * new ArgoCDDashboard(chart, 'argo-cd', { honorLabels: true });
 */
export class ArgoCDDashboard extends GrafanaDashboard {
  /** @throws where the name or the uid is invalid, or another dashboard of the app has the uid. */
  constructor(scope: Construct, id: string, props: ArgoCDDashboardProps = {}) {
    super(scope, id, {
      ...props,
      uid: props.uid ?? 'argo-cd',
      title: props.title ?? 'Argo CD',
      description: 'Which applications are not as Git says, and whether Argo CD itself keeps up.',
    });
    this.addVariable('project', {
      ...{ title: 'Project', series: 'argocd_app_info', label: 'project', multiple: true },
    });
    const { controllerJob = 'argocd-metrics', honorLabels } = props;
    const namespace = renamed('namespace', honorLabels);
    addNow(this.addRow('Now'), controllerJob);
    addApplications(this.addRow('Applications'), namespace);
    addSyncs(this.addRow('Syncs'));
    addController(this.addRow('Controller'));
    addClusters(this.addRow('Clusters'));
    addRepositories(this.addRow('Git and the repository server'));
    addDelivery(this.addRow('Notifications and API'), renamed('service', honorLabels));
  }
}

function addNow(row: DashboardRow, controllerJob: string): void {
  const stat = { kind: PanelKind.STAT, unit: 'short' };
  const count = (matching: string) => `count(argocd_app_info{${PROJECT}, ${matching}}) or vector(0)`;
  const failed = sumOf(`increase(argocd_app_sync_total{${FAILED_SYNC}}[$__range])`);
  const connected = highest('argocd_cluster_connection_status', ['server']);
  row.addPanel('Applications', {
    ...{ ...stat, description: 'Applications of these projects.' },
    queries: [{ expression: `count(${INFO})`, legend: 'applications' }],
  });
  row.addPanel('Not synced', {
    ...{ ...stat, thresholds: warnFrom(1), runbook: 'ArgoCDAppOutOfSync' },
    description: 'Applications that are not as Git says, or of which nobody can tell. Normal is 0.',
    queries: [{ expression: count('sync_status!="Synced"'), legend: 'not synced' }],
  });
  row.addPanel('Not healthy', {
    ...{ ...stat, thresholds: warnFrom(1), runbook: 'ArgoCDAppUnhealthy' },
    description: 'Applications with objects that do not work, or not yet. Normal is 0.',
    queries: [{ expression: count('health_status!="Healthy"'), legend: 'not healthy' }],
  });
  row.addPanel('Failed syncs', {
    ...{ ...stat, thresholds: warnFrom(1), runbook: 'ArgoCDAppSyncFailed' },
    description: 'Syncs that ended with an error in the time that is shown. Normal is 0.',
    queries: [{ expression: `${failed} or vector(0)`, legend: 'failed' }],
  });
  row.addPanel('Lost clusters', {
    ...{ ...stat, thresholds: redFrom(1), runbook: 'ArgoCDClusterUnreachable' },
    description: 'Clusters that Argo CD does not reach. Normal is 0.',
    queries: [{ expression: `count(${connected} == 0) or vector(0)`, legend: 'lost' }],
  });
  row.addPanel('Controllers', {
    ...{ ...stat, ...redBelow(1), runbook: 'ArgoCDControllerDown' },
    description: 'Application controllers that answer the scrape. With none, this dashboard is blind too.',
    queries: [{ expression: sumOf(`up{job="${controllerJob}"}`), legend: 'controllers' }],
  });
}

function addApplications(row: DashboardRow, namespace: string): void {
  row.addPanel('By sync status', {
    ...{ unit: 'short', min: 0, stacked: true, runbook: 'ArgoCDAppOutOfSync' },
    description: 'Applications by whether they are as Git says.',
    queries: [{ expression: `count by (sync_status) (${INFO})`, legend: '{{sync_status}}' }],
  });
  row.addPanel('By health', {
    ...{ unit: 'short', min: 0, stacked: true, runbook: 'ArgoCDAppUnhealthy' },
    description: 'Applications by whether their objects work.',
    queries: [{ expression: `count by (health_status) (${INFO})`, legend: '{{health_status}}' }],
  });
  row.addPanel('Without automatic sync', {
    ...{ unit: 'short', min: 0, runbook: 'ArgoCDAutoSyncDisabled' },
    description: 'Applications to which commits come only when somebody syncs them.',
    queries: [
      {
        expression: `count by (project) (argocd_app_info{${PROJECT}, autosync_enabled="false"}) or 0 * count by (project) (${INFO})`,
        legend: '{{project}}',
      },
    ],
  });
  const by = [namespace, 'project', 'name', 'sync_status', 'health_status'];
  const which = (matching: string) => highest(`argocd_app_info{${PROJECT}, ${matching}}`, by);
  row.addPanel('Every application that needs a look', {
    ...{ kind: PanelKind.TABLE, unit: 'short' },
    description: 'Applications that are not synced or not healthy. Empty is normal.',
    queries: [
      {
        expression: `${which('sync_status!="Synced"')} or ${which('health_status!="Healthy"')}`,
        legend: 'Applications',
      },
    ],
  });
}

function addSyncs(row: DashboardRow): void {
  const app = ['project', 'name'];
  row.addPanel('Syncs by result', {
    ...{ unit: 'ops', min: 0, stacked: true, description: 'Syncs that ended, by how.' },
    queries: [{ expression: rateOf('argocd_app_sync_total', PROJECT, ['phase']), legend: '{{phase}}' }],
  });
  row.addPanel('Failed syncs by application', {
    ...{ unit: 'ops', min: 0, runbook: 'ArgoCDAppSyncFailed' },
    description: 'Syncs in a second that ended with an error.',
    queries: [
      {
        expression: orZero(
          rateOf('argocd_app_sync_total', FAILED_SYNC, app),
          rateOf('argocd_app_sync_total', PROJECT, app),
        ),
        legend: '{{project}}/{{name}}',
      },
    ],
  });
  row.addPanel('Time of syncs', {
    ...{ unit: 's', min: 0, description: 'How long a sync of an application takes on average.' },
    queries: [
      {
        expression:
          `${rateOf('argocd_app_sync_duration_seconds_total', PROJECT, app)} / ` +
          rateOf('argocd_app_sync_total', PROJECT, app),
        legend: '{{project}}/{{name}}',
      },
    ],
  });
}

function addController(row: DashboardRow): void {
  const server = ['dest_server'];
  row.addPanel('Time of a look p95', {
    ...{ unit: 's', min: 0, thresholds: redFrom(8), runbook: 'ArgoCDReconcilesSlow' },
    description:
      'One comparison of twenty takes longer. The line is where an alert fires; 16 s is the highest bucket.',
    queries: [
      { expression: quantileOf(0.95, 'argocd_app_reconcile', '', server), legend: '{{dest_server}}' },
    ],
  });
  row.addPanel('Looks', {
    ...{ unit: 'ops', min: 0, runbook: 'ArgoCDReconcilesStalled' },
    description: 'Comparisons of applications with Git in a second. At 0 Argo CD stands still.',
    queries: [{ expression: rateOf('argocd_app_reconcile_count', '', server), legend: '{{dest_server}}' }],
  });
  row.addPanel('Requests to API servers', {
    ...{ unit: 'reqps', min: 0, stacked: true },
    description: 'Requests for applications in a second, by the code of the answer.',
    queries: [
      {
        expression: rateOf('argocd_app_k8s_request_total', PROJECT, ['verb', 'response_code']),
        legend: '{{verb}} {{response_code}}',
      },
    ],
  });
}

function addClusters(row: DashboardRow): void {
  const server = ['server'];
  row.addPanel('Connection', {
    ...{ unit: 'bool_on_off', min: 0, max: 1, runbook: 'ArgoCDClusterUnreachable' },
    description: 'Whether Argo CD reaches a cluster.',
    queries: [{ expression: highest('argocd_cluster_connection_status', server), legend: '{{server}}' }],
  });
  row.addPanel('Objects in the cache', {
    ...{ unit: 'short', min: 0, description: 'Objects of each cluster that Argo CD holds in memory.' },
    queries: [{ expression: highest('argocd_cluster_api_resource_objects', server), legend: '{{server}}' }],
  });
  row.addPanel('Events', {
    ...{ unit: 'ops', min: 0, description: 'Changes that come from each cluster in a second.' },
    queries: [{ expression: rateOf('argocd_cluster_events_total', '', server), legend: '{{server}}' }],
  });
}

function addRepositories(row: DashboardRow): void {
  const quarter = { width: 6, min: 0 };
  const requests = rateOf('argocd_git_request_total', '', ['repo']);
  row.addPanel('Requests to git', {
    ...{ ...quarter, unit: 'reqps', description: 'Fetches and lists of references in a second.' },
    queries: [
      { expression: rateOf('argocd_git_request_total', '', ['request_type']), legend: '{{request_type}}' },
    ],
  });
  row.addPanel('Time of git p95', {
    ...{ ...quarter, unit: 's', thresholds: redFrom(10), runbook: 'ArgoCDGitRequestsSlow' },
    description: 'One request of twenty takes longer. The line is where an alert fires.',
    queries: [
      {
        expression: quantileOf(0.95, 'argocd_git_request_duration_seconds', '', ['request_type']),
        legend: '{{request_type}}',
      },
    ],
  });
  row.addPanel('Failures of git', {
    ...{ ...quarter, unit: 'ops', runbook: 'ArgoCDGitFetchFails' },
    description: 'Fetches and lists of references that failed in a second. Normal is 0.',
    queries: [
      {
        expression: orZero(rateOf('argocd_git_fetch_fail_total', '', ['repo']), requests),
        legend: '{{repo}} fetch',
      },
      {
        expression: orZero(rateOf('argocd_git_lsremote_fail_total', '', ['repo']), requests),
        legend: '{{repo}} references',
      },
    ],
  });
  row.addPanel('Requests that wait', {
    ...{ ...quarter, unit: 'short', thresholds: redFrom(50), runbook: 'ArgoCDRepoServerBacklog' },
    description: 'Requests that wait for the lock of a repository. The line is where an alert fires.',
    queries: [{ expression: sumOf('argocd_repo_pending_request_total', ['repo']), legend: '{{repo}}' }],
  });
}

function addDelivery(row: DashboardRow, service: string): void {
  const by = ['trigger', service];
  row.addPanel('Notifications', {
    ...{ unit: 'ops', min: 0, description: 'Notifications in a second, delivered or not.' },
    queries: [
      {
        expression: rateOf('argocd_notifications_deliveries_total', '', by),
        legend: `{{trigger}} by {{${service}}}`,
      },
    ],
  });
  row.addPanel('Notifications that fail', {
    ...{ unit: 'ops', min: 0, runbook: 'ArgoCDNotificationsFail' },
    description: 'Notifications in a second that were not delivered. Normal is 0.',
    queries: [
      {
        expression: orZero(
          rateOf('argocd_notifications_deliveries_total', 'succeeded="false"', by),
          rateOf('argocd_notifications_deliveries_total', '', by),
        ),
        legend: `{{trigger}} by {{${service}}}`,
      },
    ],
  });
  row.addPanel('Calls of the API', {
    ...{ unit: 'reqps', min: 0, stacked: true, runbook: 'ArgoCDApiErrors' },
    description: 'Calls that the server and the repository server answered in a second, by code.',
    queries: [
      {
        expression: rateOf('grpc_server_handled_total', 'grpc_service!=""', ['job', 'grpc_code']),
        legend: '{{job}} {{grpc_code}}',
      },
    ],
  });
}

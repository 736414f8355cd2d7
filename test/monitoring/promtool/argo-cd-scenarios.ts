import type { Scenario } from './harness/rule-tests';
import { counter, gauge, histogram, type Level, steady, traffic } from './harness/series';

const JOB = 'job="argocd-metrics",namespace="argocd"';
const APP = `${JOB},exported_namespace="argocd",name="fitness",project="apps"`;
const app = { exported_namespace: 'argocd', name: 'fitness', project: 'apps' };
const CLUSTER = 'https://kubernetes.default.svc';
const REPO = `${JOB},repo="https://git.example.com/platform"`;
const repo = { repo: 'https://git.example.com/platform' };
const KUBECTL_BUCKETS = [0.005, 0.1, 0.5, 2, 8, 30];

type Values = Readonly<Record<Level, number | undefined>>;
/** The state of an Application is in its labels: the series of one state ends where another begins. */
const PRESENT: Values = { fires: 1, boundary: undefined, silent: undefined };
const GONE: Values = { fires: undefined, boundary: 1, silent: 1 };

function state(labels: readonly [bad: string, good: string]): Scenario['series'] {
  return [
    gauge(`argocd_app_info{${APP},${labels[0]}}`, PRESENT),
    gauge(`argocd_app_info{${APP},${labels[1]}}`, GONE),
  ];
}

// less than one in any window, as a mean: whatever rises at all is too much
const RARE = { fires: 0.03, boundary: 0, silent: 0 };
/** Windows of 15 minutes have 30 samples. */
const THREE_IN_A_WINDOW = { fires: 2.2 / 30, boundary: 1.9 / 30, silent: 0 };

export const ARGO_CD_SCENARIOS: Readonly<Record<string, Scenario>> = {
  ArgoCDAppSyncFailed: {
    labels: app,
    series: [
      counter(`argocd_app_sync_total{${APP},dest_server="${CLUSTER}",phase="Error",dry_run="false"}`, RARE),
      traffic(`argocd_app_sync_total{${APP},dest_server="${CLUSTER}",phase="Succeeded",dry_run="false"}`),
      traffic(`argocd_app_sync_total{${APP},dest_server="${CLUSTER}",phase="Failed",dry_run="true"}`),
    ],
  },
  ArgoCDAppUnhealthy: {
    labels: { ...app, health_status: 'Degraded' },
    series: state(['health_status="Degraded"', 'health_status="Progressing"']),
  },
  ArgoCDAppProgressing: {
    labels: app,
    series: state(['health_status="Progressing"', 'health_status="Healthy"']),
  },
  ArgoCDAppOutOfSync: {
    labels: { ...app, sync_status: 'Unknown' },
    series: state(['sync_status="Unknown"', 'sync_status="Synced"']),
  },
  ArgoCDAutoSyncDisabled: {
    labels: app,
    series: state(['autosync_enabled="false"', 'autosync_enabled="true"']),
  },
  ArgoCDAppSetRolloutStuck: {
    labels: { exported_namespace: 'argocd', name: 'fleet' },
    series: [
      gauge(
        `argocd_appset_info{${JOB},exported_namespace="argocd",name="fleet",resource_update_status="ApplicationSetModified"}`,
        PRESENT,
      ),
      gauge(
        `argocd_appset_info{${JOB},exported_namespace="argocd",name="fleet",resource_update_status="ApplicationSetUpToDate"}`,
        GONE,
      ),
    ],
  },
  ArgoCDNotificationsFail: {
    labels: { trigger: 'on-deployed', exported_service: 'slack' },
    series: [
      counter(
        `argocd_notifications_deliveries_total{${JOB},trigger="on-deployed",exported_service="slack",succeeded="false"}`,
        RARE,
      ),
      traffic(
        `argocd_notifications_deliveries_total{${JOB},trigger="on-deployed",exported_service="slack",succeeded="true"}`,
      ),
    ],
  },
  ArgoCDControllerDown: {
    labels: { job: '' },
    series: [gauge(`up{${JOB},pod="a"}`, { fires: 0, boundary: 1, silent: 1 })],
  },
  ArgoCDClusterUnreachable: {
    labels: { server: CLUSTER },
    series: [
      gauge(`argocd_cluster_connection_status{${JOB},server="${CLUSTER}",k8s_version="1.36"}`, {
        ...{ fires: 0, boundary: 1, silent: 1 },
      }),
    ],
  },
  ArgoCDReconcilesStalled: {
    labels: { dest_server: CLUSTER },
    series: [
      counter(`argocd_app_reconcile_count{${JOB},exported_namespace="argocd",dest_server="${CLUSTER}"}`, {
        ...{ fires: 0, boundary: 0.1, silent: 10 },
      }),
      steady(`argocd_app_info{${APP},dest_server="${CLUSTER}"}`, 1),
    ],
  },
  ArgoCDReconcilesSlow: {
    labels: { dest_server: CLUSTER },
    series: histogram(
      `argocd_app_reconcile_bucket{${JOB},dest_server="${CLUSTER}"}`,
      0.95,
      [0.25, 0.5, 1, 2, 4, 8, 16],
      {
        ...{ fires: 8.1, boundary: 7.7, silent: 0.3 },
      },
    ),
  },
  ArgoCDKubectlRateLimited: {
    labels: { host: 'api' },
    series: histogram(
      `argocd_kubectl_rate_limiter_duration_seconds_bucket{${JOB},host="api",verb="GET"}`,
      0.95,
      KUBECTL_BUCKETS,
      { fires: 2.1, boundary: 1.9, silent: 0.001 },
    ),
  },
  ArgoCDKubectlRequestsSlow: {
    labels: { host: 'api' },
    series: histogram(
      `argocd_kubectl_request_duration_seconds_bucket{${JOB},host="api",verb="GET"}`,
      0.95,
      KUBECTL_BUCKETS,
      { fires: 8.1, boundary: 7.6, silent: 0.01 },
    ),
  },
  ArgoCDKubectlRetries: {
    labels: { host: 'api' },
    series: [
      counter(`argocd_kubectl_request_retries_total{${JOB},host="api",method="GET",code="429"}`, {
        ...{ fires: 100.1, boundary: 99.9, silent: 0 },
      }),
      traffic(`argocd_kubectl_requests_total{${JOB},host="api",method="GET",code="200"}`),
    ],
  },
  ArgoCDKubectlExecPending: {
    labels: { command: 'apply' },
    series: [
      gauge(`argocd_kubectl_exec_pending{${JOB},hostname="a",command="apply"}`, {
        ...{ fires: 16, boundary: 15, silent: 0 },
      }),
      steady(`argocd_kubectl_exec_pending{${JOB},hostname="b",command="apply"}`, 5),
    ],
  },
  ArgoCDRepoServerBacklog: {
    labels: repo,
    series: [gauge(`argocd_repo_pending_request_total{${REPO}}`, { fires: 51, boundary: 50, silent: 0 })],
  },
  ArgoCDGitRequestsSlow: {
    labels: { request_type: 'fetch' },
    series: histogram(
      `argocd_git_request_duration_seconds_bucket{${REPO},request_type="fetch"}`,
      0.95,
      [0.1, 0.25, 0.5, 1, 2, 4, 10, 20],
      { fires: 10.1, boundary: 9.6, silent: 0.3 },
    ),
  },
  ArgoCDGitFetchFails: {
    labels: repo,
    series: [counter(`argocd_git_fetch_fail_total{${REPO},revision="main"}`, THREE_IN_A_WINDOW)],
  },
  ArgoCDGitLsRemoteFails: {
    labels: repo,
    series: [counter(`argocd_git_lsremote_fail_total{${REPO},revision="main"}`, THREE_IN_A_WINDOW)],
  },
  ArgoCDApiErrors: {
    labels: { job: 'argocd-metrics', grpc_service: 'repository.RepoServerService' },
    series: [
      counter(
        `grpc_server_handled_total{${JOB},grpc_service="repository.RepoServerService",grpc_method="x",grpc_code="Internal"}`,
        { fires: 50.1, boundary: 49.9, silent: 0 },
      ),
      traffic(
        `grpc_server_handled_total{${JOB},grpc_service="repository.RepoServerService",grpc_method="x",grpc_code="OK"}`,
        950,
      ),
    ],
  },
};

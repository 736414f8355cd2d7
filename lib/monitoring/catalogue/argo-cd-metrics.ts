import { counter, gauge, histogram } from './define-metrics';

const APP = ['namespace', 'name', 'project'];
const REPO_REQUEST = ['repo', 'request_type'];

/**
 * What Argo CD 3.5 exposes.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/
 */
export const ARGO_CD_METRICS = [
  gauge(
    'argocd_app_info',
    [
      ...APP,
      ...['autosync_enabled', 'repo', 'dest_server', 'dest_namespace'],
      ...['sync_status', 'health_status', 'operation'],
    ],
    'An Application and its state; always 1.',
  ),
  gauge('argocd_app_condition', [...APP, 'condition'], 'Conditions of an Application; must be switched on.'),
  counter(
    'argocd_app_sync_total',
    [...APP, 'dest_server', 'phase', 'dry_run'],
    'Syncs that ended, by phase.',
  ),
  counter('argocd_app_sync_duration_seconds_total', [...APP, 'dest_server'], 'Seconds that syncs took.'),
  histogram(
    'argocd_app_reconcile',
    ['namespace', 'dest_server'],
    16,
    'Seconds that a look at an Application took.',
  ),
  counter(
    'argocd_app_k8s_request_total',
    [...APP, 'server', 'response_code', 'verb', 'resource_kind', 'resource_namespace', 'dry_run'],
    'Requests to API servers for Applications.',
  ),
  gauge(
    'argocd_app_orphaned_resources_count',
    APP,
    'Objects in namespaces of a project that no Application owns.',
  ),
  gauge('argocd_cluster_info', ['server', 'k8s_version', 'name'], 'A cluster; always 1.'),
  gauge('argocd_cluster_api_resources', ['server'], 'Kinds that are watched in a cluster.'),
  gauge('argocd_cluster_api_resource_objects', ['server'], 'Objects of a cluster in the cache.'),
  gauge('argocd_cluster_cache_age_seconds', ['server'], 'Age of the cache of a cluster.'),
  gauge('argocd_cluster_connection_status', ['server', 'k8s_version'], 'Whether a cluster answers: 1 or 0.'),
  counter('argocd_cluster_events_total', ['server', 'group', 'kind'], 'Events of a cluster.'),
  counter('argocd_kubectl_exec_total', ['hostname', 'command'], 'Runs of kubectl.'),
  gauge('argocd_kubectl_exec_pending', ['hostname', 'command'], 'Runs of kubectl that wait.'),
  counter('argocd_kubectl_requests_total', ['host', 'method', 'code'], 'Requests of kubectl.'),
  counter(
    'argocd_kubectl_request_retries_total',
    ['host', 'method', 'code'],
    'Requests of kubectl sent again.',
  ),
  histogram(
    'argocd_kubectl_request_duration_seconds',
    ['host', 'verb'],
    30,
    'Seconds of requests of kubectl.',
  ),
  histogram(
    'argocd_kubectl_rate_limiter_duration_seconds',
    ['host', 'verb'],
    30,
    'Seconds that the rate limiter of the client held requests back.',
  ),
  counter('argocd_redis_request_total', ['hostname', 'initiator', 'command', 'failed'], 'Requests to redis.'),
  // that of the controller; the API server's goes on to 2
  histogram('argocd_redis_request_duration', ['hostname', 'initiator'], 1, 'Seconds of requests to redis.'),
  histogram(
    'argocd_redis_request_duration_seconds',
    ['initiator'],
    2,
    'Seconds of requests of the repo server to redis.',
  ),
  histogram('argocd_resource_events_processing', ['server'], 16, 'Seconds to process events of a cluster.'),
  gauge(
    'argocd_appset_info',
    ['namespace', 'name', 'resource_update_status'],
    'An ApplicationSet; always 1.',
  ),
  gauge('argocd_appset_owned_applications', ['namespace', 'name'], 'Applications that a set owns.'),
  histogram('argocd_appset_reconcile', ['namespace', 'name'], 10, 'Seconds that a look at a set took.'),
  counter('argocd_git_request_total', REPO_REQUEST, 'Requests to git servers.'),
  histogram('argocd_git_request_duration_seconds', REPO_REQUEST, 20, 'Seconds of requests to git servers.'),
  counter('argocd_git_fetch_fail_total', ['repo', 'revision'], 'Fetches that failed.'),
  counter('argocd_git_lsremote_fail_total', ['repo', 'revision'], 'Lists of references that failed.'),
  counter('argocd_oci_request_total', REPO_REQUEST, 'Requests to OCI registries.'),
  histogram(
    'argocd_oci_request_duration_seconds',
    REPO_REQUEST,
    20,
    'Seconds of requests to OCI registries.',
  ),
  gauge('argocd_repo_pending_request_total', ['repo'], 'Requests that wait for the lock of a repository.'),
  histogram(
    'argocd_repo_parallelism_wait_duration_seconds',
    [],
    120,
    'Seconds that requests waited for their turn.',
  ),
  counter('argocd_login_request_total', ['status'], 'Logins.'),
  gauge('argocd_info', ['version'], 'The version; always 1.'),
  counter(
    'argocd_notifications_deliveries_total',
    ['trigger', 'service', 'succeeded'],
    'Notifications that were sent, or failed.',
  ),
  counter('argocd_notifications_trigger_eval_total', ['name', 'triggered'], 'Evaluations of triggers.'),
  counter(
    'grpc_server_handled_total',
    ['grpc_service', 'grpc_method', 'grpc_code', 'grpc_type'],
    'Calls of the API of Argo CD that ended, by code.',
  ),
];

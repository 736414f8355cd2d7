/** What is known of a metric before it has a value. */
export interface MetricDefinition {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary';
  readonly help: string;
  readonly labels: readonly string[];
}

/** Upper bounds in the unit of the metric. */
const RECONCILE_SECONDS = [
  ...[0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  ...[1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60],
];
const QUEUE_SECONDS = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1000];
const REQUEST_SECONDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60];
const BODY_BYTES = [64, 256, 512, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216];
const SEED_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Every metric of the operator but those of the process itself. Names, labels and buckets of the first groups are those
 * of controller-runtime, so that its dashboards and alerts work.
 *
 * @see https://book.kubebuilder.io/reference/metrics-reference
 */
export const COUNTERS = {
  reconciles: {
    name: 'controller_runtime_reconcile_total',
    help: 'Reconciliations of a controller by result: success, error, requeue, requeue_after.',
    labels: ['controller', 'result'],
  },
  reconcileErrors: {
    name: 'controller_runtime_reconcile_errors_total',
    help: 'Reconciliations of a controller that failed.',
    labels: ['controller'],
  },
  terminalReconcileErrors: {
    name: 'controller_runtime_terminal_reconcile_errors_total',
    help: 'Reconciliations of a controller that failed and are not tried again.',
    labels: ['controller'],
  },
  reconcilePanics: {
    name: 'controller_runtime_reconcile_panics_total',
    help: 'Reconciliations of a controller that ended by an exception nobody expected.',
    labels: ['controller'],
  },
  queueAdds: {
    name: 'workqueue_adds_total',
    help: 'Keys that became ready in a workqueue.',
    labels: ['name', 'controller'],
  },
  queueRetries: {
    name: 'workqueue_retries_total',
    help: 'Keys that a workqueue took back to try them again later.',
    labels: ['name', 'controller'],
  },
  requests: {
    name: 'rest_client_requests_total',
    help: 'Requests to the API server by status code, method and host; the code is <error> where no answer came.',
    labels: ['code', 'method', 'host'],
  },
  requestRetries: {
    name: 'rest_client_request_retries_total',
    help: 'Requests to the API server that were sent again.',
    labels: ['verb', 'host'],
  },
  leaseSlowPaths: {
    name: 'leader_election_slowpath_total',
    help: 'Renewals of a lease that had to read it first.',
    labels: ['name'],
  },
  webhookRequests: {
    name: 'controller_runtime_webhook_requests_total',
    help: 'Admission requests by path and status code.',
    labels: ['webhook', 'code'],
  },
  certificateReads: {
    name: 'certwatcher_read_certificate_total',
    help: 'Times that a certificate was read from its files.',
    labels: [],
  },
  certificateReadErrors: {
    name: 'certwatcher_read_certificate_errors_total',
    help: 'Times that the files of a certificate could not be read or did not fit each other.',
    labels: [],
  },
  appReconciles: {
    name: 'chatgpt_app_reconcile_total',
    help: 'Reconciliations of ChatGPTApps by status: success or error.',
    labels: ['status'],
  },
  applies: {
    name: 'chatgpt_operator_applies_total',
    help: 'Objects that were to be applied, by kind and by what came of it.',
    labels: ['kind', 'result'],
  },
  reflectorLists: {
    name: 'chatgpt_operator_reflector_lists_total',
    help: 'Lists of a watched resource by result: success or error.',
    labels: ['resource', 'result'],
  },
  reflectorWatches: {
    name: 'chatgpt_operator_reflector_watches_total',
    help: 'Watches of a resource that were opened, by how they ended: success or error.',
    labels: ['resource', 'result'],
  },
  reflectorEvents: {
    name: 'chatgpt_operator_reflector_events_total',
    help: 'Events that came by watches of a resource, bookmarks included.',
    labels: ['resource'],
  },
} as const;

/** @see COUNTERS */
export const GAUGES = {
  webhookRequestsInFlight: {
    name: 'controller_runtime_webhook_requests_in_flight',
    help: 'Admission requests that are being answered, by path.',
    labels: ['webhook'],
  },
  maxConcurrentReconciles: {
    name: 'controller_runtime_max_concurrent_reconciles',
    help: 'Workers of a controller.',
    labels: ['controller'],
  },
  activeWorkers: {
    name: 'controller_runtime_active_workers',
    help: 'Workers of a controller that are at work.',
    labels: ['controller'],
  },
  queueDepth: {
    name: 'workqueue_depth',
    help: 'Keys that are ready in a workqueue, by priority: 100 for news of objects that the operator made, 0 for normal, -100 for the initial list and resyncs.',
    labels: ['name', 'controller', 'priority'],
  },
  unfinishedWork: {
    name: 'workqueue_unfinished_work_seconds',
    help: 'Seconds that work in progress has taken so far, in all. A steady rise tells of stuck workers.',
    labels: ['name', 'controller'],
  },
  longestRunning: {
    name: 'workqueue_longest_running_processor_seconds',
    help: 'Seconds that the oldest work in progress has taken so far.',
    labels: ['name', 'controller'],
  },
  leader: {
    name: 'leader_election_master_status',
    help: 'Whether this process holds the lease: 1 the leader, 0 a standby.',
    labels: ['name'],
  },
  apps: {
    name: 'chatgpt_apps',
    help: 'ChatGPTApps by phase and namespace.',
    labels: ['phase', 'namespace'],
  },
  fieldFights: {
    name: 'chatgpt_operator_field_fights',
    help: 'Objects of which another manager keeps changing a field back, and the operator has stepped aside.',
    labels: [],
  },
  reflectorLastContact: {
    name: 'chatgpt_operator_reflector_last_contact_seconds',
    help: 'Seconds since a reflector last heard from the API server.',
    labels: ['resource'],
  },
  reflectorObjects: {
    name: 'chatgpt_operator_reflector_objects',
    help: 'Objects that a reflector holds.',
    labels: ['resource'],
  },
} as const;

/** @see COUNTERS */
export const HISTOGRAMS = {
  webhookSeconds: {
    name: 'controller_runtime_webhook_latency_seconds',
    help: 'Seconds that the answer to an admission request took, by path.',
    labels: ['webhook'],
    buckets: RECONCILE_SECONDS,
  },
  reconcileSeconds: {
    name: 'controller_runtime_reconcile_time_seconds',
    help: 'Seconds that a reconciliation of a controller took.',
    labels: ['controller'],
    buckets: RECONCILE_SECONDS,
  },
  queueSeconds: {
    name: 'workqueue_queue_duration_seconds',
    help: 'Seconds that a key was ready in a workqueue before it was taken.',
    labels: ['name', 'controller'],
    buckets: QUEUE_SECONDS,
  },
  workSeconds: {
    name: 'workqueue_work_duration_seconds',
    help: 'Seconds that the work on a key took.',
    labels: ['name', 'controller'],
    buckets: QUEUE_SECONDS,
  },
  requestSeconds: {
    name: 'rest_client_request_duration_seconds',
    help: 'Seconds that a request to the API server took, by verb and host.',
    labels: ['verb', 'host'],
    buckets: REQUEST_SECONDS,
  },
  requestBytes: {
    name: 'rest_client_request_size_bytes',
    help: 'Bytes of the body of a request to the API server.',
    labels: ['verb', 'host'],
    buckets: BODY_BYTES,
  },
  responseBytes: {
    name: 'rest_client_response_size_bytes',
    help: 'Bytes of the body of an answer of the API server.',
    labels: ['verb', 'host'],
    buckets: BODY_BYTES,
  },
  appReconcileSeconds: {
    name: 'chatgpt_app_reconcile_duration_seconds',
    help: 'Seconds that a reconciliation of a ChatGPTApp took.',
    labels: ['status'],
    buckets: SEED_SECONDS,
  },
} as const;

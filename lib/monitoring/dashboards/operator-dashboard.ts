import type { Construct } from 'constructs';
import type { DashboardOptions } from './dashboard-props';
import type { DashboardRow } from './dashboard-row';
import { GrafanaDashboard } from './grafana-dashboard';
import { PanelColor } from './panel-color';
import { PanelKind } from './panel-kind';
import {
  highest,
  quantileOf,
  rateOf,
  redBelow,
  redFrom,
  renamed,
  shareOf,
  sumOf,
  warnFrom,
} from './query-shapes';

/** Properties of the dashboard about an operator. */
export interface OperatorDashboardProps extends DashboardOptions {
  /**
   * What people read above it.
   * @default 'ChatGPT app operator'
   */
  readonly title?: string;

  /**
   * The `job` of its scrape: by default the name of the metrics Service of `OperatorConstruct`.
   * @default 'chatgpt-operator-metrics'
   */
  readonly job?: string;

  /**
   * Whether the scrape leaves the labels of the operator as they are (`honorLabels`). Where it does not, the namespace of an
   * app arrives as `exported_namespace`.
   * @default false
   */
  readonly honorLabels?: boolean;
}

const RECONCILIATIONS = 'controller_runtime_reconcile_total';

/**
 * The operator: whether it leads, keeps up, and gets through to the API server, and what it needs.
 *
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * new OperatorDashboard(chart, 'operator', { job: 'my-operator-metrics' });
 */
export class OperatorDashboard extends GrafanaDashboard {
  /** @throws where the name or the uid is invalid, or another dashboard of the app has the uid. */
  constructor(scope: Construct, id: string, props: OperatorDashboardProps = {}) {
    super(scope, id, {
      ...props,
      uid: props.uid ?? 'chatgpt-operator',
      title: props.title ?? 'ChatGPT app operator',
      description: 'Whether the operator leads, keeps up, and gets through to the API server.',
    });
    const job = `job="${props.job ?? 'chatgpt-operator-metrics'}"`;
    addNow(this.addRow('Now'), job);
    addReconciliations(this.addRow('Reconciliations'), job);
    addQueue(this.addRow('Queue'), job);
    addApiServer(this.addRow('API server'), job);
    addWatches(this.addRow('Watches'), job);
    addObjects(this.addRow('Apps and their objects'), job, renamed('namespace', props.honorLabels));
    addProcess(this.addRow('Process'), job);
  }
}

function addNow(row: DashboardRow, job: string): void {
  const stat = { kind: PanelKind.STAT };
  row.addPanel('Pods that answer', {
    ...{ ...stat, unit: 'short', ...redBelow(1), runbook: 'ChatGPTOperatorDown' },
    description: 'Pods of the operator that answer the scrape. One is enough to work, two to survive a node.',
    queries: [{ expression: sumOf(`up{${job}}`), legend: 'pods' }],
  });
  row.addPanel('Leaders', {
    ...{ ...stat, unit: 'short', runbook: 'ChatGPTOperatorHasNoLeader' },
    thresholds: [{ from: 1, color: PanelColor.GREEN }, ...redFrom(2)],
    color: PanelColor.RED,
    description: 'Pods that hold the lease. Normal is 1; with 0 nothing is reconciled.',
    queries: [{ expression: sumOf(`leader_election_master_status{${job}}`), legend: 'leaders' }],
  });
  row.addPanel('Reconciliations', {
    ...{ ...stat, unit: 'ops', description: 'Reconciliations in a second, of all controllers.' },
    queries: [{ expression: rateOf(RECONCILIATIONS, job), legend: 'reconciliations' }],
  });
  row.addPanel('Errors', {
    ...{ ...stat, unit: 'percentunit', thresholds: warnFrom(0.01, 0.1) },
    runbook: 'ChatGPTOperatorReconcileErrors',
    description: 'Which part of the reconciliations fails. An alert fires at 10 %.',
    queries: [{ expression: shareOf(RECONCILIATIONS, job, 'result="error"'), legend: 'errors' }],
  });
  row.addPanel('Waiting', {
    ...{ ...stat, unit: 'short', thresholds: warnFrom(100), runbook: 'ChatGPTOperatorBacklog' },
    description: 'Keys that are ready and wait for a worker. An alert fires at 100 in one queue.',
    queries: [{ expression: sumOf(`workqueue_depth{${job}}`), legend: 'waiting' }],
  });
  row.addPanel('Oldest watch', {
    ...{ ...stat, unit: 's', thresholds: warnFrom(300, 600), runbook: 'ChatGPTOperatorStaleCache' },
    description: 'How long ago the operator last heard of the resource of which it knows least.',
    queries: [
      { expression: `max(chatgpt_operator_reflector_last_contact_seconds{${job}})`, legend: 'oldest' },
    ],
  });
}

function addReconciliations(row: DashboardRow, job: string): void {
  const controller = ['controller'];
  row.addPanel('Reconciliations by result', {
    ...{ unit: 'ops', min: 0, stacked: true },
    description: 'Reconciliations in a second, by what came of them.',
    queries: [
      {
        expression: rateOf(RECONCILIATIONS, job, ['controller', 'result']),
        legend: '{{controller}} {{result}}',
      },
    ],
  });
  row.addPanel('Errors by controller', {
    ...{ unit: 'percentunit', min: 0, thresholds: redFrom(0.1), runbook: 'ChatGPTOperatorReconcileErrors' },
    description: 'Which part of the reconciliations fails. The line is where an alert fires.',
    queries: [
      {
        expression: shareOf(RECONCILIATIONS, job, 'result="error"', controller),
        legend: '{{controller}}',
      },
    ],
  });
  row.addPanel('Time of reconciliations', {
    ...{ unit: 's', min: 0, thresholds: redFrom(30), runbook: 'ChatGPTOperatorSlowReconciles' },
    description: 'Half, 95 % and 99 % of the reconciliations are done sooner. An alert fires at 30 s of p95.',
    queries: [0.5, 0.95, 0.99].map((fraction) => ({
      expression: quantileOf(fraction, 'controller_runtime_reconcile_time_seconds', job, controller),
      legend: `{{controller}} p${100 * fraction}`,
    })),
  });
}

function addQueue(row: DashboardRow, job: string): void {
  const name = ['name'];
  const quarter = { width: 6 };
  row.addPanel('Keys that wait', {
    ...{ ...quarter, unit: 'short', min: 0, thresholds: redFrom(100), runbook: 'ChatGPTOperatorBacklog' },
    description: 'Keys that are ready and wait for a worker. The line is where an alert fires.',
    queries: [{ expression: sumOf(`workqueue_depth{${job}}`, name), legend: '{{name}}' }],
  });
  row.addPanel('Time in the queue p99', {
    ...{ ...quarter, unit: 's', min: 0, thresholds: redFrom(60), runbook: 'ChatGPTOperatorSlowQueue' },
    description: 'One key of a hundred waits longer. The line is where an alert fires.',
    queries: [
      { expression: quantileOf(0.99, 'workqueue_queue_duration_seconds', job, name), legend: '{{name}}' },
    ],
  });
  row.addPanel('Keys that come', {
    ...{ ...quarter, unit: 'ops', min: 0 },
    description: 'Keys that are added in a second, and those that are added again after an error.',
    queries: [
      { expression: rateOf('workqueue_adds_total', job, name), legend: '{{name}} added' },
      { expression: rateOf('workqueue_retries_total', job, name), legend: '{{name}} again' },
    ],
  });
  row.addPanel('Workers', {
    ...{ ...quarter, unit: 'short', min: 0, runbook: 'ChatGPTOperatorWorkerStuck' },
    description: 'Workers that are at work, of those that there are.',
    queries: [
      {
        expression: sumOf(`controller_runtime_active_workers{${job}}`, ['controller']),
        legend: '{{controller}} at work',
      },
      {
        expression: sumOf(`controller_runtime_max_concurrent_reconciles{${job}}`, ['controller']),
        legend: '{{controller}} at most',
      },
    ],
  });
}

function addApiServer(row: DashboardRow, job: string): void {
  row.addPanel('Requests by code', {
    ...{ unit: 'reqps', min: 0, stacked: true, runbook: 'ChatGPTOperatorApiErrors' },
    description: 'Requests to the API server in a second, by the code of the answer.',
    queries: [
      {
        expression: rateOf('rest_client_requests_total', job, ['method', 'code']),
        legend: '{{method}} {{code}}',
      },
    ],
  });
  row.addPanel('Failed requests', {
    ...{ unit: 'percentunit', min: 0, thresholds: redFrom(0.05), runbook: 'ChatGPTOperatorApiErrors' },
    description: 'Which part gets 5xx or no answer. The line is where an alert fires.',
    queries: [
      {
        expression: shareOf('rest_client_requests_total', job, 'code=~"5..|<error>"', ['host']),
        legend: '{{host}}',
      },
    ],
  });
  row.addPanel('Latency p95 by verb', {
    ...{ unit: 's', min: 0, description: 'One request of twenty takes longer.' },
    queries: [
      {
        expression: quantileOf(0.95, 'rest_client_request_duration_seconds', job, ['verb']),
        legend: '{{verb}}',
      },
    ],
  });
}

function addWatches(row: DashboardRow, job: string): void {
  const resource = ['resource'];
  row.addPanel('Events by resource', {
    ...{ unit: 'ops', min: 0, description: 'Changes that come by watches in a second, bookmarks included.' },
    queries: [
      {
        expression: rateOf('chatgpt_operator_reflector_events_total', job, resource),
        legend: '{{resource}}',
      },
    ],
  });
  row.addPanel('Last contact', {
    ...{ unit: 's', min: 0, thresholds: redFrom(600), runbook: 'ChatGPTOperatorStaleCache' },
    description: 'How long ago the operator last heard of a resource. The line is where an alert fires.',
    queries: [
      {
        expression: highest(`chatgpt_operator_reflector_last_contact_seconds{${job}}`, resource),
        legend: '{{resource}}',
      },
    ],
  });
  row.addPanel('Objects by resource', {
    ...{ unit: 'short', min: 0, description: 'Objects that the operator holds in memory.' },
    queries: [
      {
        expression: highest(`chatgpt_operator_reflector_objects{${job}}`, resource),
        legend: '{{resource}}',
      },
    ],
  });
}

function addObjects(row: DashboardRow, job: string, namespace: string): void {
  const apps = highest(`chatgpt_apps{${job}}`, ['phase', namespace]);
  row.addPanel('Apps by phase', {
    ...{ unit: 'short', min: 0, stacked: true, runbook: 'ChatGPTAppDegraded' },
    description: 'ChatGPTApps by phase. All should be Ready.',
    queries: [{ expression: sumOf(apps, ['phase']), legend: '{{phase}}' }],
  });
  row.addPanel('Objects applied', {
    ...{ unit: 'ops', min: 0, stacked: true },
    description: 'Objects that were to be applied in a second, by what came of it. A quiet fleet has none.',
    queries: [
      {
        expression: rateOf('chatgpt_operator_applies_total', job, ['kind', 'result']),
        legend: '{{kind}} {{result}}',
      },
    ],
  });
  row.addPanel('Fights over fields', {
    ...{ unit: 'short', min: 0, thresholds: redFrom(1), runbook: 'ChatGPTOperatorFieldFights' },
    description: 'Objects of which somebody keeps changing a field back. Normal is 0.',
    queries: [{ expression: highest(`chatgpt_operator_field_fights{${job}}`, ['pod']), legend: '{{pod}}' }],
  });
}

function addProcess(row: DashboardRow, job: string): void {
  row.addPanel('Memory', {
    ...{ unit: 'bytes', min: 0, description: 'Memory of each process, and its heap in use.' },
    queries: [
      { expression: highest(`process_resident_memory_bytes{${job}}`, ['pod']), legend: '{{pod}} in all' },
      { expression: highest(`nodejs_heap_size_used_bytes{${job}}`, ['pod']), legend: '{{pod}} heap' },
    ],
  });
  row.addPanel('CPU', {
    ...{ unit: 'suffix: cores', min: 0, description: 'Processors that each process uses. It can use one.' },
    queries: [{ expression: rateOf('process_cpu_seconds_total', job, ['pod']), legend: '{{pod}}' }],
  });
  row.addPanel('Lag of the event loop p99', {
    ...{ unit: 's', min: 0, thresholds: redFrom(1) },
    description: 'How late one timer of a hundred comes. Beyond a second, probes and leases are in danger.',
    queries: [
      { expression: highest(`nodejs_eventloop_lag_p99_seconds{${job}}`, ['pod']), legend: '{{pod}}' },
    ],
  });
}

import { Duration } from 'cdk8s';
import type { ServiceMonitor } from '../monitors/service-monitor';
import type { AlertGroup } from '../rules/alert-group';
import { AlertSeverity } from '../rules/alert-severity';
import type { PrometheusRule } from '../rules/prometheus-rule';
import { type AlertPackProps, addPack, type PackedAlert, refuseBeside } from './alert-pack';
import { quantile, rises, share } from './promql-shapes';

/** Properties of the alerts about an operator. */
export interface OperatorAlertsProps extends AlertPackProps {
  /**
   * What scrapes the operator, from which `job` and `honorLabels` follow.
   * @default - those two
   */
  readonly monitor?: ServiceMonitor;

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

const { CRITICAL, WARNING } = AlertSeverity;

/**
 * Alerts about the operator: that it runs, leads, keeps up, and gets through to the API server.
 *
 * @see https://github.com/makeaihq/cdk8s-chatgpt-apps/tree/main/docs/runbooks
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * OperatorAlerts.addTo(new PrometheusRule(chart, 'operator'), {
 *   off: ['ChatGPTOperatorFieldFights'],
 *   overrides: { ChatGPTOperatorBacklog: { threshold: 500 } },
 * });
 */
export class OperatorAlerts {
  /**
   * Adds them as a group.
   *
   * @throws where `off` or `overrides` names no alert of this pack, or something is said that `monitor` says.
   */
  public static addTo(rules: PrometheusRule, props: OperatorAlertsProps = {}): AlertGroup {
    const { monitor } = props;
    if (monitor) refuseBeside(rules, 'monitor', props, ['job', 'honorLabels']);
    const job = `job="${monitor?.job ?? props.job ?? 'chatgpt-operator-metrics'}"`;
    const namespace = (monitor?.honorLabels ?? props.honorLabels) ? 'namespace' : 'exported_namespace';
    const alerts = [
      ...processAlerts(job),
      ...queueAlerts(job),
      ...clusterAlerts(job),
      appAlert(job, namespace),
    ];
    return addPack(rules, 'chatgpt-operator', alerts, props);
  }

  private constructor() {}
}

function processAlerts(job: string): PackedAlert[] {
  return [
    {
      name: 'ChatGPTOperatorDown',
      expression: () => `absent(up{${job}} == 1)`,
      ...{ for: Duration.minutes(5), severity: CRITICAL },
      summary: 'No pod of the operator answers',
      description: 'Apps keep running, but no change of a ChatGPTApp arrives and nothing is repaired.',
    },
    {
      name: 'ChatGPTOperatorHasNoLeader',
      expression: () => `max(leader_election_master_status{${job}}) == 0`,
      ...{ for: Duration.minutes(5), severity: CRITICAL },
      summary: 'No pod of the operator leads',
      description: 'Pods answer, but none holds the lease, so none reconciles.',
    },
    {
      name: 'ChatGPTOperatorPanics',
      threshold: 0,
      expression: (n) =>
        `sum by (controller) (increase(controller_runtime_reconcile_panics_total{${job}}[15m])) > ${n}`,
      ...{ for: Duration.minutes(1), severity: CRITICAL },
      summary: 'The controller {{ $labels.controller }} met an exception nobody expected',
      description: 'It happened {{ $value | humanize }} times in 15 minutes. It is a defect of the operator.',
    },
    {
      name: 'ChatGPTOperatorCertificateUnreadable',
      threshold: 0,
      expression: (n) => `${rises('certwatcher_read_certificate_errors_total', job, '15m', ['pod'])} > ${n}`,
      ...{ for: Duration.minutes(1), severity: WARNING },
      summary: 'The pod {{ $labels.pod }} cannot read its certificate',
      description: 'It goes on with the old one, which expires.',
    },
  ];
}

function queueAlerts(job: string): PackedAlert[] {
  const seconds = '{{ $value | humanizeDuration }}';
  return [
    {
      name: 'ChatGPTOperatorReconcileErrors',
      threshold: 0.1,
      // not by share(): the errors have a counter of their own
      expression: (n) =>
        `sum by (controller) (rate(controller_runtime_reconcile_errors_total{${job}}[10m])) / ` +
        `sum by (controller) (rate(controller_runtime_reconcile_total{${job}}[10m])) > ${n}`,
      ...{ for: Duration.minutes(10), severity: WARNING },
      summary: 'Reconciliations of {{ $labels.controller }} fail',
      description: '{{ $value | humanizePercentage }} of them failed in the last ten minutes.',
    },
    {
      name: 'ChatGPTOperatorSlowReconciles',
      threshold: 30,
      expression: (n) =>
        `${quantile(0.95, 'controller_runtime_reconcile_time_seconds', job, ['controller'])} > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'Reconciliations of {{ $labels.controller }} take long',
      description: `One of twenty takes more than ${seconds}.`,
    },
    {
      name: 'ChatGPTOperatorBacklog',
      threshold: 100,
      // the keys of a standby wait for it to lead, all of them
      expression: (n) =>
        `max by (name) (sum by (name, pod) (workqueue_depth{${job}}) ` +
        `and on (pod) (leader_election_master_status{${job}} == 1)) > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'The queue {{ $labels.name }} does not get shorter',
      description: '{{ $value }} keys are ready and wait for a worker.',
    },
    {
      name: 'ChatGPTOperatorSlowQueue',
      threshold: 60,
      expression: (n) => `${quantile(0.99, 'workqueue_queue_duration_seconds', job, ['name'])} > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'Changes wait in the queue {{ $labels.name }}',
      description: `One of a hundred waits more than ${seconds} for a worker.`,
    },
    {
      name: 'ChatGPTOperatorWorkerStuck',
      threshold: 300,
      expression: (n) => `max by (name, pod) (workqueue_longest_running_processor_seconds{${job}}) > ${n}`,
      ...{ for: Duration.minutes(5), severity: WARNING },
      summary: 'A worker of the queue {{ $labels.name }} does not come back',
      description: `In {{ $labels.pod }} one reconciliation has run for ${seconds}.`,
    },
  ];
}

function clusterAlerts(job: string): PackedAlert[] {
  return [
    {
      name: 'ChatGPTOperatorApiErrors',
      threshold: 0.05,
      expression: (n) =>
        `${share('rest_client_requests_total', job, 'code=~"5..|<error>"', ['host'])} > ${n}`,
      ...{ for: Duration.minutes(10), severity: WARNING },
      summary: 'The API server {{ $labels.host }} fails requests of the operator',
      description: '{{ $value | humanizePercentage }} of its requests got 5xx or no answer.',
    },
    {
      name: 'ChatGPTOperatorStaleCache',
      threshold: 600,
      expression: (n) =>
        `max by (resource, pod) (chatgpt_operator_reflector_last_contact_seconds{${job}}) > ${n}`,
      ...{ for: Duration.minutes(5), severity: WARNING },
      summary: 'The operator hears nothing of {{ $labels.resource }}',
      description:
        '{{ $labels.pod }} last heard of them {{ $value | humanizeDuration }} ago, and acts on what it knew then.',
    },
    {
      name: 'ChatGPTOperatorFieldFights',
      threshold: 0,
      expression: (n) => `max(chatgpt_operator_field_fights{${job}}) > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'Somebody changes fields back that the operator sets',
      description: 'It has stepped aside for {{ $value }} objects, which are not as their apps say.',
    },
  ];
}

function appAlert(job: string, namespace: string): PackedAlert {
  return {
    name: 'ChatGPTAppDegraded',
    threshold: 0,
    expression: (n) => `max by (${namespace}) (chatgpt_apps{${job}, phase="Degraded"}) > ${n}`,
    ...{ for: Duration.minutes(15), severity: WARNING },
    summary: `Apps in {{ $labels.${namespace} }} do not work as they should`,
    description: `{{ $value }} ChatGPTApps in {{ $labels.${namespace} }} are Degraded.`,
  };
}

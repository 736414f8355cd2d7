import { Duration } from 'cdk8s';
import type { AlertGroup } from '../rules/alert-group';
import { AlertSeverity } from '../rules/alert-severity';
import type { PrometheusRule } from '../rules/prometheus-rule';
import { type AlertPackProps, addPack, type PackedAlert } from './alert-pack';

/** Properties of the alerts about workloads. */
export interface WorkloadAlertsProps extends AlertPackProps {
  /**
   * The namespaces that are watched.
   * @default - all
   */
  readonly namespaces?: string[];
}

const { CRITICAL, WARNING, INFO } = AlertSeverity;
const PERCENT = '{{ $value | humanizePercentage }}';
const POD = '{{ $labels.namespace }}/{{ $labels.pod }}';
const DEPLOYMENT = '{{ $labels.namespace }}/{{ $labels.deployment }}';

/**
 * Alerts about pods, Deployments, autoscalers and volumes. They read kube-state-metrics (scraped with `honorLabels`, as its
 * charts do), cAdvisor and the kubelet.
 *
 * @see https://github.com/makeaihq/cdk8s-chatgpt-apps/tree/main/docs/runbooks
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * WorkloadAlerts.addTo(new PrometheusRule(chart, 'workloads'), { namespaces: ['chatgpt-apps'] });
 */
export class WorkloadAlerts {
  /**
   * Adds them as a group.
   *
   * @throws where `off` or `overrides` names no alert of this pack.
   */
  public static addTo(rules: PrometheusRule, props: WorkloadAlertsProps = {}): AlertGroup {
    const of =
      props.namespaces === undefined ? 'namespace!=""' : `namespace=~"${props.namespaces.join('|')}"`;
    return addPack(rules, 'workloads', [...podAlerts(of), ...usageAlerts(of), ...scaleAlerts(of)], props);
  }

  private constructor() {}
}

function podAlerts(of: string): PackedAlert[] {
  const container = 'namespace, pod, container';
  const restarts = (window: string) =>
    `sum by (${container}) (increase(kube_pod_container_status_restarts_total{${of}}[${window}]))`;
  return [
    {
      name: 'WorkloadCrashLoops',
      threshold: 3,
      expression: (n) => `${restarts('15m')} > ${n}`,
      ...{ for: Duration.minutes(5), severity: WARNING },
      summary: `The container {{ $labels.container }} of ${POD} keeps ending`,
      description: 'It was restarted {{ $value | humanize }} times in 15 minutes.',
    },
    {
      name: 'WorkloadContainerCannotStart',
      expression: () =>
        `max by (${container}, reason) (kube_pod_container_status_waiting_reason{${of}, ` +
        'reason=~"ImagePullBackOff|ErrImagePull|InvalidImageName|CreateContainerConfigError|CreateContainerError"}) > 0',
      ...{ for: Duration.minutes(10), severity: WARNING },
      summary: `The container {{ $labels.container }} of ${POD} cannot start`,
      description: 'The kubelet says {{ $labels.reason }}.',
    },
    {
      name: 'WorkloadPodNotReady',
      expression: () =>
        // a pod that found no node yet says nothing about its readiness
        `min by (namespace, pod) (kube_pod_status_phase{${of}, phase=~"Pending|Running"} == 1) unless on (namespace, pod) ` +
        `(max by (namespace, pod) (kube_pod_status_ready{${of}, condition="true"}) == 1)`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: `${POD} does not become ready`,
      description: 'It gets no requests.',
    },
    {
      name: 'WorkloadOutOfMemory',
      threshold: 0,
      expression: (n) =>
        `${restarts('10m')} > ${n} and on (${container}) ` +
        `(kube_pod_container_status_last_terminated_reason{${of}, reason="OOMKilled"} == 1)`,
      ...{ for: Duration.minutes(1), severity: WARNING },
      summary: `The container {{ $labels.container }} of ${POD} was killed for its memory`,
      description: 'It used more than its limit, and was restarted.',
    },
  ];
}

function usageAlerts(of: string): PackedAlert[] {
  const container = 'namespace, pod, container';
  const used = `container_memory_working_set_bytes{${of}, container!=""}`;
  const limit = `kube_pod_container_resource_limits{${of}, resource="memory"}`;
  const periods = (kind: string) =>
    `sum by (${container}) (rate(container_cpu_cfs_${kind}_total{${of}, container!=""}[10m]))`;
  const volume = (kind: string) =>
    `max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_${kind}_bytes{${of}})`;
  return [
    {
      name: 'WorkloadMemoryNearLimit',
      threshold: 0.9,
      expression: (n) => `max by (${container}) (${used}) / max by (${container}) (${limit}) > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: `The container {{ $labels.container }} of ${POD} needs nearly all its memory`,
      description: `It uses ${PERCENT} of its limit, and is killed above it.`,
    },
    {
      name: 'WorkloadCpuThrottled',
      threshold: 0.5,
      expression: (n) => `${periods('throttled_periods')} / ${periods('periods')} > ${n}`,
      ...{ for: Duration.minutes(15), severity: INFO },
      summary: `The container {{ $labels.container }} of ${POD} is held back`,
      description: `It wanted more CPU than its limit in ${PERCENT} of the time.`,
    },
    {
      name: 'WorkloadVolumeFillsUp',
      threshold: 0.1,
      expression: (n) => `${volume('available')} / ${volume('capacity')} < ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: 'The volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is nearly full',
      description: `${PERCENT} of it are free.`,
    },
  ];
}

function scaleAlerts(of: string): PackedAlert[] {
  const deployment = (metric: string) => `max by (namespace, deployment) (kube_deployment_${metric}{${of}})`;
  const scaler = (metric: string) =>
    `max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_${metric}{${of}})`;
  return [
    {
      name: 'WorkloadUnavailable',
      expression: () =>
        `${deployment('status_replicas_available')} == 0 and on (namespace, deployment) ${deployment('spec_replicas')} > 0`,
      ...{ for: Duration.minutes(5), severity: CRITICAL },
      summary: `No pod of ${DEPLOYMENT} is available`,
      description: 'It serves nobody.',
    },
    {
      name: 'WorkloadReplicasMissing',
      threshold: 0,
      expression: (n) => `${deployment('spec_replicas')} - ${deployment('status_replicas_available')} > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: `${DEPLOYMENT} has fewer pods than it should`,
      description: '{{ $value }} of its pods are not available.',
    },
    {
      name: 'WorkloadAutoscalerAtMaximum',
      expression: () => `${scaler('status_desired_replicas')} >= ${scaler('spec_max_replicas')}`,
      ...{ for: Duration.minutes(30), severity: WARNING },
      summary:
        'The autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} can give no more',
      description: 'It has asked for its maximum of {{ $value }} pods for half an hour.',
    },
  ];
}

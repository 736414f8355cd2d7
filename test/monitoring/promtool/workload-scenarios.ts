import type { Scenario } from './harness/rule-tests';
import { counter, gauge, steady, traffic } from './harness/series';

const POD = 'namespace="apps",pod="a",uid="u"';
const CONTAINER = `${POD},container="server"`;
const container = { namespace: 'apps', pod: 'a', container: 'server' };
const DEPLOYMENT = 'namespace="apps",deployment="fitness-mcp"';
const deployment = { namespace: 'apps', deployment: 'fitness-mcp' };
const SCALER = 'namespace="apps",horizontalpodautoscaler="fitness-mcp"';
const CLAIM = 'namespace="apps",persistentvolumeclaim="data"';

export const WORKLOAD_SCENARIOS: Readonly<Record<string, Scenario>> = {
  WorkloadCrashLoops: {
    labels: container,
    // windows of 15 minutes have 30 samples
    series: [
      counter(`kube_pod_container_status_restarts_total{${CONTAINER}}`, {
        ...{ fires: 3.1 / 30, boundary: 2.9 / 30, silent: 0 },
      }),
    ],
  },
  WorkloadContainerCannotStart: {
    labels: { ...container, reason: 'ImagePullBackOff' },
    series: [
      gauge(`kube_pod_container_status_waiting_reason{${CONTAINER},reason="ImagePullBackOff"}`, {
        ...{ fires: 1, boundary: 0, silent: undefined },
      }),
      steady(`kube_pod_container_status_waiting_reason{${CONTAINER},reason="ContainerCreating"}`, 1),
    ],
  },
  WorkloadPodNotReady: {
    labels: { namespace: 'apps', pod: 'a' },
    series: [
      gauge(`kube_pod_status_ready{${POD},condition="true"}`, { fires: 0, boundary: 0, silent: 1 }),
      // a pod that has done its work is not ready either
      gauge(`kube_pod_status_phase{${POD},phase="Running"}`, { fires: 1, boundary: 0, silent: 1 }),
      gauge(`kube_pod_status_phase{${POD},phase="Succeeded"}`, { fires: 0, boundary: 1, silent: 0 }),
    ],
  },
  WorkloadOutOfMemory: {
    labels: container,
    series: [
      counter(`kube_pod_container_status_restarts_total{${CONTAINER}}`, {
        fires: 0.1,
        boundary: 0.1,
        silent: 0,
      }),
      gauge(`kube_pod_container_status_last_terminated_reason{${CONTAINER},reason="OOMKilled"}`, {
        ...{ fires: 1, boundary: 0, silent: 1 },
      }),
      gauge(`kube_pod_container_status_last_terminated_reason{${CONTAINER},reason="Error"}`, {
        ...{ fires: 0, boundary: 1, silent: 0 },
      }),
    ],
  },
  WorkloadMemoryNearLimit: {
    labels: container,
    series: [
      gauge('container_memory_working_set_bytes{namespace="apps",pod="a",container="server",id="x"}', {
        ...{ fires: 901, boundary: 899, silent: 300 },
      }),
      steady(`kube_pod_container_resource_limits{${CONTAINER},resource="memory",unit="byte"}`, 1000),
      steady(`kube_pod_container_resource_limits{${CONTAINER},resource="cpu",unit="core"}`, 1),
    ],
  },
  WorkloadCpuThrottled: {
    labels: container,
    series: [
      counter(
        'container_cpu_cfs_throttled_periods_total{namespace="apps",pod="a",container="server",id="x"}',
        {
          ...{ fires: 500.1, boundary: 499.9, silent: 10 },
        },
      ),
      traffic('container_cpu_cfs_periods_total{namespace="apps",pod="a",container="server",id="x"}'),
    ],
  },
  WorkloadVolumeFillsUp: {
    labels: { namespace: 'apps', persistentvolumeclaim: 'data' },
    series: [
      gauge(`kubelet_volume_stats_available_bytes{${CLAIM}}`, { fires: 99.9, boundary: 100.1, silent: 800 }),
      steady(`kubelet_volume_stats_capacity_bytes{${CLAIM}}`, 1000),
    ],
  },
  WorkloadUnavailable: {
    labels: deployment,
    series: [
      gauge(`kube_deployment_status_replicas_available{${DEPLOYMENT}}`, { fires: 0, boundary: 0, silent: 2 }),
      // one that is scaled to nothing is as it should be
      gauge(`kube_deployment_spec_replicas{${DEPLOYMENT}}`, { fires: 1, boundary: 0, silent: 2 }),
    ],
  },
  WorkloadReplicasMissing: {
    labels: deployment,
    series: [
      gauge(`kube_deployment_status_replicas_available{${DEPLOYMENT}}`, { fires: 1, boundary: 2, silent: 3 }),
      steady(`kube_deployment_spec_replicas{${DEPLOYMENT}}`, 2),
    ],
  },
  WorkloadAutoscalerAtMaximum: {
    labels: { namespace: 'apps', horizontalpodautoscaler: 'fitness-mcp' },
    series: [
      gauge(`kube_horizontalpodautoscaler_status_desired_replicas{${SCALER}}`, {
        ...{ fires: 10, boundary: 9, silent: 2 },
      }),
      steady(`kube_horizontalpodautoscaler_spec_max_replicas{${SCALER}}`, 10),
    ],
  },
};

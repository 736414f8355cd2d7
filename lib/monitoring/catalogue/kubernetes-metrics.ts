import { counter, gauge } from './define-metrics';

const POD = ['namespace', 'pod', 'uid'];
const CONTAINER = [...POD, 'container'];
const DEPLOYMENT = ['namespace', 'deployment'];
const AUTOSCALER = ['namespace', 'horizontalpodautoscaler'];
const CGROUP = ['namespace', 'pod', 'container', 'id', 'image', 'name'];
const CLAIM = ['namespace', 'persistentvolumeclaim'];

/**
 * What rules use of Prometheus itself, kube-state-metrics 2, cAdvisor and the kubelet.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs
 */
export const KUBERNETES_METRICS = [
  gauge('up', [], 'Whether a target answered the last scrape: 1 or 0.'),
  gauge('scrape_duration_seconds', [], 'Seconds that the last scrape took.'),
  gauge('ALERTS', ['alertname', 'alertstate', 'severity'], 'An alert that is pending or firing; always 1.'),
  gauge(
    'kube_pod_info',
    [
      ...POD,
      ...['node', 'host_ip', 'pod_ip', 'host_network'],
      ...['created_by_kind', 'created_by_name', 'priority_class'],
    ],
    'A pod.',
  ),
  gauge('kube_pod_owner', [...POD, 'owner_kind', 'owner_name', 'owner_is_controller'], 'The owner of a pod.'),
  gauge('kube_pod_status_phase', [...POD, 'phase'], 'The phase of a pod: 1 for the one it is in.'),
  gauge('kube_pod_status_ready', [...POD, 'condition'], 'Whether a pod is ready.'),
  counter('kube_pod_container_status_restarts_total', CONTAINER, 'Restarts of a container.'),
  gauge('kube_pod_container_status_waiting_reason', [...CONTAINER, 'reason'], 'Why a container waits.'),
  gauge(
    'kube_pod_container_status_last_terminated_reason',
    [...CONTAINER, 'reason'],
    'Why a container ended.',
  ),
  gauge(
    'kube_pod_container_resource_limits',
    [...CONTAINER, 'node', 'resource', 'unit'],
    'Limits of a container.',
  ),
  gauge(
    'kube_pod_container_resource_requests',
    [...CONTAINER, 'node', 'resource', 'unit'],
    'Requests of a container.',
  ),
  gauge('kube_deployment_spec_replicas', DEPLOYMENT, 'Pods that a Deployment asks for.'),
  gauge('kube_deployment_status_replicas', DEPLOYMENT, 'Pods of a Deployment.'),
  gauge('kube_deployment_status_replicas_available', DEPLOYMENT, 'Available pods of a Deployment.'),
  gauge(
    'kube_deployment_status_replicas_updated',
    DEPLOYMENT,
    'Pods of a Deployment that are of its last version.',
  ),
  gauge('kube_deployment_metadata_generation', DEPLOYMENT, 'The version of a Deployment that is wanted.'),
  gauge(
    'kube_deployment_status_observed_generation',
    DEPLOYMENT,
    'The version of a Deployment that was seen.',
  ),
  gauge(
    'kube_horizontalpodautoscaler_spec_max_replicas',
    AUTOSCALER,
    'The most pods an autoscaler may ask for.',
  ),
  gauge(
    'kube_horizontalpodautoscaler_spec_min_replicas',
    AUTOSCALER,
    'The fewest pods an autoscaler may ask for.',
  ),
  gauge('kube_horizontalpodautoscaler_status_current_replicas', AUTOSCALER, 'Pods that an autoscaler sees.'),
  gauge(
    'kube_horizontalpodautoscaler_status_desired_replicas',
    AUTOSCALER,
    'Pods that an autoscaler asks for.',
  ),
  counter('container_cpu_usage_seconds_total', [...CGROUP, 'cpu'], 'CPU time of a container.'),
  counter('container_cpu_cfs_periods_total', CGROUP, 'Periods in which a container could run.'),
  counter('container_cpu_cfs_throttled_periods_total', CGROUP, 'Periods in which a container was held back.'),
  gauge('container_memory_working_set_bytes', CGROUP, 'Memory of a container that cannot be given back.'),
  gauge('kubelet_volume_stats_available_bytes', CLAIM, 'Free bytes of a volume.'),
  gauge('kubelet_volume_stats_capacity_bytes', CLAIM, 'Size of a volume.'),
];

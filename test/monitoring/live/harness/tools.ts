import { pinnedVersion } from '../../../cluster/harness/folders';
import type { ToolSet } from '../../../cluster/harness/tool-set';

const folder = 'test/monitoring/live/tools/prometheus-operator';
const ofStates = 'test/monitoring/live/tools/kube-state-metrics';
const KUBE_STATE_METRICS = 'k8s.io/kube-state-metrics/v2';

/** Where the prometheus-operator comes from. */
export const PROMETHEUS_OPERATOR = 'github.com/prometheus-operator/prometheus-operator';

/** The version of the prometheus-operator that the pins name, e.g. "v0.93.0". */
export const pinnedOperatorVersion = (): string => pinnedVersion(folder, PROMETHEUS_OPERATOR);

/** What makes a configuration of Prometheus from ServiceMonitors and PrometheusRules. */
export const prometheusOperatorTools: ToolSet<'prometheus-operator'> = {
  purpose: 'live monitoring tests',
  module: folder,
  packages: { 'prometheus-operator': `${PROMETHEUS_OPERATOR}/cmd/operator` },
  variables: [`github.com/prometheus/common/version.Version=${pinnedOperatorVersion().slice(1)}`],
  otherWays: [],
};

/** What tells of the objects in the API server. */
export const kubeStateMetricsTools: ToolSet<'kube-state-metrics'> = {
  purpose: 'live monitoring tests',
  module: ofStates,
  packages: { 'kube-state-metrics': KUBE_STATE_METRICS },
  variables: [
    `github.com/prometheus/common/version.Version=${pinnedVersion(ofStates, KUBE_STATE_METRICS).slice(1)}`,
  ],
  otherWays: [],
};

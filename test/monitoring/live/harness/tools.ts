import { pinnedVersion } from '../../../cluster/harness/folders';
import type { ToolSet } from '../../../cluster/harness/tool-set';

const folder = 'test/monitoring/live/tools/prometheus-operator';

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

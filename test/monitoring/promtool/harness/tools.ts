import { pinnedVersion } from '../../../cluster/harness/folders';
import type { ToolSet } from '../../../cluster/harness/tool-set';

const folder = 'test/monitoring/tools';
const version = pinnedVersion(folder, 'github.com/prometheus/prometheus');

/** The version of Prometheus that the pins name, e.g. "v3.15.0": 3.15 is version 0.315 of its Go module. */
export const pinnedPrometheusVersion = (): string => {
  const [, minor = ''] = version.split('.');
  return `v${minor[0]}.${Number(minor.slice(1))}.${version.split('.')[2]}`;
};

/** What judges rules, and what runs them. */
export const monitoringTools: ToolSet<'promtool' | 'prometheus'> = {
  purpose: 'monitoring tests',
  module: folder,
  packages: {
    promtool: 'github.com/prometheus/prometheus/cmd/promtool',
    prometheus: 'github.com/prometheus/prometheus/cmd/prometheus',
  },
  variables: [`github.com/prometheus/common/version.Version=${version.slice(1)}`],
  otherWays: ['install promtool (Debian: prometheus), and have it on the PATH'],
};

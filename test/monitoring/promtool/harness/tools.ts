import { pinnedVersion } from '../../../cluster/harness/folders';
import type { ToolSet } from '../../../cluster/harness/tool-set';

const folder = 'test/monitoring/tools';
const version = pinnedVersion(folder, 'github.com/prometheus/prometheus');

/** What judges rules. Prometheus 3 is version 0.3xx of its Go module. */
export const monitoringTools: ToolSet<'promtool'> = {
  purpose: 'monitoring tests',
  module: folder,
  packages: { promtool: 'github.com/prometheus/prometheus/cmd/promtool' },
  variables: [`github.com/prometheus/common/version.Version=${version.slice(1)}`],
  otherWays: ['install promtool (Debian: prometheus), and have it on the PATH'],
};

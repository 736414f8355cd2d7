import { pinnedVersion } from '../../cluster/harness/folders';
import type { ToolSet } from '../../cluster/harness/tool-set';

const ofRules = 'test/monitoring/tools';
const ofRoutes = 'test/monitoring/amtool/tools';
const linked = 'github.com/prometheus/common/version.Version';

/** What judges rules. Prometheus 3 is version 0.3xx of its Go module. */
export const ruleTools: ToolSet<'promtool'> = {
  purpose: 'monitoring tests',
  module: ofRules,
  packages: { promtool: 'github.com/prometheus/prometheus/cmd/promtool' },
  variables: [`${linked}=${pinnedVersion(ofRules, 'github.com/prometheus/prometheus').slice(1)}`],
  otherWays: ['install promtool (Debian: prometheus), and have it on the PATH'],
};

/** What judges routes and, by a program of ours around the Alertmanager's own inhibitor, what is silenced. */
export const routeTools: ToolSet<'amtool' | 'inhibited'> = {
  purpose: 'monitoring tests',
  module: ofRoutes,
  packages: { amtool: 'github.com/prometheus/alertmanager/cmd/amtool', inhibited: './inhibited' },
  variables: [`${linked}=${pinnedVersion(ofRoutes, 'github.com/prometheus/alertmanager').slice(1)}`],
  otherWays: [],
};

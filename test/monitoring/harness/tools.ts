import { pinnedVersion } from '../../cluster/harness/folders';
import type { ToolSet } from '../../cluster/harness/tool-set';

const ofRules = 'test/monitoring/tools';
const ofRoutes = 'test/monitoring/amtool/tools';
const linked = 'github.com/prometheus/common/version.Version';

const prometheus = pinnedVersion(ofRules, 'github.com/prometheus/prometheus');

/** The version of Prometheus that the pins name, e.g. "v3.15.0": 3.15 is version 0.315 of its Go module. */
export const pinnedPrometheusVersion = (): string => {
  const [, minor = '', patch] = prometheus.split('.');
  return `v${minor[0]}.${Number(minor.slice(1))}.${patch}`;
};

/** What judges rules, and what runs them. */
export const ruleTools: ToolSet<'promtool' | 'prometheus'> = {
  purpose: 'monitoring tests',
  module: ofRules,
  packages: {
    promtool: 'github.com/prometheus/prometheus/cmd/promtool',
    prometheus: 'github.com/prometheus/prometheus/cmd/prometheus',
  },
  variables: [`${linked}=${prometheus.slice(1)}`],
  otherWays: ['install promtool (Debian: prometheus), and have it on the PATH'],
};

/** The version of the Alertmanager that the pins name, e.g. "v0.34.2". */
export const pinnedAlertmanagerVersion = (): string =>
  pinnedVersion(ofRoutes, 'github.com/prometheus/alertmanager');

/** What judges routes and, by a program of ours around the Alertmanager's own inhibitor, what is silenced. */
export const routeTools: ToolSet<'amtool' | 'inhibited'> = {
  purpose: 'monitoring tests',
  module: ofRoutes,
  packages: { amtool: 'github.com/prometheus/alertmanager/cmd/amtool', inhibited: './inhibited' },
  variables: [`${linked}=${pinnedAlertmanagerVersion().slice(1)}`],
  otherWays: [],
};

import { pinnedVersion } from '../../cluster/harness/folders';
import type { ToolSet } from '../../cluster/harness/tool-set';

const folder = 'test/gitops/tools';

/** The version of Argo CD that the pins name, e.g. "v3.5.7". */
export const pinnedArgoCdVersion = (): string => pinnedVersion(folder, 'github.com/argoproj/argo-cd/v3');

/** Argo CD is one program that acts as the component whose name it is given. For redis see docs/adr/0024. */
export const gitopsTools: ToolSet<'argocd' | 'redis'> = {
  purpose: 'gitops tests',
  module: folder,
  packages: { argocd: 'github.com/argoproj/argo-cd/v3/cmd', redis: './redis' },
  variables: [`github.com/argoproj/argo-cd/v3/common.version=${pinnedArgoCdVersion().slice(1)}`],
  otherWays: [],
};

import { keepForTeardown } from '../../cluster/harness/global-teardown';
import { handover } from './argo-cd';
import { startGitOps } from './start-gitops';
import { pinnedArgoCdVersion } from './tools';

/** Jest calls it once, before the first test file: one control plane and one Argo CD serve the whole run. */
export default async function globalSetup(): Promise<void> {
  const begin = performance.now();
  const gitOps = await startGitOps();
  keepForTeardown(() => gitOps.stop());
  const { binary, dir, kubeconfig, repositories, ports } = gitOps.argoCd;
  process.env[handover] = JSON.stringify({ binary, dir, kubeconfig, repositories, ports });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(
    `\nArgo CD ${pinnedArgoCdVersion()} at ${gitOps.controlPlane.url}, started in ${seconds} s; logs: ${dir}`,
  );
}

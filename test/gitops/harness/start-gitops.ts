import { argoCdCrds } from '../../cluster/argo-cd-crds';
import { cluster, handover } from '../../cluster/harness/cluster';
import { type ControlPlane, startControlPlane } from '../../cluster/harness/control-plane';
import { findCrdFile } from '../../cluster/harness/crd-files';
import { thirdPartyCrds } from '../../cluster/harness/third-party-crds';
import { type ArgoCdProcesses, startArgoCd } from './argo-cd-processes';

import { startMetricsApi } from './metrics-api';

/** A control plane and an Argo CD that works on it. */
export interface GitOps {
  readonly controlPlane: ControlPlane;
  readonly argoCd: ArgoCdProcesses;
  stop(): Promise<void>;
}

/** Starts both; afterwards `cluster()` is this control plane. */
export async function startGitOps(): Promise<GitOps> {
  const controlPlane = await startControlPlane();
  process.env[handover.kubectl] = controlPlane.binaries.kubectl;
  process.env[handover.kubeconfig] = controlPlane.kubeconfig;
  try {
    const files = await Promise.all([...thirdPartyCrds, ...argoCdCrds].map((crd) => findCrdFile(crd)));
    await cluster().installCrds(files);
    const certificate = await controlPlane.authority.issueForServer('metrics-api');
    const stopMetrics = await startMetricsApi(cluster().api, certificate);
    const argoCd = await startArgoCd({
      api: cluster().api,
      kubeconfig: controlPlane.kubeconfig,
      kwok: controlPlane.binaries.kwok,
    });
    const stop = async () => {
      await argoCd.stop();
      await stopMetrics();
      await controlPlane.stop();
    };
    return { controlPlane, argoCd, stop };
  } catch (error) {
    await controlPlane.stop(); // jest calls no teardown after a failed setup
    throw error;
  }
}

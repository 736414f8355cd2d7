import { type Cluster, clusterOf } from '../../harness/cluster';
import { type ControlPlane, startControlPlane } from '../../harness/control-plane';
import { Kubectl } from '../../harness/kubectl';
import { prepareCluster } from '../../harness/prepare-cluster';

/** A cluster whose control plane may suffer. Stop `controlPlane` in `afterAll`. */
export interface OwnCluster {
  readonly cluster: Cluster;
  readonly controlPlane: ControlPlane;
}

/** Starts a control plane beside that of the other tests, with the same CRDs. */
export async function startOwnCluster(): Promise<OwnCluster> {
  const controlPlane = await startControlPlane();
  try {
    const cluster = clusterOf(new Kubectl(controlPlane.binaries.kubectl, controlPlane.kubeconfig));
    await prepareCluster(cluster);
    return { cluster, controlPlane };
  } catch (error) {
    await controlPlane.stop();
    throw error;
  }
}

/**
 * `simulate-deployments.ts <kubeconfig> <kubectl>`: says of each Deployment that its pods run, some time after its spec
 * has changed. In a cluster the controller-manager, the scheduler and the kubelets do so.
 */
import type { KubeObject } from '../../operator/src/engine/kubernetes/kube-object';
import { objectPath } from '../../operator/src/engine/kubernetes/resource';
import { ApiError } from '../../operator/src/engine/kubernetes/transport';
import { UndiciTransport } from '../../operator/src/engine/kubernetes/undici-transport';
import { Reflector } from '../../operator/src/engine/watch/reflector';
import { readClusterAccess } from '../../test/cluster/harness/cluster-access';
import { Kubectl } from '../../test/cluster/harness/kubectl';
import { KINDS } from './apps';

/** Milliseconds from a change of the spec until new pods are ready: few pods of a real cluster are quicker. */
const STARTUP = 2000;

interface Deployment extends KubeObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly observedGeneration?: number };
}

const [kubeconfig = '', kubectl = ''] = process.argv.slice(2);
const transport = new UndiciTransport(readClusterAccess(new Kubectl(kubectl, kubeconfig)));

/** The generation that is being rolled out, by the name of the Deployment. */
const underWay = new Map<string, number | undefined>();

function follow(object: KubeObject): void {
  const { metadata, status } = object as Deployment;
  const { name, generation } = metadata;
  if (generation === status?.observedGeneration || generation === underWay.get(name)) return;
  underWay.set(name, generation);
  setTimeout(() => void finish(object as Deployment), STARTUP);
}

async function finish(deployment: Deployment): Promise<void> {
  const { name, generation } = deployment.metadata;
  // another change came meanwhile, with pods of its own
  if (underWay.get(name) !== generation) return;
  underWay.delete(name);
  await rollOut(deployment).catch((error: unknown) => {
    const isGone = error instanceof ApiError && error.code === 404;
    if (!isGone) console.error(error);
  });
}

async function rollOut({ metadata, spec }: Deployment): Promise<void> {
  const now = new Date().toISOString();
  const condition = (type: string, reason: string) => ({
    ...{ type, reason, status: 'True', message: '', lastUpdateTime: now, lastTransitionTime: now },
  });
  const replicas = spec?.replicas ?? 1;
  const status = {
    observedGeneration: metadata.generation,
    ...{ replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas },
    conditions: [
      condition('Available', 'MinimumReplicasAvailable'),
      condition('Progressing', 'NewReplicaSetAvailable'),
    ],
  };
  await transport.send({
    method: 'PATCH',
    path: `${objectPath(KINDS.deployment, metadata.name, metadata.namespace)}/status`,
    contentType: 'application/merge-patch+json',
    body: { status },
  });
}

new Reflector({
  transport,
  resource: KINDS.deployment,
  sink: {
    replacing: () => ({ add: follow, finish: () => undefined }),
    upsert: follow,
    remove: () => undefined,
  },
  observer: { failed: (error) => console.error(error) },
}).start();

import { mappingAt } from '../../../operator/src/engine/kubernetes/json';
import type { KubeObject } from '../../../operator/src/engine/kubernetes/kube-object';
import { chatGPTApps } from '../../../operator/src/kinds/chatgptapp';
import { type Manifest, sampleApp, sampleApps } from '../../sample-apps';
import { PlayedCluster } from '../engine/reconcile/played-cluster';

const NAMESPACE = 'nursery';

/** An app that was applied, and all of whose pods run. */
function running({ metadata, spec }: Manifest): PlayedCluster {
  const parent: KubeObject = {
    apiVersion: 'apps.makeaihq.com/v1alpha1',
    kind: 'ChatGPTApp',
    metadata: { ...metadata, namespace: NAMESPACE, uid: 'u', generation: 1 },
    spec,
  };
  const cluster = new PlayedCluster(chatGPTApps, parent);
  cluster.settle();
  const deployment = cluster.objects.get(`apps/Deployment/${NAMESPACE}/${metadata.name}-mcp`);
  const replicas = Number(mappingAt(deployment, 'spec').replicas ?? 1);
  cluster.finishRollout(`${metadata.name}-mcp`, replicas, replicas);
  cluster.settle();
  return cluster;
}

function scaledToZero(): Manifest {
  const { spec, ...app } = sampleApp('hello');
  return { ...app, spec: { ...spec, replicas: 0 } };
}

it.each([
  ...sampleApps().map((app) => [app.metadata.name, app] as const),
  ['an app that is scaled to zero', scaledToZero()] as const,
])('a look at what is in place changes no status: %s', (_, app) => {
  const cluster = running(app);
  const { status } = cluster.parent;
  expect(cluster.phase).toBe('Ready');
  cluster.settle();
  expect(cluster.parent.status).toEqual(status);
});

it('an app that is scaled to zero is as wanted, and not available', () => {
  const cluster = running(scaledToZero());
  expect(cluster.condition('Available')).toMatchObject({ status: 'False', reason: 'ScaledToZero' });
  expect(cluster.condition('Ready')).toMatchObject({ status: 'True' });
});

it('an app that loses all its pods is unavailable until one is there', () => {
  const app = sampleApp('hello');
  const cluster = running(app);
  cluster.finishRollout('hello-mcp', 0, 2);
  cluster.settle();
  expect([cluster.phase, cluster.condition('Ready')?.reason]).toEqual(['Degraded', 'Unavailable']);
  cluster.finishRollout('hello-mcp', 1, 2);
  cluster.settle();
  expect([cluster.phase, cluster.condition('Ready')?.reason]).toEqual(['Ready', 'Ready']);
});

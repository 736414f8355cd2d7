import { type ApiObject, accepted, hasCondition } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import type { RestrictedNamespace } from '../harness/restricted-namespace';
import { adminKubeconfig } from './harness/admin-kubeconfig';
import { fitnessApp } from './harness/fitness-app';
import { OperatorProcess } from './harness/operator-process';

const { api } = cluster();
let namespace: RestrictedNamespace;
let operator: OperatorProcess;

beforeAll(async () => {
  namespace = await cluster().namespace('autoscaling');
  operator = await OperatorProcess.start({
    kubeconfig: await adminKubeconfig(),
    flags: [`--watch-namespaces=${namespace.name}`],
  });
});
afterAll(async () => {
  await operator?.stop();
  await namespace?.delete();
});

const owned = (apiVersion: string, kind: string): ApiObject => ({
  apiVersion,
  kind,
  metadata: { name: 'fitness-mcp', namespace: namespace.name },
});
const deployment = () => owned('apps/v1', 'Deployment');
const replicasOf = ({ spec }: ApiObject) => (spec as { readonly replicas?: number }).replicas;

// a number that nobody owns falls back to one: four of five pods would end before the autoscaler has counted
it('an app keeps its pods when an autoscaler begins to count them, and gets its own number back', async () => {
  const app = fitnessApp(namespace.name, 'fitness', { replicas: 5 });
  accepted(await api.create(app));
  await api.waitFor(app, 'is Ready', (object) => hasCondition(object, 'Ready'), { deadline: 60 });
  const before = accepted(await api.get(deployment()));
  expect(replicasOf(before)).toBe(5);

  const autoscaling = { minReplicas: 5, maxReplicas: 9 };
  accepted(await api.patch(app, { spec: { replicas: null, autoscaling } }));
  const autoscaler = owned('autoscaling/v2', 'HorizontalPodAutoscaler');
  await api.waitFor(autoscaler, 'was looked at', (object) => hasCondition(object, 'AbleToScale'), {
    deadline: 60,
  });
  const scaled = accepted(await api.get(deployment()));
  // each change of the number is a generation
  expect([replicasOf(scaled), scaled.metadata.generation]).toEqual([5, before.metadata.generation]);

  accepted(await api.patch(app, { spec: { replicas: 4, autoscaling: null } }));
  await api.waitFor(deployment(), 'has four pods again', (object) => replicasOf(object) === 4);
});

import { distObjects } from '../dist-objects';
import { type ApiObject, accepted, hasCondition } from './harness/api-object';
import { cluster } from './harness/cluster';
import type { RestrictedNamespace } from './harness/restricted-namespace';
import { waitFor } from './harness/wait-for';
import { lostFields } from './lost-fields';

const objects = distObjects();
const environments = [...new Set(objects.map(({ environment }) => environment))];

describe.each(environments)('dist/%s in a restricted namespace', (environment) => {
  const { api } = cluster();
  const own = objects.filter((object) => object.environment === environment);
  let namespace: RestrictedNamespace;

  beforeAll(async () => {
    namespace = await cluster().namespace(environment);
    // what the sample fleet refers to and does not bring itself
    accepted(
      await api.apply(placed({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'kitchen' } })),
    );
  });
  afterAll(() => namespace.delete());

  it.each(own.map(({ file, object }) => [file, object] as const))(
    '%s is accepted and loses no field',
    async (_, object) => {
      const emitted = placed(object);
      const response = await api.apply(emitted);
      expect(response.refusal?.message).toBeUndefined();
      expect(response.warnings).toEqual([]);
      const live = accepted(await api.get(emitted));
      expect(lostFields(emitted, live)).toEqual([]);
    },
  );

  // controllers write status in between: what counts is that, once they are quiet, an apply writes nothing
  it.each(own.map(({ file, object }) => [file, object] as const))(
    'a second apply of %s changes no resourceVersion',
    async (_, object) => {
      await waitFor('an apply leaves the resourceVersion as it is', async () => {
        const before = accepted(await api.get(placed(object)));
        const after = accepted(await api.apply(placed(object)));
        return before.metadata.resourceVersion === after.metadata.resourceVersion ? true : undefined;
      });
    },
  );

  function placed(object: ApiObject): ApiObject {
    return { ...object, metadata: { ...object.metadata, namespace: namespace.name } };
  }
});

describe('dist/development, applied', () => {
  const { api, existing } = cluster();
  let namespace: RestrictedNamespace;
  beforeAll(async () => {
    namespace = await cluster().namespace('available');
    const kitchen = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'kitchen', namespace: namespace.name },
    };
    accepted(await api.apply(kitchen));
    for (const { object } of development) accepted(await api.apply(inNamespace(object)));
  });
  afterAll(() => namespace.delete());

  const development = objects.filter(({ environment }) => environment === 'development');
  const deployments = development.filter(({ object }) => object.kind === 'Deployment');
  // the images of the samples exist nowhere: on a user's own cluster no kubelet could start them
  const onSimulatedNodes = existing ? it.skip : it;
  if (existing)
    console.log('not tried that the fleet becomes Available: the images of the samples exist nowhere');

  onSimulatedNodes.each(deployments.map(({ app, object }) => [app, object] as const))(
    '%s becomes Available',
    async (_, object) => {
      const live = await api.waitFor(inNamespace(object), 'is available', (deployment) =>
        hasCondition(deployment, 'Available'),
      );
      const { readyReplicas } = live.status as { readyReplicas?: number };
      expect(readyReplicas).toBeGreaterThan(0);
    },
  );

  function inNamespace(object: ApiObject): ApiObject {
    return { ...object, metadata: { ...object.metadata, namespace: namespace.name } };
  }
});

import { cluster } from '../cluster/harness/cluster';
import type { RestrictedNamespace } from '../cluster/harness/restricted-namespace';
import { waitFor } from '../cluster/harness/wait-for';
import { argoCd } from './harness/argo-cd';
import { applicationSpec, configMap } from './manifests';

const argo = argoCd();
let namespace: RestrictedNamespace;
beforeAll(async () => {
  namespace = await cluster().namespace('sets');
});
afterAll(async () => {
  await argo.clear();
  await namespace.delete();
});

function set(apps: readonly string[], url: string) {
  const spec = applicationSpec({
    repository: { url },
    path: '{{.app}}',
    namespace: namespace.name,
    automated: { prune: true },
  });
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'listed' },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ list: { elements: apps.map((app) => ({ app })) } }],
      template: { metadata: { name: 'listed-{{.app}}' }, spec },
    },
  };
}

describe('an ApplicationSet over a list', () => {
  it('creates an Application for each element, and deletes that of an element that went', async () => {
    const repository = argo.repository();
    for (const app of ['fitness', 'hello']) repository.write(`${app}/settings.yaml`, configMap(app, 'any'));
    repository.commit('two apps');

    await argo.apply(set(['fitness', 'hello'], repository.url));
    await namesBecome(['listed-fitness', 'listed-hello']);
    for (const name of ['listed-fitness', 'listed-hello'])
      await argo.application(name).untilSyncedAndHealthy();

    await argo.apply(set(['hello'], repository.url));
    await namesBecome(['listed-hello']);
  });
});

async function namesBecome(wanted: readonly string[]): Promise<void> {
  let names: readonly string[] = [];
  await waitFor(
    `the Applications are ${wanted.join(', ')}`,
    async () => {
      names = await argo.applicationNames();
      return names.join() === wanted.join() ? true : undefined;
    },
    {},
    () => `There are: ${names.join(', ')}`,
  );
}

import { planFleet } from '../../../lib/fleet/fleet-plan';
import { readFleet } from '../../../lib/synth/read-fleet';
import { distObjects } from '../../dist-objects';
import { type ApiObject, accepted, hasCondition } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import { repositoryRoot } from '../harness/folders';
import type { RestrictedNamespace } from '../harness/restricted-namespace';
import { waitFor } from '../harness/wait-for';
import { adminKubeconfig } from './harness/admin-kubeconfig';
import { childrenIn } from './harness/children';
import { OperatorProcess } from './harness/operator-process';

const development = planFleet(readFleet(repositoryRoot, 'fleet').documents).environments.find(
  ({ environment }) => environment.name === 'development',
);
const apps = development?.apps ?? [];

describe('dist/development and the operator', () => {
  const { api } = cluster();
  let byGit: RestrictedNamespace;
  let byOperator: RestrictedNamespace;
  let operator: OperatorProcess;

  beforeAll(async () => {
    byGit = await cluster().namespace('by-git');
    byOperator = await cluster().namespace('by-operator');
    for (const { name } of [byGit, byOperator]) {
      // what a sample app refers to and does not bring itself
      const account = {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'kitchen', namespace: name },
      };
      accepted(await api.apply(account));
    }
    operator = await OperatorProcess.start({
      kubeconfig: await adminKubeconfig(),
      flags: [`--watch-namespaces=${byOperator.name}`],
    });
    const own = distObjects().filter(({ environment }) => environment === 'development');
    for (const { object } of own)
      accepted(await api.apply(inNamespace(object, byGit.name), { fieldManager: 'gitops' }));
    for (const { manifest } of apps)
      accepted(await api.apply(inNamespace(manifest as ApiObject, byOperator.name)));
  });
  afterAll(async () => {
    await operator?.stop();
    await byGit?.delete();
    await byOperator?.delete();
  });

  it.each(apps.map(({ app }) => app))('make of %s the same objects, field by field', async (name) => {
    const app = {
      apiVersion: 'apps.makeaihq.com/v1alpha1',
      kind: 'ChatGPTApp',
      metadata: { name, namespace: byOperator.name },
    };
    await api.waitFor(app, 'is Ready', (live) => hasCondition(live, 'Ready'), { deadline: 60 });
    // an autoscaler sets its replicas some time later
    const [given, rendered] = await waitFor(
      `the autoscaler of ${name} has done its work`,
      async () => {
        const roads = await Promise.all([objectsOf(name, byGit.name), objectsOf(name, byOperator.name)]);
        const [one, other] = roads.map(replicasIn);
        return one === other ? roads : undefined;
      },
      { deadline: 60 },
    );
    expect(Object.keys(rendered).length).toBeGreaterThanOrEqual(5);
    expect(rendered).toEqual(given);
  });

  it('have the same number of objects in all', async () => {
    const [given, rendered] = await Promise.all([childrenIn(byGit.name), childrenIn(byOperator.name)]);
    expect([...rendered.keys()].sort()).toEqual([...given.keys()].sort());
  });
});

function inNamespace(object: ApiObject, namespace: string): ApiObject {
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/** The objects of an app as they are stored, but for what two objects never share: owner, namespace, manager, identity. */
async function objectsOf(app: string, namespace: string): Promise<Record<string, unknown>> {
  const all = await childrenIn(namespace);
  const own = [...all].filter(([, { metadata }]) => metadata.labels?.['apps.makeaihq.com/app'] === app);
  return Object.fromEntries(own.map(([title, object]) => [title, comparable(object)]));
}

const OF_NAMESPACE: Readonly<Record<string, string>> = {
  clusterIP: '(an address)',
  clusterIPs: '(an address)',
  // the hash of variables and files, of which some hold the namespace
  'apps.makeaihq.com/config-hash': '(a hash)',
};

function comparable({ metadata, status: _status, ...object }: ApiObject): unknown {
  const { labels, annotations = {}, name, namespace = '' } = metadata;
  const given = Object.entries(annotations).filter(([key]) => !key.startsWith('argocd.argoproj.io/'));
  const whole = { ...object, metadata: { name, labels, annotations: Object.fromEntries(given) } };
  const text = JSON.stringify(whole, (key, value: unknown) => OF_NAMESPACE[key] ?? value);
  // the files were rendered for the namespace of the environment
  return JSON.parse(
    text.replaceAll('chatgpt-development', '(namespace)').replaceAll(namespace, '(namespace)'),
  );
}

function replicasIn(objects: Readonly<Record<string, unknown>>): unknown {
  const [, deployment] = Object.entries(objects).find(([title]) => title.startsWith('Deployment/')) ?? [];
  return (deployment as { spec?: { replicas?: unknown } } | undefined)?.spec?.replicas;
}

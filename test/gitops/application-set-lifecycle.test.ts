import { ApplicationSetGenerator, ApplicationsSync, StepMatch } from '../../lib';
import { type ApiObject, accepted } from '../cluster/harness/api-object';
import { cluster } from '../cluster/harness/cluster';
import { held, releaseHeldPods } from '../cluster/harness/held-pods';
import type { RestrictedNamespace } from '../cluster/harness/restricted-namespace';
import { waitFor } from '../cluster/harness/wait-for';
import { argoCd } from './harness/argo-cd';
import type { GitRepository } from './harness/git-repository';
import { configMap, deployment } from './manifests';
import { makeSet } from './set-cases';

const { api } = cluster();
const argo = argoCd();
let namespace: RestrictedNamespace;
let repository: GitRepository;

beforeAll(async () => {
  namespace = await cluster().namespace('lifecycle');
  repository = argo.repository();
  for (const name of ['a', 'b'])
    repository.write(`apps/${name}/map.yaml`, configMap(`settings-${name}`, name));
  repository.write('apps/first/app.yaml', deployment('first', { podLabels: held }));
  repository.write('apps/second/app.yaml', deployment('second'));
  repository.commit('what the sets deliver');
});

afterAll(async () => {
  await argo.clear();
  await namespace.delete();
});

const listed = (...names: readonly string[]) => [
  ApplicationSetGenerator.list(names.map((name) => ({ name }))),
];

describe('an Application whose parameters vanish', () => {
  const deliver = async (id: string, names: readonly string[], more: object = {}) => {
    const generators = listed(...names);
    await argo.apply(
      makeSet(id, repository.url, { generators, namespace: namespace.name, syncs: true, ...more }).manifest,
    );
  };
  const delivered = async (id: string, more: object = {}) => {
    await deliver(id, ['a', 'b'], more);
    for (const name of ['a', 'b']) await argo.application(`${id}-${name}`).untilSyncedAndHealthy();
  };
  const settings = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings-b', namespace: '' },
  };
  const statusOfSettings = async () => {
    const metadata = { ...settings.metadata, namespace: namespace.name };
    return (await api.get({ ...settings, metadata })).status;
  };

  it('goes, and what it delivered stays', async () => {
    await delivered('kept');
    await deliver('kept', ['a']);
    await untilGone('kept-b');
    expect(await statusOfSettings()).toBe(200);
    await clearSet('kept', ['kept-a']);
    expect(await statusOfSettings()).toBe(200);
  });

  it('takes with it what it delivered where that is not to be preserved', async () => {
    const more = { preserveResourcesOnDeletion: false };
    await delivered('cascading', more);
    await deliver('cascading', ['a'], more);
    await untilGone('cascading-b');
    expect(await statusOfSettings()).toBe(404);
    await clearSet('cascading', ['cascading-a']);
  });

  it('stays itself where the controller may only create and update', async () => {
    const more = { applicationsSync: ApplicationsSync.CREATE_UPDATE };
    await delivered('guarded', more);
    await deliver('guarded', ['a'], { ...more, labels: { seen: 'yes' } });
    const isSeen = ({ metadata }: ApiObject) => metadata.labels?.seen === 'yes';
    await argo.application('guarded-a').until('was updated', isSeen);
    expect(await argo.applicationNames()).toContain('guarded-b');
  });
});

describe('a rolling sync', () => {
  it('goes step by step, and waits for what is not healthy', async () => {
    const generators = [
      ApplicationSetGenerator.list([
        { name: 'first', step: 'one' },
        { name: 'second', step: 'two' },
      ]),
    ];
    const { set, manifest } = makeSet('rolling', repository.url, {
      generators,
      namespace: namespace.name,
      syncs: true,
      labels: { step: '{{.step}}' },
      rollingSync: {
        steps: [
          { matches: [StepMatch.labelIn('step', ['one'])] },
          { matches: [StepMatch.labelIn('step', ['two'])] },
        ],
      },
    });
    const preview = set.preview();
    expect(preview.map(({ name, step }) => [name, step])).toEqual([
      ['rolling-first', 1],
      ['rolling-second', 2],
    ]);
    await argo.apply(manifest);

    const [first, second] = [argo.application('rolling-first'), argo.application('rolling-second')];
    await first.until('is on its way', ({ status }) => status?.health?.status === 'Progressing');
    await second.until('was compared', ({ status }) => status?.sync?.status === 'OutOfSync');
    await waitFor('the set is in step 1', async () =>
      (await rolloutMessage()).endsWith('step 1') ? true : undefined,
    );
    expect((await second.get()).status?.operationState).toBeUndefined();
    for (const [index, each] of [first, second].entries()) {
      expect((await each.get()).spec).toEqual(preview[index]?.manifest.spec);
    }

    await releaseHeldPods(api, namespace.name);
    await first.untilSyncedAndHealthy();
    const done = await second.untilSyncedAndHealthy();
    const healthySince = Date.parse(`${(await first.get()).status?.health?.lastTransitionTime}`);
    expect(Date.parse(`${done.status?.operationState?.startedAt}`)).toBeGreaterThanOrEqual(healthySince);
  });
});

async function rolloutMessage(): Promise<string> {
  const ref = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'rolling', namespace: 'argocd' },
  };
  const { status } = accepted(await api.get(ref));
  const { conditions = [] } = (status ?? {}) as { conditions?: { type: string; message: string }[] };
  return conditions.find(({ type }) => type === 'RolloutProgressing')?.message ?? '';
}

function untilGone(name: string): Promise<true> {
  return waitFor(`Application ${name} is gone`, async () =>
    (await argo.applicationNames()).includes(name) ? undefined : true,
  );
}

async function clearSet(name: string, applications: readonly string[]): Promise<void> {
  const ref = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name, namespace: 'argocd' },
  };
  accepted(await api.delete(ref));
  for (const application of applications) await untilGone(application);
}

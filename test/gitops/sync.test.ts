import { accepted } from '../cluster/harness/api-object';
import { cluster } from '../cluster/harness/cluster';
import type { RestrictedNamespace } from '../cluster/harness/restricted-namespace';
import { argoCd } from './harness/argo-cd';
import type { GitRepository } from './harness/git-repository';
import { applicationManifest, configMap, deployment } from './manifests';

const { api } = cluster();
const argo = argoCd();
let namespace: RestrictedNamespace;
let repository: GitRepository;

beforeEach(async () => {
  namespace = await cluster().namespace('sync');
  repository = argo.repository();
});
afterEach(async () => {
  await argo.clear();
  await namespace.delete();
});

function inNamespace(kind: string, name: string) {
  return {
    apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
    kind,
    metadata: { name, namespace: namespace.name },
  };
}

function deliver(automated?: { prune?: boolean; selfHeal?: boolean }) {
  return argo.apply(
    applicationManifest({ name: 'shop', repository, path: 'shop', namespace: namespace.name, automated }),
  );
}

describe('an Application', () => {
  it('becomes Synced and Healthy at the commit, and follows the next one', async () => {
    repository.write('shop/deployment.yaml', deployment('web'));
    repository.write('shop/settings.yaml', configMap('settings', 'first'));
    const first = repository.commit('first');
    await deliver();
    const application = await argo.application('shop').untilSyncedAndHealthy({ revision: first });
    expect(application.status?.resources?.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'ConfigMap settings',
      'Deployment web',
    ]);

    repository.write('shop/settings.yaml', configMap('settings', 'second'));
    const second = repository.commit('second');
    await argo.application('shop').refresh();
    await argo.application('shop').untilSyncedAndHealthy({ revision: second });
    const live = accepted(await api.get(inNamespace('ConfigMap', 'settings')));
    expect(live.data).toEqual({ value: 'second' });
  });

  it('undoes what a person changed by hand', async () => {
    repository.write('shop/settings.yaml', configMap('settings', 'from git'));
    repository.commit('settings');
    await deliver();
    await argo.application('shop').untilSyncedAndHealthy();

    accepted(await api.patch(inNamespace('ConfigMap', 'settings'), { data: { value: 'by hand' } }));
    await api.waitFor(
      inNamespace('ConfigMap', 'settings'),
      'is as in git again',
      ({ data }) => (data as { value: string }).value === 'from git',
    );
  });

  it('prunes what left the repository, but not what is marked', async () => {
    repository.write('shop/stays.yaml', configMap('stays', ''));
    repository.write('shop/goes.yaml', configMap('goes', ''));
    repository.write(
      'shop/kept.yaml',
      configMap('kept', '', { 'argocd.argoproj.io/sync-options': 'Prune=false' }),
    );
    repository.commit('three');
    await deliver();
    await argo.application('shop').untilSyncedAndHealthy();

    repository.remove('shop/goes.yaml');
    repository.remove('shop/kept.yaml');
    const commit = repository.commit('one');
    await argo.application('shop').refresh();
    await api.waitForGone(inNamespace('ConfigMap', 'goes'));
    // it stays OutOfSync for ever: what is kept is no longer what git says
    const application = await argo
      .application('shop')
      .until(
        'has finished its sync',
        ({ status }) =>
          status?.operationState?.phase === 'Succeeded' &&
          status.operationState.syncResult?.revision === commit,
      );
    expect(application.status?.resources?.find(({ name }) => name === 'kept')).toMatchObject({
      status: 'OutOfSync',
      requiresPruning: true,
    });
    expect((await api.get(inNamespace('ConfigMap', 'kept'))).status).toBe(200);
  });

  it('takes what it deployed with it when its deletion cascades, and leaves it otherwise', async () => {
    repository.write('shop/settings.yaml', configMap('settings', ''));
    repository.commit('settings');
    await deliver();
    await argo.application('shop').untilSyncedAndHealthy();
    await argo.application('shop').delete({ cascade: false });
    expect((await api.get(inNamespace('ConfigMap', 'settings'))).status).toBe(200);

    await deliver();
    await argo.application('shop').untilSyncedAndHealthy();
    await argo.application('shop').delete();
    expect((await api.get(inNamespace('ConfigMap', 'settings'))).status).toBe(404);
  });

  it('says in the message of a vain wait why it is not well', async () => {
    repository.write('shop/broken.yaml', { ...configMap('broken', ''), data: { value: { not: 'a text' } } });
    repository.commit('broken');
    await deliver();
    await argo
      .application('shop')
      .until(
        'has failed',
        ({ status }) => status?.operationState?.message?.includes('failed to apply') ?? false,
      );
    const waiting = argo.application('shop').untilSyncedAndHealthy({ deadline: 0 });
    await expect(waiting).rejects.toThrow(
      /Application shop is Synced and Healthy.*OutOfSync.*ConfigMap broken/s,
    );
  });
});

describe('a sync by hand', () => {
  it('ends with the state of the operation', async () => {
    repository.write('shop/settings.yaml', configMap('settings', ''));
    const commit = repository.commit('settings');
    await argo.apply(
      applicationManifest({
        name: 'shop',
        repository,
        path: 'shop',
        namespace: namespace.name,
        automated: null,
      }),
    );
    await argo
      .application('shop')
      .until('was compared', ({ status }) => status?.sync?.status === 'OutOfSync');
    const { phase, syncResult } = await argo.application('shop').sync();
    expect(phase).toBe('Succeeded');
    expect(syncResult?.revision).toBe(commit);
    expect((await api.get(inNamespace('ConfigMap', 'settings'))).status).toBe(200);
  });
});

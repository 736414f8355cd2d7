import { join } from 'node:path';
import { type ApiObject, accepted } from '../cluster/harness/api-object';
import { cluster } from '../cluster/harness/cluster';
import { repositoryRoot } from '../cluster/harness/folders';
import { distObjects } from '../dist-objects';
import { argoCd } from './harness/argo-cd';
import { applicationManifest } from './manifests';

const { api } = cluster();
const argo = argoCd();

const objects = distObjects();
const folders = [...new Set(objects.map(({ environment, app }) => `${environment}/${app}`))];
const environments = [...new Set(objects.map(({ environment }) => environment))];
const nameOf = (folder: string) => folder.replace('/', '-');

/** The committed fleet, each folder by an Application of its own. */
describe('the sample fleet', () => {
  let revision: string;

  beforeAll(async () => {
    const repository = argo.repository('fleet');
    repository.copy(join(repositoryRoot, 'dist'), 'dist');
    revision = repository.commit('the fleet');
    for (const object of [businessPriority, sandbox]) accepted(await api.apply(object));
    for (const environment of environments) await prepare(`chatgpt-${environment}`);
    for (const folder of folders) {
      const namespace = `chatgpt-${folder.split('/')[0]}`;
      await argo.apply(
        applicationManifest({ name: nameOf(folder), repository, path: `dist/${folder}`, namespace }),
      );
    }
  });
  afterAll(async () => {
    await argo.clear();
    for (const environment of environments) await api.delete(namespaceObject(`chatgpt-${environment}`));
  });

  it.each(folders)('%s becomes Synced and Healthy', async (folder) => {
    const application = await argo
      .application(nameOf(folder))
      .untilSyncedAndHealthy({ revision, deadline: 60 });
    expect(application.status?.conditions ?? []).toEqual([]);
  });

  it('has no object that Argo CD would change once more', async () => {
    for (const folder of folders) {
      const application = argo.application(nameOf(folder));
      const since = (await application.get()).status?.operationState?.finishedAt;
      await application.refresh();
      const after = await application.until(
        'was compared again',
        ({ metadata }) => metadata.annotations?.['argocd.argoproj.io/refresh'] === undefined,
      );
      expect(after.status?.sync?.status).toBe('Synced');
      expect(after.status?.operationState?.finishedAt).toBe(since);
    }
  });
});

// what the fleet refers to and does not bring itself: a priority, a runtime, in each namespace an account

const businessPriority = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'business' },
  value: 1000,
};

const sandbox = {
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  metadata: { name: 'gvisor' },
  handler: 'runsc',
};

async function prepare(namespace: string): Promise<void> {
  accepted(await api.apply(namespaceObject(namespace)));
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'kitchen', namespace } };
  accepted(await api.apply(account));
}

function namespaceObject(name: string): ApiObject {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

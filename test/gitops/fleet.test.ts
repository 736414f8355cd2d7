import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type ApiObject, accepted } from '../cluster/harness/api-object';
import { cluster } from '../cluster/harness/cluster';
import { findCrdFile } from '../cluster/harness/crd-files';
import { repositoryRoot } from '../cluster/harness/folders';
import { waitFor } from '../cluster/harness/wait-for';
import { monitoringCrds } from '../cluster/monitoring-crds';
import { distObjects, platformObjects } from '../dist-objects';
import { argoCd } from './harness/argo-cd';

const { api } = cluster();
const argo = argoCd();

const ROOT = 'chatgpt-apps';
const environments = [...new Set(distObjects().map(({ environment }) => environment))];
const applications = platformObjects()
  .filter(({ kind }) => kind === 'Application')
  .map(({ metadata }) => metadata.name)
  .filter((name) => name !== ROOT);

/** What the monitoring needs beside the kinds that every test has. */
const routes = monitoringCrds.filter(({ path }) => path.includes('alertmanagerconfigs'));

/** From one `kubectl apply -f dist/argocd/root/`, as the guide says, to everything that runs. */
describe('the sample fleet, from its root application alone', () => {
  let revision: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fleet-'));
    const repository = argo.repository('fleet');
    cpSync(join(repositoryRoot, 'fleet'), join(folder, 'fleet'), { recursive: true });
    const app = join(repositoryRoot, 'apps/fleet.js');
    const { status, stderr } = spawnSync(process.execPath, [app, '--repo-url', repository.url], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    repository.copy(join(folder, 'dist'), 'dist');
    revision = repository.commit('the fleet');
    await cluster().installCrds(await Promise.all(routes.map((crd) => findCrdFile(crd))), {
      keepExisting: true,
    });
    for (const object of [businessPriority, sandbox, namespace('monitoring')])
      accepted(await api.apply(object));
    for (const object of rootObjects(join(folder, 'dist/argocd/root'))) await argo.apply(object);
    await argo
      .application(ROOT)
      .until('has brought the applications', ({ status }) => status?.sync?.status === 'Synced', {
        deadline: 120,
      });
    for (const environment of environments) await addAccount(`chatgpt-${environment}`);
  }, 200_000);
  afterAll(async () => {
    // first the one that would bring the others back
    await argo.application(ROOT).delete();
    await argo.clear();
    for (const object of platformObjects()) if (object.kind === 'AppProject') await api.delete(object);
    await takeBackSettings();
    for (const name of [...environments.map((each) => `chatgpt-${each}`), 'monitoring'])
      await api.delete(namespace(name));
    rmSync(folder, { recursive: true });
  });

  it.each([...applications, ROOT])('%s becomes Synced and Healthy', async (name) => {
    const application = await argo.application(name).untilSyncedAndHealthy({ revision, deadline: 90 });
    expect(application.status?.conditions ?? []).toEqual([]);
  });

  it.each(environments)('the namespace of %s admits restricted pods only', async (environment) => {
    const { metadata } = accepted(await api.get(namespace(`chatgpt-${environment}`)));
    expect(metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  });

  it('has no object that Argo CD would change once more', async () => {
    for (const name of [...applications, ROOT]) {
      const application = argo.application(name);
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

function rootObjects(folder: string): ApiObject[] {
  return readdirSync(folder).map((file) => parse(readFileSync(join(folder, file), 'utf8')));
}

/** Argo CD never deletes its own settings, and the other tests have theirs. */
async function takeBackSettings(): Promise<void> {
  for (const object of platformObjects()) {
    if (object.kind !== 'ConfigMap') continue;
    const nothing = Object.fromEntries(Object.keys(object.data as object).map((key) => [key, null]));
    accepted(await api.patch(object, { data: nothing, metadata: { annotations: null } }));
  }
  const undo = await argo.configure();
  await undo();
}

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

/** In a namespace that Argo CD makes. */
async function addAccount(name: string): Promise<void> {
  await waitFor(
    `namespace ${name} is there`,
    async () => ((await api.get(namespace(name))).refusal ? undefined : true),
    { deadline: 90 },
  );
  const metadata = { name: 'kitchen', namespace: name };
  accepted(await api.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata }));
}

function namespace(name: string) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

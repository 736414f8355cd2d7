import { App, Chart, Testing } from 'cdk8s';
import { ArgoConfig } from '../../lib';
import type { ApiObject } from '../cluster/harness/api-object';
import { cluster } from '../cluster/harness/cluster';
import { held, releaseHeldPods } from '../cluster/harness/held-pods';
import type { RestrictedNamespace } from '../cluster/harness/restricted-namespace';
import { waitFor } from '../cluster/harness/wait-for';
import { argoCd } from './harness/argo-cd';
import type { GitRepository } from './harness/git-repository';
import { applicationManifest, configMap, deployment } from './manifests';

const { api } = cluster();
const argo = argoCd();
let restore: () => Promise<void>;
let namespace: RestrictedNamespace;
beforeAll(async () => {
  const chart = new Chart(new App(), 'platform', { namespace: 'argocd' });
  new ArgoConfig(chart, 'config');
  restore = await argo.configure(...(Testing.synth(chart) as ApiObject[]));
  namespace = await cluster().namespace('waiting');
});
afterAll(async () => {
  await argo.clear();
  await namespace.delete();
  await restore();
});

const DIRECTORY = { recurse: false };

/** An Application of several sources, of which one tells what Argo CD leaves out of a status. */
function firstChild(repository: GitRepository, path: string): ApiObject {
  const child = applicationManifest({
    name: 'first',
    repository,
    path,
    namespace: namespace.name,
    annotations: { 'argocd.argoproj.io/sync-wave': '0' },
  });
  const { source, ...spec } = child.spec as { readonly source: object };
  const sources = [
    { ...source, directory: DIRECTORY },
    { ...source, path: 'shared' },
  ];
  return { ...child, spec: { ...spec, sources } };
}

function secondChild(repository: GitRepository, edition: string): ApiObject {
  const child = applicationManifest({
    name: 'second',
    repository,
    path: 'second',
    namespace: namespace.name,
    annotations: { 'argocd.argoproj.io/sync-wave': '1' },
  });
  return { ...child, spec: { ...(child.spec as object), info: [{ name: 'edition', value: edition }] } };
}

async function editionOfSecond(): Promise<unknown> {
  const { status, body } = await api.get({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'second', namespace: 'argocd' },
  });
  const { info } = (body.spec ?? {}) as { readonly info?: readonly { readonly value: string }[] };
  return status === 404 ? undefined : info?.[0]?.value;
}

/** The root is told to look, and waits for the first child. */
async function untilRootWaits(revision: string): Promise<void> {
  await argo.application('root').until('waits for the first child', ({ status }) => {
    const { phase, message = '', syncResult } = status?.operationState ?? {};
    const isWaiting = message.includes('waiting for healthy state of argoproj.io/Application/first');
    return phase === 'Running' && isWaiting && syncResult?.revision === revision;
  });
}

/** Lets the pod of a Deployment start, when there is one. */
async function release(app: string): Promise<void> {
  const pods = { apiVersion: 'v1', kind: 'Pod', namespace: namespace.name, labelSelector: `app=${app}` };
  await waitFor(`there is a pod of ${app}`, async () => (await api.list(pods))[0]);
  await releaseHeldPods(api, namespace.name);
}

it('a wave of an app of apps waits for the Applications of the one before', async () => {
  const repository = argo.repository();
  repository.write('shared/settings.yaml', configMap('shared', 'a'));
  repository.write('second/settings.yaml', configMap('second', 'a'));
  repository.write('one/app.yaml', deployment('one', { podLabels: held }));
  repository.write('two/app.yaml', deployment('two', { podLabels: held }));
  repository.write('apps/first.yaml', firstChild(repository, 'one'));
  repository.write('apps/second.yaml', secondChild(repository, 'old'));
  const old = repository.commit('two children');
  await argo.apply(applicationManifest({ name: 'root', repository, path: 'apps', namespace: 'argocd' }));
  await untilRootWaits(old);
  expect(await argo.applicationNames()).toEqual(['first', 'root']);

  await release('one');
  await argo.application('root').untilSyncedAndHealthy({ revision: old });
  expect(await editionOfSecond()).toBe('old');

  // the first child is healthy, but what makes it so is its old source
  repository.write('apps/first.yaml', firstChild(repository, 'two'));
  repository.write('apps/second.yaml', secondChild(repository, 'new'));
  const next = repository.commit('both change');
  await argo.application('root').refresh();
  await untilRootWaits(next);
  expect(await editionOfSecond()).toBe('old');

  await release('two');
  await argo.application('root').untilSyncedAndHealthy({ revision: next });
  expect(await editionOfSecond()).toBe('new');
});

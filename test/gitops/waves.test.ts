import { type ApiObject, accepted } from '../cluster/harness/api-object';
import { cluster } from '../cluster/harness/cluster';
import { held, releaseHeldPods } from '../cluster/harness/held-pods';
import { waitFor } from '../cluster/harness/wait-for';
import { argoCd } from './harness/argo-cd';
import { applicationManifest, deployment } from './manifests';

const { api } = cluster();
const argo = argoCd();
afterAll(() => argo.clear());

describe('a sync wave', () => {
  it('waits while an earlier one is not healthy, and goes on when it is', async () => {
    const namespace = await cluster().namespace('waves');
    const repository = argo.repository();
    const wave = (number: number) => ({ 'argocd.argoproj.io/sync-wave': `${number}` });
    repository.write('app/first.yaml', deployment('first', { annotations: wave(0), podLabels: held }));
    repository.write('app/second.yaml', deployment('second', { annotations: wave(1) }));
    repository.commit('two waves');
    await argo.apply(
      applicationManifest({ name: 'waves', repository, path: 'app', namespace: namespace.name }),
    );

    const application = argo.application('waves');
    const waiting = await application.until(
      'waits for the first wave',
      ({ status }) => status?.operationState?.message?.includes('waiting for healthy state') ?? false,
    );
    expect(waiting.status?.operationState).toMatchObject({
      phase: 'Running',
      message: expect.stringContaining('apps/Deployment/first'),
    });
    await podOn('first', namespace.name);
    await application.refresh(); // Argo CD looks once more, and still waits
    await application.until(
      'was compared',
      ({ metadata }) => metadata.annotations?.['argocd.argoproj.io/refresh'] === undefined,
    );
    expect((await podOn('first', namespace.name)).status).toMatchObject({ phase: 'Pending' });
    const second = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'second', namespace: namespace.name },
    };
    expect((await api.get(second)).status).toBe(404);

    await releaseHeldPods(api, namespace.name);
    await application.untilSyncedAndHealthy();
    const [created, available] = [
      accepted(await api.get(second)),
      await availableSince('first', namespace.name),
    ];
    expect(Date.parse(`${created.metadata.creationTimestamp}`)).toBeGreaterThanOrEqual(available);
    await namespace.delete();
  });
});

/** The pod of a Deployment, once it has a node. */
function podOn(app: string, namespace: string): Promise<ApiObject> {
  return waitFor(`a pod of ${app} is scheduled`, async () => {
    const pods = await api.list({ apiVersion: 'v1', kind: 'Pod', namespace, labelSelector: `app=${app}` });
    return pods.find(({ spec }) => (spec as { readonly nodeName?: string }).nodeName);
  });
}

async function availableSince(name: string, namespace: string): Promise<number> {
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace } };
  const { conditions } = accepted(await api.get(ref)).status as {
    readonly conditions: readonly { readonly type: string; readonly lastTransitionTime: string }[];
  };
  return Date.parse(conditions.find(({ type }) => type === 'Available')?.lastTransitionTime ?? '');
}

import { type ApiObject, accepted } from '../../harness/api-object';
import { cluster } from '../../harness/cluster';
import { held } from '../../harness/held-pods';
import type { RestrictedNamespace } from '../../harness/restricted-namespace';
import { adminKubeconfig } from '../harness/admin-kubeconfig';
import { AppFleet } from '../harness/app-fleet';
import { conditionOf } from '../harness/condition-of';
import { OperatorProcess } from '../harness/operator-process';
import { RecoveryTimes } from '../harness/recovery-times';

describe('an operator whose objects are touched by others', () => {
  const { api, kubectl } = cluster();
  const times = new RecoveryTimes();
  let namespace: RestrictedNamespace;
  let operator: OperatorProcess;
  let fleet: AppFleet;

  beforeAll(async () => {
    namespace = await cluster().namespace('children');
    fleet = new AppFleet(cluster(), namespace.name);
    operator = await OperatorProcess.start({
      kubeconfig: await adminKubeconfig(),
      flags: [`--watch-namespaces=${namespace.name}`],
    });
    await fleet.apply('shop');
    await fleet.untilConverged();
  });
  afterAll(async () => {
    times.print();
    await operator?.stop();
    await namespace?.delete();
  });

  it('removes what an app has that goes while it is waited for', async () => {
    await fleet.apply('waiting', { host: 'waiting.example.com', pod: { labels: held } });
    await api.waitFor(deployment('waiting'), 'exists', () => true);
    await api.waitFor(
      fleet.manifest('waiting'),
      'waits',
      (app) => conditionOf(app, 'Applied')?.reason === 'Waiting',
    );
    const errors = await errorsOf(operator);
    await fleet.delete('waiting');
    await times.measure('an app deleted in the middle of a wave', () => fleet.untilConverged());
    expect(await errorsOf(operator)).toBe(errors);
  });

  it('makes new objects for an app that is deleted and made again at once', async () => {
    await fleet.apply('phoenix');
    await fleet.untilConverged();
    await fleet.delete('phoenix');
    await fleet.apply('phoenix');
    await times.measure('an app deleted and made again', () => fleet.untilConverged());
  });

  it('makes a deleted object again', async () => {
    accepted(await api.delete(service('shop')));
    await times.measure('an object deleted', () => fleet.untilConverged());
  });

  it('undoes an edit', async () => {
    const [container] = containersOf(accepted(await api.get(deployment('shop'))));
    accepted(
      await api.patch(deployment('shop'), {
        metadata: { labels: { 'apps.makeaihq.com/app': 'other' } },
        spec: { template: { spec: { containers: [{ ...container, image: 'evil.example.com/other:1' }] } } },
      }),
    );
    await times.measure('an object edited', () => fleet.untilConverged());
  });

  it('tells who took an object over, and takes it back when it is released', async () => {
    const other = accepted(await api.create(configMap('other-owner')));
    const { apiVersion, kind, metadata } = other;
    const owner = { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true };
    accepted(await api.patch(service('shop'), { metadata: { ownerReferences: [owner] } }));
    const { message } = await untilConflict('shop');
    expect(message).toContain('Service shop-mcp exists and is not ours: ConfigMap other-owner owns it');
    accepted(await api.patch(service('shop'), { metadata: { ownerReferences: null } }));
    await times.measure('an object taken over and released', () => fleet.untilConverged());
  });

  it('leaves an object alone that was there before, and takes its place when it is gone', async () => {
    accepted(
      await api.create({ ...service('late'), spec: { ports: [{ port: 80 }] } }, { fieldManager: 'somebody' }),
    );
    await fleet.apply('late');
    const { message } = await untilConflict('late');
    expect(message).toContain('Service late-mcp exists and is not ours: somebody made it');
    expect(accepted(await api.get(service('late'))).spec).toMatchObject({ ports: [{ port: 80 }] });
    accepted(await api.delete(service('late')));
    await times.measure('a foreign object in the way', () => fleet.untilConverged());
  });

  it('adopts what an app left behind on purpose', async () => {
    const before = await uidsOf('shop');
    expect(before.length).toBeGreaterThanOrEqual(5);
    await kubectl.output('delete', 'cga', 'shop', '-n', namespace.name, '--cascade=orphan');
    expect(await uidsOf('shop')).toEqual(before);
    await fleet.apply('shop');
    await times.measure('an app made again over orphans', () => fleet.untilConverged());
    expect(await uidsOf('shop')).toEqual(before);
  });

  async function untilConflict(name: string) {
    const app = await api.waitFor(
      fleet.manifest(name),
      'has a conflict',
      (live) => conditionOf(live, 'Conflict')?.status === 'True',
    );
    const conflict = conditionOf(app, 'Conflict');
    return { reason: conflict?.reason, message: conflict?.message };
  }

  async function uidsOf(app: string): Promise<unknown[]> {
    const own = [...(await fleet.children()).values()].filter(
      ({ metadata }) => metadata.labels?.['apps.makeaihq.com/app'] === app,
    );
    return own.map(({ metadata }) => metadata.uid).sort();
  }

  function service(app: string): ApiObject {
    return { apiVersion: 'v1', kind: 'Service', metadata: { name: `${app}-mcp`, namespace: namespace.name } };
  }

  function deployment(app: string): ApiObject {
    return { ...service(app), apiVersion: 'apps/v1', kind: 'Deployment' };
  }

  function configMap(name: string): ApiObject {
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: namespace.name } };
  }
});

function containersOf({ spec }: ApiObject): readonly object[] {
  return (spec as { readonly template: { readonly spec: { readonly containers: readonly object[] } } })
    .template.spec.containers;
}

/** How many looks failed. */
async function errorsOf(operator: OperatorProcess): Promise<number> {
  const errors = await operator.metric('controller_runtime_reconcile_errors_total');
  return [...errors.values()].reduce((sum, count) => sum + count, 0);
}

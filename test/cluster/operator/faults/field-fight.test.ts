import type { ApiObject } from '../../harness/api-object';
import { cluster } from '../../harness/cluster';
import type { RestrictedNamespace } from '../../harness/restricted-namespace';
import { waitFor } from '../../harness/wait-for';
import { adminKubeconfig } from '../harness/admin-kubeconfig';
import { AppFleet, isReady } from '../harness/app-fleet';
import { conditionOf } from '../harness/condition-of';
import { OperatorProcess } from '../harness/operator-process';
import { Opponent } from '../harness/opponent';
import { RecoveryTimes } from '../harness/recovery-times';

const EVENT = { apiVersion: 'events.k8s.io/v1', kind: 'Event' };

describe('an operator whose work another undoes five times a second', () => {
  const { api } = cluster();
  const times = new RecoveryTimes();
  let namespace: RestrictedNamespace;
  let operator: OperatorProcess;
  let fleet: AppFleet;
  let opponent: Opponent;

  beforeAll(async () => {
    namespace = await cluster().namespace('fight');
    fleet = new AppFleet(cluster(), namespace.name);
    operator = await OperatorProcess.start({
      kubeconfig: await adminKubeconfig(),
      flags: [`--watch-namespaces=${namespace.name}`, '--field-fight-truce=20s'],
    });
    await fleet.apply('shop');
    await fleet.untilConverged();
    opponent = new Opponent(api, 'rival-controller', [
      child('v1', 'Service', { labels: { 'app.kubernetes.io/name': 'rival' } }),
      { ...child('apps/v1', 'Deployment'), spec: { replicas: 2 } },
    ]);
  });
  afterAll(async () => {
    times.print();
    await opponent?.stop();
    await operator?.stop();
    await namespace?.delete();
  });

  it('gives in after some rounds, and writes no more', async () => {
    const before = await operator.writes();
    opponent.start();
    const app = await api.waitFor(fleet.manifest('shop'), 'tells of both fights', (live) =>
      /replicas.*\n.*labels|labels.*\n.*replicas/.test(conditionOf(live, 'Conflict')?.message ?? ''),
    );
    const conflict = conditionOf(app, 'Conflict');
    expect(conflict).toMatchObject({ status: 'True', reason: 'FieldFight' });
    expect(conflict?.message).toContain('spec.replicas (set by rival-controller)');
    expect(conflict?.message).toContain('(set by rival-controller)');
    expect(isReady(app)).toBe(true);
    // four rounds for each of two objects, some changes of the status, the event
    const writes = await operator.writes();
    expect(writes - before).toBeLessThan(30);
    await opponent.rounds(15);
    // the status may tell once more how many pods there are
    expect((await operator.writes()) - writes).toBeLessThanOrEqual(2);
    expect(isReady(await fleet.app('shop'))).toBe(true);
  });

  it('tells it once, by an event that names the field and the other', async () => {
    const events = await waitFor('there is an event', async () => {
      const all = await api.list({ ...EVENT, namespace: namespace.name });
      const found = all.filter(({ reason }) => reason === 'FieldFight');
      return found.length > 0 ? found : undefined;
    });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      type: 'Warning',
      note: expect.stringContaining('(set by rival-controller)'),
      regarding: { kind: 'ChatGPTApp', name: 'shop' },
    });
  });

  it('mends all when the other is gone', async () => {
    await opponent.stop();
    await times.measure('a field fight that ends (truce of 20 s)', () =>
      waitFor('the conflict is over', async () => {
        const app = await fleet.app('shop');
        return conditionOf(app, 'Conflict') === undefined ? true : undefined;
      }),
    );
    await fleet.untilConverged();
  });

  function child(apiVersion: string, kind: string, metadata: object = {}): ApiObject {
    return { apiVersion, kind, metadata: { name: 'shop-mcp', namespace: namespace.name, ...metadata } };
  }
});

import fc from 'fast-check';
import { PlayedCluster } from './played-cluster';
import { type ToyPart, toy, toys } from './toy-kind';

const PARTS: readonly ToyPart[] = [
  { name: 'account' },
  { name: 'server', kind: 'Deployment', waitsFor: [0] },
  { name: 'route', kind: 'HTTPRoute', waitsFor: [1] },
];

function play(parts: readonly ToyPart[] = PARTS): PlayedCluster {
  return new PlayedCluster(toys, toy({ parts }));
}

/** A toy that is there and ready. */
function ready(parts: readonly ToyPart[] = PARTS): PlayedCluster {
  const cluster = play(parts);
  cluster.act();
  cluster.finishRollout('server');
  cluster.act();
  cluster.applied.length = 0;
  return cluster;
}

const changed = (name: string) =>
  PARTS.map((part) => (part.name === name ? { ...part, content: 'new' } : part));
const without = (name: string) => PARTS.filter((part) => part.name !== name);

describe('a new parent', () => {
  it('becomes its objects wave by wave, and is Ready after the last', () => {
    const cluster = play();
    cluster.settle();
    expect(cluster.applied).toEqual(['account', 'server']);
    expect(cluster.phase).toBe('Progressing');
    expect(cluster.condition('Applied')).toMatchObject({
      status: 'False',
      reason: 'Waiting',
      message: 'HTTPRoute route waits for Deployment server',
    });
    cluster.finishRollout('server');
    cluster.act();
    expect(cluster.applied).toEqual(['account', 'server', 'route']);
    expect(cluster.condition('Applied')?.status).toBe('True');
    expect(cluster.phase).toBe('Ready');
  });

  it('is settled then: another look writes nothing', () => {
    const cluster = ready();
    const outcome = cluster.act();
    expect(outcome).toMatchObject({ due: [], prune: [], isChanged: false });
    expect(outcome.requeueAfter).toBeUndefined();
  });

  it('lists what it became in its status, with the waves', () => {
    const { inventory } = ready().parent.status as { inventory: unknown };
    expect(inventory).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'account', wave: 0 },
      { apiVersion: 'apps/v1', kind: 'Deployment', name: 'server', wave: 1 },
      { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', name: 'route', wave: 2 },
    ]);
  });
});

describe('a change', () => {
  it('goes wave by wave, too', () => {
    const cluster = ready();
    cluster.edit({ parts: PARTS.map((part) => ({ ...part, content: 'new' })) });
    cluster.settle();
    expect(cluster.applied).toEqual(['account', 'server']);
    expect(cluster.phase).toBe('Progressing');
    cluster.finishRollout('server');
    cluster.act();
    expect(cluster.applied).toEqual(['account', 'server', 'route']);
    expect(cluster.phase).toBe('Ready');
  });

  it('applies nothing but what changed', () => {
    const cluster = ready();
    cluster.edit({ parts: changed('account') });
    cluster.act();
    expect(cluster.applied).toEqual(['account']);
  });

  it.each([4095, 4096])('is told why in as many whole characters as there is room for (%i)', (length) => {
    const cluster = ready();
    cluster.edit({ parts: [], refused: `${'x'.repeat(length)}🧸 and more` });
    cluster.act();
    expect(cluster.condition('Accepted')?.message).toBe('x'.repeat(length));
  });

  it('that breaks a rule changes no object, and says so', () => {
    const cluster = ready();
    cluster.edit({ parts: [], refused: 'spec.parts: is empty' });
    const outcome = cluster.act();
    expect(outcome).toMatchObject({ due: [], prune: [] });
    expect(cluster.names).toEqual(['account', 'route', 'server']);
    expect(cluster.condition('Accepted')).toMatchObject({ status: 'False', message: 'spec.parts: is empty' });
    expect(cluster.condition('Applied')?.status).toBe('True');
    expect(cluster.phase).toBe('Degraded');
  });
});

describe('what is no longer wanted', () => {
  it('goes at once where nothing of a later wave is unsettled', () => {
    const cluster = ready();
    cluster.edit({ parts: without('route') });
    cluster.act();
    expect(cluster.names).toEqual(['account', 'server']);
  });

  it('stays as long as pods of the old version may use it', () => {
    const cluster = ready();
    cluster.edit({ parts: [{ name: 'other-account' }, ...changed('server').slice(1, 2)] });
    cluster.act();
    expect(cluster.names).toEqual(['account', 'other-account', 'server']);
    cluster.finishRollout('server');
    cluster.act();
    expect(cluster.names).toEqual(['other-account', 'server']);
  });

  it('is in the inventory until it is gone', () => {
    const cluster = ready();
    cluster.edit({ parts: [{ name: 'other-account' }, ...changed('server').slice(1, 2)] });
    cluster.act();
    expect(JSON.stringify(cluster.parent.status)).toContain('"name":"account"');
    cluster.finishRollout('server');
    cluster.act();
    cluster.act();
    expect(JSON.stringify(cluster.parent.status)).not.toContain('"name":"account"');
  });

  it('is removed only where this very parent owns it', () => {
    const cluster = ready();
    const [id, account] = [...cluster.objects][0] ?? ['', undefined];
    const owner = { apiVersion: 'v1', kind: 'Toy', name: 'bear', uid: 'another', controller: true };
    if (account)
      cluster.objects.set(id, { ...account, metadata: { ...account.metadata, ownerReferences: [owner] } });
    cluster.edit({ parts: without('account').map((part) => ({ ...part, waitsFor: [] })) });
    expect(cluster.look().prune).toEqual([]);
  });
});

describe('what another changed', () => {
  it('is mended at once, though what it waits for is not ready', () => {
    const cluster = ready();
    cluster.finishRollout('server', 0);
    cluster.objects.delete('gateway.networking.k8s.io/HTTPRoute/nursery/route');
    cluster.act();
    expect(cluster.applied).toEqual(['route']);
  });

  it('is told as Conflict where it was not ours, and keeps nothing else waiting', () => {
    const cluster = play([{ name: 'a' }, { name: 'b' }]);
    cluster.troubles.set('a', {
      reason: 'Foreign',
      message: 'ConfigMap a exists and is not ours: helm made it',
    });
    cluster.act();
    expect(cluster.applied).toEqual(['b']);
    expect(cluster.condition('Conflict')).toMatchObject({ status: 'True', reason: 'Foreign' });
    expect(cluster.condition('Ready')).toMatchObject({ status: 'False', reason: 'Foreign' });
    expect(cluster.phase).toBe('Degraded');
    cluster.troubles.clear();
    cluster.act();
    expect(cluster.condition('Conflict')).toBeUndefined();
    expect(cluster.phase).toBe('Ready');
  });

  it('and goes on changing is a Conflict, but the parent stays Ready while it works', () => {
    const cluster = ready();
    const id = 'apps/Deployment/nursery/server';
    const server = cluster.objects.get(id);
    if (server) cluster.objects.set(id, { ...server, data: { content: 'theirs' } });
    cluster.troubles.set('server', { reason: 'FieldFight', message: 'data.content (set by kubectl)' });
    cluster.act();
    expect(cluster.applied).toEqual([]);
    expect(cluster.condition('Conflict')).toMatchObject({
      reason: 'FieldFight',
      message: 'data.content (set by kubectl)',
    });
    expect(cluster.condition('Ready')?.status).toBe('True');
    expect(cluster.phase).toBe('Degraded');
  });
});

describe('a kind that the cluster does not have', () => {
  it('is left out where it is optional', () => {
    const cluster = play([{ name: 'a' }, { name: 'm', kind: 'ServiceMonitor' }]);
    cluster.unserved.add('ServiceMonitor');
    cluster.act();
    expect(cluster.applied).toEqual(['a']);
    expect(cluster.condition('Applied')).toMatchObject({
      status: 'True',
      message: 'the cluster has no ServiceMonitor (monitoring.coreos.com/v1)',
    });
    expect(cluster.phase).toBe('Ready');
    cluster.unserved.clear();
    cluster.act();
    expect(cluster.applied).toEqual(['a', 'm']);
  });

  it('is a fault where it is not', () => {
    const cluster = play([{ name: 'r', kind: 'HTTPRoute' }]);
    cluster.unserved.add('HTTPRoute');
    cluster.act();
    expect(cluster.condition('Ready')).toMatchObject({ status: 'False', reason: 'KindNotServed' });
    expect(cluster.phase).toBe('Degraded');
  });
});

describe('the status', () => {
  it('keeps the time of a condition as long as its status stays', () => {
    const cluster = ready();
    const before = cluster.condition('Accepted');
    cluster.now += 3_600_000;
    cluster.edit({ parts: changed('server') });
    cluster.settle();
    expect(cluster.condition('Accepted')).toEqual({ ...before, observedGeneration: 2 });
  });

  it('waits some seconds with numbers that may be over soon', () => {
    const cluster = ready();
    cluster.edit({ parts: PARTS });
    cluster.act();
    const { lastUpdated } = cluster.parent.status as { lastUpdated: string };
    cluster.objects.set('/ConfigMap/nursery/extra', {
      ...{ apiVersion: 'v1', kind: 'ConfigMap' },
      metadata: { name: 'extra', namespace: 'nursery' },
    });
    expect(cluster.act()).toMatchObject({ isChanged: false, requeueAfter: 5 });
    cluster.now += 3_000;
    expect(cluster.act()).toMatchObject({ isChanged: false, requeueAfter: 2 });
    cluster.now += 2_000;
    expect(cluster.act().isChanged).toBe(true);
    expect(cluster.parent.status).toMatchObject({ parts: 4 });
    expect((cluster.parent.status as { lastUpdated: string }).lastUpdated).not.toBe(lastUpdated);
  });

  it('tells a roll-out after a second, and not at all where it is done by then', () => {
    const slow = play();
    expect(slow.act()).toMatchObject({ isChanged: false, requeueAfter: 1 });
    slow.now += 1_000;
    expect(slow.act().isChanged).toBe(true);
    expect(slow.phase).toBe('Progressing');
    const quick = play();
    quick.act();
    quick.finishRollout('server');
    expect(quick.act().isChanged).toBe(true);
    expect(quick.phase).toBe('Ready');
  });

  it('waits with nothing where nobody counts the time, as behind a hook', () => {
    const cluster = play();
    cluster.waits = false;
    expect(cluster.act().isChanged).toBe(true);
    expect(cluster.phase).toBe('Progressing');
  });

  it('leaves alone the conditions of others', () => {
    const cluster = ready();
    const status = cluster.parent.status as { conditions: readonly object[] };
    const foreign = {
      type: 'ToolsInSync',
      status: 'False',
      reason: 'Drift',
      message: '',
      lastTransitionTime: '',
    };
    cluster.parent = {
      ...cluster.parent,
      status: { ...status, conditions: [...status.conditions, foreign] },
    };
    const outcome = cluster.look();
    expect(outcome.isChanged).toBe(false);
  });

  it('says Terminating, and nothing is touched, while the parent is being deleted', () => {
    const cluster = ready();
    cluster.parent = {
      ...cluster.parent,
      metadata: { ...cluster.parent.metadata, deletionTimestamp: '2030-01-01T00:00:00Z' },
    };
    cluster.objects.delete('/ConfigMap/nursery/account');
    expect(cluster.act()).toMatchObject({ due: [], prune: [] });
    expect(cluster.phase).toBe('Terminating');
  });

  it('says Failed where a roll-out makes no progress', () => {
    const cluster = play();
    cluster.act();
    const server = cluster.objects.get('apps/Deployment/nursery/server');
    const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }];
    if (server) {
      const status = { observedGeneration: 1, conditions };
      cluster.objects.set('apps/Deployment/nursery/server', { ...server, status });
    }
    cluster.act();
    expect(cluster.condition('Ready')).toMatchObject({ status: 'False', reason: 'Failed' });
    expect(cluster.phase).toBe('Degraded');
  });
});

describe('for any objects that wait for each other in any way', () => {
  const graphs = fc.integer({ min: 1, max: 8 }).chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, index) =>
        fc.record({
          kind: fc.constantFrom<ToyPart['kind']>('ConfigMap', 'Deployment'),
          waitsFor: fc.uniqueArray(fc.nat({ max: Math.max(0, index - 1) }), { maxLength: index }),
        }),
      ),
    ),
  );
  const partsOf = (graph: readonly { kind: ToyPart['kind']; waitsFor: readonly number[] }[]) =>
    graph.map((part, index): ToyPart => ({ ...part, name: `part-${index}` }));

  it('no object is applied before all that it waits for are ready, and all are in the end', () => {
    fc.assert(
      fc.property(graphs, fc.infiniteStream(fc.boolean()), (graph, finishes) => {
        const parts = partsOf(graph);
        const cluster = play(parts);
        const ready = new Set<string>();
        for (let step = 0; step < 60; step++) {
          const before = new Set(cluster.names);
          cluster.act();
          const added = parts.filter(({ name }) => cluster.names.includes(name) && !before.has(name));
          for (const part of added)
            expect([...ready]).toEqual(expect.arrayContaining(deploymentsBefore(part, parts)));
          for (const name of starting(cluster, parts, ready)) {
            if (step <= 40 && !finishes.next().value) continue;
            cluster.finishRollout(name);
            ready.add(name);
          }
        }
        expect(cluster.names).toEqual(parts.map(({ name }) => name).sort());
        expect(cluster.applied).toHaveLength(parts.length);
        expect(cluster.phase).toBe('Ready');
      }),
    );
  });
});

function deploymentsBefore({ waitsFor = [] }: ToyPart, parts: readonly ToyPart[]): string[] {
  return waitsFor.flatMap((index) => (parts[index]?.kind === 'Deployment' ? [parts[index].name] : []));
}

function starting(cluster: PlayedCluster, parts: readonly ToyPart[], ready: ReadonlySet<string>): string[] {
  return parts
    .filter(({ name, kind }) => kind === 'Deployment' && cluster.names.includes(name) && !ready.has(name))
    .map(({ name }) => name);
}

import { WatchedCluster } from '../../../../operator/src/engine/control/watched-cluster';
import { mappingAt } from '../../../../operator/src/engine/kubernetes/json';
import type { ManagedKind } from '../../../../operator/src/engine/managed-kind';
import { toys } from '../reconcile/toy-kind';
import { FakeApi, widgets } from '../watch/fake-api';
import { FakeTransport } from '../watch/fake-transport';
import { until } from '../watch/until';

/** Widgets of which each wants the place that its spec names. */
const placed: ManagedKind = {
  ...toys,
  resource: widgets,
  children: [],
  claims: (parent) => {
    const { place } = mappingAt(parent, 'spec');
    const isHeld = mappingAt(parent, 'status').place === place;
    return place === undefined
      ? []
      : [{ id: `place/${place}`, title: `place ${place}`, field: 'spec.place', reason: 'Taken', isHeld }];
  },
};

describe('WatchedCluster', () => {
  const api = new FakeApi();
  const changed: string[] = [];
  const cluster = new WatchedCluster({
    transport: new FakeTransport(api),
    kind: placed,
    changed: (key) => changed.push(key),
    appeared: () => undefined,
  });
  const claimants = (place: string) => cluster.claimants(`place/${place}`).map(({ key }) => key);

  /** What is to be looked at because of a change. */
  async function looksAfter(change: () => void, isSeen: () => boolean): Promise<string[]> {
    changed.length = 0;
    change();
    await until('the change is seen', isSeen);
    return [...new Set(changed)].sort();
  }

  beforeAll(async () => {
    api.put('bear', { spec: { place: 'a' } });
    api.put('doll', { spec: { place: 'a' } });
    api.put('robot', { spec: { place: 'b' } });
    cluster.start();
    await until('it is synced', () => cluster.hasSynced);
  });
  afterAll(() => cluster.stop());

  it('knows who claims what', () => {
    expect(claimants('a')).toEqual(['shop/bear', 'shop/doll']);
    expect(claimants('b')).toEqual(['shop/robot']);
    expect(claimants('c')).toEqual([]);
  });

  it('has who claims the same looked at when a claim goes elsewhere', async () => {
    const looks = await looksAfter(
      () => api.put('bear', { spec: { place: 'b' } }),
      () => claimants('b').length === 2,
    );
    expect(looks).toEqual(['shop/bear', 'shop/doll', 'shop/robot']);
  });

  it('has nobody else looked at when something else changes', async () => {
    const looks = await looksAfter(
      () => api.put('bear', { spec: { place: 'b', color: 'red' } }),
      () => changed.length > 0,
    );
    expect(looks).toEqual(['shop/bear']);
  });

  it('has the others looked at when the one that had it is gone', async () => {
    const looks = await looksAfter(
      () => api.remove('bear'),
      () => claimants('b').length === 1,
    );
    expect(looks).toEqual(['shop/bear', 'shop/robot']);
  });

  it('has the others looked at when a write of our own says that one has it', async () => {
    const bear = api.put('bear', { spec: { place: 'b' } });
    await until('it is seen', () => claimants('b').length === 2);
    changed.length = 0;
    const resourceVersion = String(Number(bear.metadata.resourceVersion) + 1);
    const answer = { ...bear, metadata: { ...bear.metadata, resourceVersion }, status: { place: 'b' } };
    await cluster.write(bear, async () => answer);
    expect(changed).toEqual(['shop/robot']);
  });
});

it('has nobody look again because of our own write, though the server tells of it before it answers', async () => {
  const api = new FakeApi();
  const told: string[] = [];
  const cluster = new WatchedCluster({
    transport: new FakeTransport(api),
    kind: { ...placed, children: [{ ...widgets, kind: 'Paw', plural: 'paws' }] },
    changed: (key) => told.push(key),
    appeared: () => undefined,
  });
  const bear = api.put('bear');
  cluster.start();
  try {
    await until('it is synced', () => cluster.hasSynced);
    told.length = 0;
    const answer = await cluster.write(bear, async () => {
      const written = api.put('bear', { status: { phase: 'Ready' } });
      await until('it is told', () => cluster.parent('shop/bear')?.phase === 'Ready');
      return written;
    });
    expect([answer.metadata.resourceVersion, told]).toEqual([cluster.parent('shop/bear')?.version, []]);
  } finally {
    cluster.stop();
  }
});

it('tells at once what happened to a child, then what somebody wants, and last what has been there before', async () => {
  const api = new FakeApi();
  const told: string[] = [];
  const cluster = new WatchedCluster({
    transport: new FakeTransport(api),
    kind: { ...placed, children: [widgets] },
    changed: (key, priority) => told.push(`${priority} ${key}`),
    appeared: () => undefined,
  });
  const labels = { [toys.parentLabel]: 'bear' };
  api.put('old', { metadata: { labels } });
  cluster.start();
  try {
    await until('it is synced', () => cluster.hasSynced);
    expect(told.sort()).toEqual(['low shop/bear', 'low shop/old']);
    told.length = 0;
    api.put('paw', { metadata: { labels } });
    await until('both watches have told', () => told.length === 2);
    expect(told.sort()).toEqual(['high shop/bear', 'normal shop/paw']);
  } finally {
    cluster.stop();
  }
});

import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { type CacheEvent, ObjectCache } from '../../../../operator/src/engine/watch/object-cache';

interface Kept {
  readonly name: string;
  readonly version: string | undefined;
  readonly app: string | undefined;
}

function fixture() {
  const failures: unknown[] = [];
  const cache = new ObjectCache<Kept>({
    accept: ({ metadata }) => ({
      name: metadata.name,
      version: metadata.resourceVersion,
      app: metadata.labels?.app,
    }),
    indexes: { app: ({ app }) => (app === undefined ? [] : [app]), initials: ({ name }) => [...name] },
    failed: (error) => failures.push(error),
  });
  const events: CacheEvent<Kept>[] = [];
  const unsubscribe = cache.subscribe((event) => events.push(event));
  const sink = cache.sink();
  const list = (version: string, ...objects: readonly KubeObject[]) => {
    const replacing = sink.replacing();
    for (const each of objects) replacing.add(each);
    replacing.finish(version);
  };
  const told = () => events.splice(0).map(({ type, key, object }) => `${type} ${key}@${object.version}`);
  return { cache, sink, list, events, told, failures, unsubscribe };
}

function object(
  name: string,
  version: number | string,
  { uid = 'u', app = '', namespace = 'shop' } = {},
): KubeObject {
  const labels = app ? { labels: { app } } : {};
  return {
    apiVersion: 'v1',
    kind: 'Widget',
    metadata: { name, namespace, uid, resourceVersion: String(version), ...labels },
  };
}

describe('what it holds', () => {
  it('is what was accepted, by namespace and name', () => {
    const { cache, list } = fixture();
    list('5', object('a', 1), object('b', 2), object('node', 3, { namespace: '' }));
    expect(cache.get('shop/a')).toEqual({ name: 'a', version: '1', app: undefined });
    expect(cache.list().map(({ name }) => name)).toEqual(['a', 'b', 'node']);
    expect([cache.size, cache.get('node')?.name, cache.get('shop/c')]).toEqual([3, 'node', undefined]);
  });

  it('is found by indexes, which follow each change', () => {
    const { cache, sink, list } = fixture();
    list('5', object('ab', 1, { app: 'x' }), object('bc', 2, { app: 'x' }), object('cd', 3));
    const names = (index: string, value: string) => cache.byIndex(index, value).map(({ name }) => name);
    expect([names('app', 'x'), names('initials', 'b')]).toEqual([
      ['ab', 'bc'],
      ['ab', 'bc'],
    ]);
    sink.upsert(object('ab', 6, { app: 'y' }));
    sink.remove(object('bc', 7, { app: 'x' }));
    expect([names('app', 'x'), names('app', 'y'), names('initials', 'b')]).toEqual([[], ['ab'], ['ab']]);
    list('8');
    expect([names('app', 'y'), names('initials', 'a')]).toEqual([[], []]);
  });

  it('has no index but those that it was made with', () => {
    expect(() => fixture().cache.byIndex('owner', 'x')).toThrow('cache has no index "owner"');
  });
});

describe('what it tells', () => {
  it('has what was there before', () => {
    const { sink, events } = fixture();
    sink.upsert(object('a', 1));
    sink.upsert(object('a', 2));
    sink.remove(object('a', 3));
    expect(events.map(({ type, object: now, previous }) => [type, now.version, previous?.version])).toEqual([
      ['added', '1', undefined],
      ['updated', '2', '1'],
      ['deleted', '3', '2'],
    ]);
  });

  it('comes when all of a list is in place', () => {
    const { cache, list } = fixture();
    list('5', object('a', 1), object('b', 2));
    const sizes: number[] = [];
    cache.subscribe(() => sizes.push(cache.size));
    list('9', object('c', 6), object('d', 7), object('e', 8));
    expect(sizes).toEqual([3, 3, 3, 3, 3]);
  });

  it('is nothing of the same version', () => {
    const { sink, list, told } = fixture();
    list('5', object('a', 1), object('b', 2));
    told();
    list('6', object('a', 1), object('b', 2));
    sink.upsert(object('a', 1));
    expect(told()).toEqual([]);
  });

  it('is a deletion and an addition where the object is another of the same name', () => {
    const { sink, list, told } = fixture();
    list('5', object('a', 1, { uid: 'old' }));
    list('9', object('a', 8, { uid: 'new' }));
    sink.upsert(object('a', 12, { uid: 'newer' }));
    expect(told()).toEqual([
      'added shop/a@1',
      'deleted shop/a@1',
      'added shop/a@8',
      'deleted shop/a@8',
      'added shop/a@12',
    ]);
  });

  it('reaches all handlers, also where one throws, until they unsubscribe', () => {
    const { cache, sink, events, failures, unsubscribe } = fixture();
    const late: string[] = [];
    cache.subscribe(() => {
      throw new Error('handler');
    });
    cache.subscribe(({ key }) => late.push(key));
    sink.upsert(object('a', 1));
    unsubscribe();
    sink.upsert(object('b', 2));
    expect([events.length, late, failures.length]).toEqual([1, ['shop/a', 'shop/b'], 2]);
  });

  it('is nothing of a list that is not finished', () => {
    const { cache, sink, events } = fixture();
    sink.upsert(object('a', 1));
    sink.replacing().add(object('b', 2));
    expect([cache.size, events.length]).toEqual([1, 1]);
  });
});

describe('our own writes', () => {
  it('are there at once, and told of once', () => {
    const { cache, sink, list, events, told } = fixture();
    list('5', object('a', 1));
    cache.remember(object('a', 7));
    expect(events.at(-1)).toMatchObject({ type: 'updated', own: true, initial: false });
    sink.upsert(object('a', 6)); // someone else's, before ours
    sink.upsert(object('a', 7));
    expect(cache.get('shop/a')?.version).toBe('7');
    sink.upsert(object('a', 8));
    expect(told()).toEqual(['added shop/a@1', 'updated shop/a@7', 'updated shop/a@8']);
  });

  it('compare as numbers, however long', () => {
    const { cache, sink } = fixture();
    cache.remember(object('a', '90071992547409931'));
    sink.upsert(object('a', '90071992547409930'));
    sink.upsert(object('a', '9'));
    expect(cache.get('shop/a')?.version).toBe('90071992547409931');
  });

  it('are not undone by a list that is older', () => {
    const { cache, list } = fixture();
    cache.remember(object('new', 7));
    cache.remember(object('a', 8));
    list('6', object('a', 5));
    expect(cache.list().map(({ version }) => version)).toEqual(['7', '8']);
    list('9', object('a', 8));
    expect(cache.list().map(({ version }) => version)).toEqual(['8']);
  });

  it('are known as such where the server tells of them before it answers', async () => {
    const { cache, sink, list, events } = fixture();
    list('5', object('a', 1), object('b', 2));
    events.length = 0;
    const answer = await cache.write('shop/a', async () => {
      sink.upsert(object('a', 6)); // someone else's, before ours
      sink.upsert(object('a', 7));
      sink.upsert(object('b', 8));
      sink.upsert(object('a', 9)); // and one after it
      expect([cache.get('shop/a')?.version, events.map(({ key }) => key)]).toEqual(['9', ['shop/b']]);
      return object('a', 7);
    });
    expect(answer.metadata.resourceVersion).toBe('7');
    expect(cache.get('shop/a')?.version).toBe('9');
    expect(events.map(({ key, version, own }) => [key, version, own])).toEqual([
      ['shop/b', '8', false],
      ['shop/a', '6', false],
      ['shop/a', '7', true],
      ['shop/a', '9', false],
    ]);
    sink.upsert(object('a', 10));
    expect(events.at(-1)).toMatchObject({ version: '10', own: false });
  });

  it('are told of by the answer where it comes first', async () => {
    const { cache, sink, events } = fixture();
    await cache.write('shop/a', async () => object('a', 7));
    sink.upsert(object('a', 7));
    expect(events.map(({ type, version, own }) => [type, version, own])).toEqual([['added', '7', true]]);
  });

  it('hold nothing back when they fail, or write nothing', async () => {
    const { cache, sink, told } = fixture();
    const failed = cache.write('shop/a', async () => {
      sink.upsert(object('a', 6));
      throw new Error('refused');
    });
    await expect(failed).rejects.toThrow('refused');
    await cache.write('shop/a', async () => {
      sink.remove(object('a', 7));
      return undefined;
    });
    expect(told()).toEqual(['added shop/a@6', 'deleted shop/a@7']);
  });

  it('of one object by two at once are both known', async () => {
    const { cache, sink, events } = fixture();
    let answer: (object: KubeObject) => void = () => undefined;
    const slow = cache.write('shop/a', () => new Promise<KubeObject>((resolve) => (answer = resolve)));
    sink.upsert(object('a', 6));
    sink.upsert(object('a', 7));
    await cache.write('shop/a', async () => object('a', 6));
    expect(events).toEqual([]);
    answer(object('a', 7));
    await slow;
    expect(events.map(({ version, own }) => [version, own])).toEqual([
      ['6', true],
      ['7', true],
    ]);
  });

  it('do not bring back what was deleted since', () => {
    const { cache, sink, list } = fixture();
    list('5', object('a', 1));
    sink.upsert(object('a', 6));
    sink.remove(object('a', 7));
    cache.remember(object('a', 6)); // the answer was slower than the watch
    expect(cache.size).toBe(0);
  });

  it('survive the deletion of another of the same name, which was before', () => {
    const { cache, sink, list } = fixture();
    list('5', object('a', 1, { uid: 'old' }));
    cache.remember(object('a', 8, { uid: 'new' }));
    sink.upsert(object('a', 6, { uid: 'old' }));
    sink.remove(object('a', 7, { uid: 'old' }));
    expect(cache.get('shop/a')?.version).toBe('8');
  });
});

it('takes what a list says for true after the versions of the server went back', () => {
  const { cache, sink, list } = fixture();
  list('1000', object('a', 900), object('b', 901));
  list('50', object('a', 40));
  expect(cache.list().map(({ version }) => version)).toEqual(['40']);
  sink.upsert(object('a', 51));
  cache.remember(object('a', 52));
  expect(cache.get('shop/a')?.version).toBe('52');
});

it('forgets all, our own writes too, where the kind is not served', () => {
  const { cache, sink } = fixture();
  cache.remember(object('a', 7));
  sink.replacing().finish();
  expect(cache.size).toBe(0);
});

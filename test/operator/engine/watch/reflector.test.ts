import { settle } from './manual-clock';
import { reflectedCache } from './reflected-cache';

const MINUTES = 60_000;

async function synced(options: Parameters<typeof reflectedCache>[0] = {}) {
  const fixture = reflectedCache(options);
  fixture.api.put('a');
  fixture.api.put('b');
  fixture.watcher.start();
  await settle();
  return fixture;
}

describe('list and watch', () => {
  it('lists in pages, then watches from the version of the list', async () => {
    const { api, transport, watcher, state } = reflectedCache();
    for (let index = 0; index < 1200; index++) api.put(`w-${index}`);
    expect(watcher.hasSynced).toBe(false);
    watcher.start();
    await settle();
    expect(transport.lists.map(({ query }) => [query?.limit, query?.continue])).toEqual([
      ['500', undefined],
      ['500', '1300:500'],
      ['500', '1300:1000'],
    ]);
    expect(transport.watches.map(({ query }) => query)).toEqual([
      { watch: 'true', allowWatchBookmarks: 'true', timeoutSeconds: '450', resourceVersion: '1300' },
    ]);
    expect(watcher.hasSynced).toBe(true);
    expect(state()).toEqual(api.state());
    watcher.stop();
  });

  it('tells first of what was there, then of what changes', async () => {
    const { api, watcher, events } = await synced();
    api.put('a', { spec: 1 });
    api.remove('b');
    await settle();
    expect(events.map(({ type, key, initial, own }) => ({ type, key, initial, own }))).toEqual([
      { type: 'added', key: 'shop/a', initial: true, own: false },
      { type: 'added', key: 'shop/b', initial: true, own: false },
      { type: 'updated', key: 'shop/a', initial: false, own: false },
      { type: 'deleted', key: 'shop/b', initial: false, own: false },
    ]);
    watcher.stop();
  });

  it('gives each object the apiVersion and kind that the server leaves out in lists', async () => {
    const { watcher, cache } = await synced();
    expect(cache.get('shop/a')).toMatchObject({ apiVersion: 'example.dev/v1', kind: 'Widget' });
    watcher.stop();
  });

  it('asks for metadata only, for a namespace and by labels', async () => {
    const { transport, watcher } = await synced({
      metadataOnly: true,
      namespaces: ['shop'],
      labelSelector: 'app in (a, b)',
    });
    const [list, watch] = transport.requests;
    expect(list).toMatchObject({
      path: '/apis/example.dev/v1/namespaces/shop/widgets',
      accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      query: { labelSelector: 'app in (a, b)' },
    });
    expect(watch).toMatchObject({
      accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      query: { labelSelector: 'app in (a, b)' },
    });
    watcher.stop();
  });

  it('asks for watches of five to ten minutes', async () => {
    const ends = [0, 0.9999].map(async (random) => {
      const { transport, watcher } = await synced({ random: () => random });
      watcher.stop();
      return transport.watches[0]?.query?.timeoutSeconds;
    });
    expect(await Promise.all(ends)).toEqual(['300', '600']);
  });

  it('keeps what each namespace holds apart', async () => {
    const { api, transport, watcher, state, clock } = reflectedCache({ namespaces: ['shop', 'bank'] });
    api.put('a', {}, 'shop');
    api.put('a', {}, 'bank');
    api.put('a', {}, 'secret');
    watcher.start();
    await settle();
    expect(Object.keys(state())).toEqual(['bank/a', 'shop/a']);
    api.compact();
    transport.breakWatches();
    transport.watchFaults = ['gone', 'gone'];
    await clock.pass(10_000);
    expect(transport.lists).toHaveLength(4);
    expect(Object.keys(state())).toEqual(['bank/a', 'shop/a']);
    watcher.stop();
  });
});

describe('faults of a watch', () => {
  it('goes on where it was after a reset', async () => {
    const { api, clock, transport, watcher, state, failures } = await synced();
    await clock.pass(10_000);
    transport.breakWatches();
    await settle();
    api.put('c');
    api.remove('a');
    await clock.pass(800);
    expect(failures).toEqual([{ message: 'read ECONNRESET', delay: 720 }]);
    expect(transport.lists).toHaveLength(1);
    expect(transport.watches[1]?.query?.resourceVersion).toBe('102');
    expect(state()).toEqual(api.state());
    watcher.stop();
  });

  it('goes on at once where a watch ends in its time', async () => {
    const { api, clock, transport, watcher, failures } = await synced();
    for (let round = 0; round < 3; round++) {
      await clock.pass(450_000);
      api.put('c', { round });
      await settle();
      transport.endWatches();
      await settle();
    }
    expect(failures).toEqual([]);
    expect(transport.watches.map(({ query }) => query?.resourceVersion)).toEqual([
      '102',
      '103',
      '104',
      '105',
    ]);
    expect([transport.lists.length, transport.openWatches]).toEqual([1, 1]);
    watcher.stop();
  });

  it('waits longer and longer, to half a minute, where watches end at once', async () => {
    const { clock, transport, watcher, failures } = await synced();
    transport.watchFaults = Array.from({ length: 1000 }, () => 'ends at once' as const);
    transport.breakWatches();
    await clock.pass(10 * MINUTES);
    expect(failures.slice(0, 7).map(({ delay }) => delay)).toEqual([
      720, 1440, 2880, 5760, 11520, 23040, 27000,
    ]);
    expect(Math.max(...failures.map(({ delay }) => delay))).toBe(27000);
    expect(transport.watches.length).toBeLessThan(35);
    expect(transport.lists).toHaveLength(1);
    watcher.stop();
  });

  it('begins with short pauses again after a watch that was healthy', async () => {
    const { clock, transport, watcher, failures } = await synced();
    transport.watchFaults = ['refused', 'refused', 'refused', 'refused'];
    transport.breakWatches();
    await clock.pass(60_000);
    transport.breakWatches();
    await clock.pass(60_000);
    expect(failures.map(({ delay }) => delay)).toEqual([720, 1440, 2880, 5760, 11520, 720]);
    watcher.stop();
  });

  it.each(['gone', 'gone in stream'] as const)('lists again where the version is %s', async (fault) => {
    const { api, clock, transport, watcher, state, events } = await synced();
    transport.watchFaults = [fault];
    transport.breakWatches();
    await settle();
    api.remove('a');
    api.put('c');
    api.compact();
    await clock.pass(5_000);
    expect(transport.lists).toHaveLength(2);
    expect(state()).toEqual(api.state());
    const [deleted] = events.filter(({ type }) => type === 'deleted');
    expect(deleted).toMatchObject({
      key: 'shop/a',
      initial: true,
      object: { metadata: { resourceVersion: '101' } },
    });
    watcher.stop();
  });

  it('lists at once where the last list is not of just now', async () => {
    const { clock, transport, watcher, failures } = await synced();
    await clock.pass(1 * MINUTES);
    transport.watchFaults = ['refused', 'gone', 'gone'];
    transport.breakWatches();
    await clock.pass(1 * MINUTES);
    expect(failures.map(({ delay }) => delay)).toEqual([720, 1440, 0, 2880]);
    expect(transport.lists).toHaveLength(3);
    watcher.stop();
  });

  it('does not list in a loop where each version is gone', async () => {
    const { clock, transport, watcher } = await synced();
    transport.watchFaults = Array.from({ length: 100 }, () => 'gone in stream' as const);
    transport.breakWatches();
    await clock.pass(1 * MINUTES);
    expect(transport.lists.length).toBeLessThan(9);
    watcher.stop();
  });

  it('does not list in a loop where lists are expired too', async () => {
    const { api, clock, transport, watcher, state } = await synced();
    await clock.pass(1 * MINUTES);
    transport.watchFaults = ['gone'];
    transport.listFaults = Array.from({ length: 20 }, () => 'expired' as const);
    transport.breakWatches();
    await clock.pass(1 * MINUTES);
    expect(transport.lists.length).toBeLessThan(9);
    await clock.pass(10 * MINUTES);
    expect(state()).toEqual(api.state());
    watcher.stop();
  });

  it('lists until it is well where the version is gone and lists fail', async () => {
    const { api, clock, transport, watcher, state } = await synced();
    transport.watchFaults = ['gone'];
    transport.listFaults = Array.from({ length: 20 }, () => 'faulty' as const);
    transport.breakWatches();
    await settle();
    api.put('c');
    await clock.pass(10 * MINUTES);
    expect(transport.listFaults).toEqual([]);
    expect(state()).toEqual(api.state());
    watcher.stop();
  });

  it('lists after the third fault of the server in a row', async () => {
    const { clock, transport, watcher } = await synced();
    transport.watchFaults = ['faulty in stream', 'faulty', 'faulty in stream'];
    transport.breakWatches();
    await clock.pass(4_000);
    expect([transport.watches.length, transport.lists.length]).toEqual([3, 1]);
    await clock.pass(30_000);
    expect([transport.watches.length, transport.lists.length]).toEqual([5, 2]);
    watcher.stop();
  });

  it('gives up a watch that is silent longer than it was asked to last', async () => {
    const { api, clock, transport, watcher, state, failures } = await synced();
    transport.watchFaults = ['silent'];
    transport.breakWatches();
    await clock.pass(1_000);
    expect(transport.openWatches).toBe(1);
    api.put('c');
    await clock.pass(450_000);
    expect(state()).not.toEqual(api.state());
    await clock.pass(20_000);
    expect(failures.at(-1)?.message).toMatch('is silent');
    expect(state()).toEqual(api.state());
    watcher.stop();
  });
});

describe('bookmarks', () => {
  it('move the version to watch from', async () => {
    const { api, transport, watcher, clock } = await synced();
    api.bookmark('900');
    await clock.pass(10_000);
    transport.endWatches();
    await settle();
    expect(transport.watches[1]?.query?.resourceVersion).toBe('900');
    watcher.stop();
  });

  it('are no end of the changes', async () => {
    const { api, cache, watcher, state } = await synced();
    api.bookmark('900');
    await settle();
    api.put('c');
    api.remove('a');
    await settle();
    expect(cache.get('shop/c')).toBeDefined();
    expect(state()).toEqual(api.state());
    watcher.stop();
  });

  it('are missed after two and a half minutes, where there were any', async () => {
    const { api, clock, watcher, transport, failures } = await synced();
    await clock.pass(100_000);
    for (let minute = 0; minute < 15; minute++) {
      api.bookmark('102');
      await clock.pass(60_000);
    }
    expect(failures).toEqual([]);
    await clock.pass(89_000);
    expect(failures).toEqual([]);
    await clock.pass(2_000);
    expect(failures).toMatchObject([{ message: 'watch of /apis/example.dev/v1/widgets is silent' }]);
    expect(transport.openWatches).toBe(1);
    watcher.stop();
  });
});

describe('faults of a list', () => {
  it('waits as long as the server asks', async () => {
    const { clock, transport, watcher } = reflectedCache();
    transport.listFaults = ['throttled'];
    watcher.start();
    await clock.pass(6_900);
    expect(watcher.hasSynced).toBe(false);
    await clock.pass(200);
    expect(watcher.hasSynced).toBe(true);
    watcher.stop();
  });

  it('begins again, in one page, where the next page has expired', async () => {
    const { api, clock, transport, watcher, state } = reflectedCache();
    for (let index = 0; index < 700; index++) api.put(`w-${index}`);
    transport.listFaults = ['expired page'];
    watcher.start();
    await settle();
    api.remove('w-0'); // it was on the page that was read
    api.compact();
    await clock.pass(1_000);
    expect(transport.lists.map(({ query }) => query?.limit)).toStrictEqual(['500', '500', undefined]);
    expect(state()).toEqual(api.state());
    watcher.stop();
  });
});

describe('a kind that is not served', () => {
  it('has no objects, and those it had are deleted', async () => {
    const { api, clock, transport, watcher, state, events } = await synced();
    expect(watcher.served).toBe(true);
    api.served = false;
    transport.breakWatches();
    await clock.pass(5_000);
    expect([watcher.served, watcher.hasSynced, state()]).toEqual([false, true, {}]);
    expect(events.filter(({ type }) => type === 'deleted').map(({ key }) => key)).toEqual([
      'shop/a',
      'shop/b',
    ]);
    watcher.stop();
  });

  it('is found within half a minute when it is served again, and at once when told so', async () => {
    const { api, clock, transport, watcher, state } = reflectedCache();
    api.served = false;
    watcher.start();
    await clock.pass(10 * MINUTES);
    expect([watcher.served, watcher.hasSynced]).toEqual([false, true]);
    expect(transport.lists.length).toBeLessThan(30);
    api.served = true;
    api.put('a');
    watcher.retryNow();
    await settle();
    expect(state()).toEqual(api.state());
    expect(watcher.served).toBe(true);
    watcher.stop();
  });
});

describe('malformed objects and handlers that throw', () => {
  it('skips what is malformed, and tells of it', async () => {
    const { api, transport, watcher, state, skipped } = reflectedCache();
    api.putRaw({ metadata: { name: 'x', labels: 'none' } });
    api.putRaw({ spec: {} });
    api.put('a');
    transport.watchFaults = ['malformed events'];
    watcher.start();
    await settle();
    api.putRaw({ metadata: { name: 'y', namespace: 'shop', ownerReferences: [null] } });
    api.put('b');
    await settle();
    expect(state()).toEqual(api.state());
    expect(skipped).toHaveLength(2 + 9 + 1);
    watcher.stop();
  });

  it('goes on where what is to keep objects throws', async () => {
    const { api, watcher, cache, skipped } = reflectedCache({
      accept: (object) => {
        if (object.metadata.name === 'bad') throw new Error('spec.mcpServer is missing');
        return object;
      },
    });
    api.put('bad');
    api.put('a');
    watcher.start();
    await settle();
    api.put('bad');
    api.put('b');
    await settle();
    expect(cache.list().map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
    expect(skipped).toEqual([expect.any(Error), expect.any(Error)]);
    watcher.stop();
  });

  it('goes on where a handler throws', async () => {
    const failed: unknown[] = [];
    const { api, watcher, cache, state } = reflectedCache({ failed: (error) => failed.push(error) });
    cache.subscribe(() => {
      throw new Error('handler');
    });
    api.put('a');
    watcher.start();
    await settle();
    api.put('b');
    await settle();
    expect(state()).toEqual(api.state());
    expect(failed).toHaveLength(2);
    watcher.stop();
  });
});

describe('stop and start', () => {
  it('delivers nothing after a stop, also in the middle of a list', async () => {
    const { api, watcher, transport, events, clock } = reflectedCache();
    api.put('a');
    watcher.start();
    watcher.stop();
    await clock.pass(1 * MINUTES);
    expect(events).toEqual([]);
    expect(transport.watches).toEqual([]);
  });

  it('ends its watch and all retries', async () => {
    const { api, watcher, transport, events, clock } = await synced();
    watcher.stop();
    api.put('c');
    await clock.pass(20 * MINUTES);
    expect([transport.openWatches, transport.requests.length, events.length]).toEqual([0, 2, 2]);
  });

  it('has one watch however often it is stopped and started', async () => {
    const { api, watcher, transport, state, replayed, clock } = await synced();
    for (let round = 0; round < 5; round++) {
      watcher.stop();
      watcher.start();
      watcher.start();
      if (round % 2) await settle();
    }
    api.remove('a');
    await clock.pass(1_000);
    expect(transport.openWatches).toBe(1);
    expect(state()).toEqual(api.state());
    expect(replayed()).toEqual(api.state());
    watcher.stop();
  });
});

it('knows when the server last said something', async () => {
  const { api, watcher, transport, clock } = await synced();
  const begin = watcher.lastContact;
  await clock.pass(30_000);
  expect(watcher.lastContact).toBe(begin);
  api.put('c');
  await settle();
  expect(watcher.lastContact).toBe(begin + 30_000);
  transport.watchFaults = Array.from({ length: 100 }, () => 'refused' as const);
  transport.breakWatches();
  await clock.pass(5 * MINUTES);
  expect(watcher.lastContact).toBe(begin + 30_000);
  transport.watchFaults = [];
  await clock.pass(30_000);
  expect(watcher.lastContact).toBeGreaterThan(begin + 5 * MINUTES); // by the watch that was opened
  watcher.stop();
});

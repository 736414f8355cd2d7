import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../../../operator/src/engine/clock';
import { UndiciTransport } from '../../../../operator/src/engine/kubernetes/undici-transport';
import type { Answer } from '../kubernetes/local-server';
import { json } from '../kubernetes/local-server';
import { FakeApi } from './fake-api';
import { FakeServer } from './fake-server';
import { reflectedCache } from './reflected-cache';
import { until } from './until';

/** A hundred times as fast as time. */
const FAST = 100;
const fastClock: Clock = {
  now: () => Math.round(performance.now() * FAST),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds / FAST);
    return () => clearTimeout(timer);
  },
};

// for machines that do other things too
jest.setTimeout(60_000);

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

async function watching(prepare: (api: FakeApi, server: FakeServer) => void = () => undefined) {
  const api = new FakeApi();
  const server = new FakeServer(api);
  await server.start();
  api.put('a', { text: 'Zürich 🍎' });
  api.put('b');
  prepare(api, server);
  const transport = new UndiciTransport({ server: server.url });
  const fixture = reflectedCache({
    ...{ transport, clock: fastClock },
    watchSeconds: { least: 60, most: 60 },
  });
  running.push(async () => {
    fixture.watcher.stop();
    await transport.close();
    await server.stop();
  });
  fixture.watcher.start();
  const converged = () =>
    until('cache is what the server holds', () => isDeepStrictEqual(fixture.state(), api.state()));
  return { ...fixture, api, server, transport, converged };
}

const gone = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
const goneOnOpen: Answer = (response) => json(response, gone, 410);
const goneInStream: Answer = (response) =>
  response.end(`${JSON.stringify({ type: 'ERROR', object: gone })}\n`);
const failing: Answer = (response) => json(response, { kind: 'Status', code: 500 }, 500);
const event = JSON.stringify({
  type: 'ADDED',
  object: { metadata: { name: 'ü', uid: 'x', resourceVersion: '9' } },
});

it.each<[string, Answer[], Answer[]]>([
  ['is reset', [(response) => response.socket?.resetAndDestroy()], []],
  [
    'is reset after it was opened',
    [(response) => response.write('\n', () => response.socket?.resetAndDestroy())],
    [],
  ],
  ['is cut off in a line', [(response) => response.end(event.slice(0, -20))], []],
  [
    'is cut off in a character',
    [(response) => response.end(Buffer.from(event).subarray(0, event.indexOf('ü') + 1))],
    [],
  ],
  ['is answered by something else', [(response) => response.end('<h1>Welcome</h1>\n')], []],
  ['is gone', [goneOnOpen], []],
  ['is gone in the stream', [goneInStream], []],
  ['is gone, and lists fail', [goneOnOpen], [failing, failing, (response) => response.socket?.destroy()]],
  ['is silent', [(response) => response.flushHeaders()], []],
  ['ends at once three times', Array<Answer>(3).fill((response) => response.end()), []],
])('goes on where the next watch %s', async (_, watchFaults, listFaults) => {
  const { api, server, converged, replayed } = await watching();
  await converged();
  await until('watch is open', () => server.watches.length === 1);
  server.watchFaults.push(...watchFaults);
  server.listFaults.push(...listFaults);
  server.breakWatches((response) => response.end());
  await until('the faults came', () => server.watchFaults.length + server.listFaults.length === 0);
  api.remove('a');
  api.put('b', { text: '日本語' });
  api.put('c');
  await converged();
  expect(replayed()).toEqual(api.state());
});

it('bounds how often it asks where each watch ends at once', async () => {
  const { server, watcher, failures } = await watching((_, { watchFaults }) =>
    watchFaults.push(...Array<Answer>(1000).fill((response) => response.end())),
  );
  await until('ten failures', () => failures.length === 10);
  expect(watcher.hasSynced).toBe(true);
  expect(failures.map(({ delay }) => delay).slice(0, 4)).toEqual([720, 1440, 2880, 5760]);
  expect([server.lists.length, server.watches.length]).toEqual([1, 10]);
});

it('gives tombstones of what vanished while no one looked', async () => {
  const { api, server, events, converged } = await watching();
  await converged();
  await until('watch is open', () => server.watches.length === 1);
  server.watchFaults.push(goneOnOpen);
  server.breakWatches((response) => response.socket?.resetAndDestroy());
  api.remove('a');
  api.compact();
  await converged();
  expect(events.filter(({ type }) => type === 'deleted')).toMatchObject([
    { key: 'shop/a', initial: true, object: { text: 'Zürich 🍎' } },
  ]);
});

it('reads a list in pages, anew where one expires', async () => {
  const { server, converged } = await watching((api, { listFaults }) => {
    for (let index = 0; index < 1100; index++) api.put(`w-${index}`);
    const first = api.list(new URLSearchParams({ limit: '500' }));
    listFaults.push((response) => json(response, first), goneOnOpen);
  });
  await converged();
  expect(server.lists.map((query) => query.get('limit'))).toEqual(['500', '500', null]);
});

it('waits for a kind that is not served, and empties the cache when it is not any more', async () => {
  const { api, server, watcher, state, converged } = await watching((fake) => {
    fake.served = false;
  });
  await until('kind is known not to be served', () => watcher.hasSynced && !watcher.served);
  api.served = true;
  await converged();
  expect(watcher.served).toBe(true);
  await until('watch is open', () => server.watches.length === 1);
  api.served = false;
  server.breakWatches((response) => response.end());
  await until('cache is empty', () => isDeepStrictEqual(state(), {}));
  api.served = true;
  watcher.retryNow();
  await converged();
});

it('delivers nothing of a list that is answered after the stop', async () => {
  const held: (() => void)[] = [];
  const { api, server, watcher, events } = await watching((fake, { listFaults }) =>
    listFaults.push((response) => held.push(() => json(response, fake.list(new URLSearchParams())))),
  );
  await until('list is asked', () => held.length === 1);
  watcher.stop();
  held[0]?.();
  watcher.start();
  api.put('c');
  await until('synced anew', () => watcher.hasSynced);
  expect(events.map(({ key }) => key)).toEqual(['shop/a', 'shop/b', 'shop/c']);
  await until('watch is open', () => server.watches.length === 1);
  expect(server.lists).toHaveLength(2);
});

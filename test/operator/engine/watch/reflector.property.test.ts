import fc from 'fast-check';
import type { ListFault, WatchFault } from './fake-transport';
import { settle } from './manual-clock';
import { reflectedCache } from './reflected-cache';

type Fixture = ReturnType<typeof reflectedCache>;
type Step = (fixture: Fixture) => unknown;

const names = fc.constantFrom('a', 'b', 'c', 'd');

const changes = fc.oneof(
  {
    weight: 4,
    arbitrary: names.map(
      (name): Step =>
        ({ api }) =>
          api.put(name),
    ),
  },
  {
    weight: 2,
    arbitrary: names.map(
      (name): Step =>
        ({ api }) =>
          api.remove(name),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>(({ api }) => api.compact()) },
  { weight: 1, arbitrary: fc.constant<Step>(({ api }) => api.putRaw({ metadata: {} })) },
  // our own write, whose answer comes now or after others have changed the object
  { weight: 3, arbitrary: fc.tuple(names, fc.array(names)).map(ownWrite) },
);

const faults = fc.oneof(
  fc
    .constantFrom<WatchFault>(
      ...(['refused', 'faulty', 'gone', 'ends at once', 'breaks', 'gone in stream'] as const),
      ...(['faulty in stream', 'silent', 'malformed events'] as const),
    )
    .map(
      (fault): Step =>
        ({ transport }) =>
          transport.watchFaults.push(fault),
    ),
  fc.constantFrom<ListFault>('refused', 'faulty', 'throttled', 'expired', 'expired page').map(
    (fault): Step =>
      ({ transport }) =>
        transport.listFaults.push(fault),
  ),
  fc.constant<Step>(({ transport }) => transport.breakWatches()),
  fc.constant<Step>(({ transport }) => transport.endWatches()),
  fc.constant<Step>(({ watcher }) => watcher.stop()),
  fc.constant<Step>(({ watcher }) => watcher.start()),
  fc.constant<Step>(({ watcher }) => watcher.retryNow()),
  fc.boolean().map(
    (served): Step =>
      ({ api }) => {
        api.served = served;
      },
  ),
);

const time = fc.oneof(
  fc.constant<Step>(() => settle()),
  fc.constant<Step>(() => Promise.resolve()),
  fc.integer({ min: 1, max: 40_000 }).map(
    (milliseconds): Step =>
      ({ clock }) =>
        clock.pass(milliseconds),
  ),
);

function ownWrite([name, others]: [string, string[]]): Step {
  return async ({ api, cache }) => {
    await cache.write(`shop/${name}`, async () => {
      const answer = api.put(name);
      for (const other of others) {
        if (other === name) api.remove(name);
        else api.put(other);
        await settle();
      }
      return answer;
    });
  };
}

it('holds what the server holds in the end, whatever happens on the way, and tells of each step', async () => {
  const steps = fc.array(fc.oneof(changes, faults, time), { maxLength: 40 });
  const run = async (sequence: readonly Step[]) => {
    const fixture = reflectedCache();
    const { api, clock, transport, watcher } = fixture;
    watcher.start();
    for (const step of sequence) await step(fixture);
    // the faults end, and a silent watch is given up after eight minutes
    watcher.start();
    transport.watchFaults = [];
    transport.listFaults = [];
    api.served = true;
    await clock.pass(600_000);
    expect(fixture.state()).toEqual(api.state());
    expect(fixture.replayed()).toEqual(api.state());
    expect(transport.openWatches).toBe(1);
    watcher.stop();
  };
  await fc.assert(fc.asyncProperty(steps, run), { numRuns: 300 });
}, 60_000);

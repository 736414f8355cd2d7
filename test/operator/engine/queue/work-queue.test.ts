import fc from 'fast-check';
import type { Priority } from '../../../../operator/src/engine/queue/lanes';
import { RateLimiter } from '../../../../operator/src/engine/queue/rate-limiter';
import { WorkQueue } from '../../../../operator/src/engine/queue/work-queue';
import type { WorkQueueObserver } from '../../../../operator/src/engine/queue/work-queue-observer';
import { FakeClock, settle } from '../../fake-clock';

interface Run {
  readonly key: string;
  readonly priority: Priority;
  readonly at: number;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

/** A queue whose handlers end when the test says so. */
function bench(observer?: WorkQueueObserver) {
  const clock = new FakeClock();
  const errors: [string, unknown][] = [];
  const runs: Run[] = [];
  const queue = new WorkQueue({
    clock,
    rateLimiter: new RateLimiter(),
    observer,
    onError: (key, error) => errors.push([key, error]),
  });
  const handler = (key: string, priority: Priority) =>
    new Promise<void>((end, fail) => runs.push({ key, priority, at: clock.now(), end, fail }));
  const keys = () => runs.map(({ key }) => key);
  const endAll = async () => {
    for (let run = 0; run < runs.length; run++) {
      runs[run]?.end();
      await settle();
    }
  };
  return { clock, queue, errors, runs, handler, keys, endAll };
}

/** A queue beside a book of what it owes. */
class Ledger {
  private readonly clock = new FakeClock();
  private readonly queue = new WorkQueue({
    clock: this.clock,
    rateLimiter: new RateLimiter({ longest: 40 }),
  });
  private readonly running = new Map<string, { end: () => void; fail: (error: Error) => void }>();
  private readonly owed = new Set<string>();

  constructor(workers: number) {
    this.queue.workers(workers, (key) => {
      expect(this.running.has(key)).toBe(false);
      expect(this.running.size).toBeLessThan(workers);
      this.owed.delete(key);
      return new Promise<void>((end, fail) => this.running.set(key, { end, fail }));
    });
  }

  add = (key: string) => this.wish(key, () => this.queue.add(key));
  high = (key: string) => this.wish(key, () => this.queue.add(key, { priority: 'high' }));
  low = (key: string) => this.wish(key, () => this.queue.add(key, { priority: 'low' }));
  after = (key: string, span: number) => this.wish(key, () => this.queue.addAfter(key, span));
  limited = (key: string) => this.wish(key, () => this.queue.addRateLimited(key));
  time = (_: string, span: number) => this.clock.advance(span);

  async end(key: string): Promise<void> {
    this.stop(key)?.end();
    await settle();
  }

  async fail(key: string): Promise<void> {
    const run = this.stop(key);
    if (run !== undefined) await this.wish(key, () => run.fail(new Error('no')));
  }

  async endAll(): Promise<void> {
    for (const key of [...this.running.keys()]) await this.end(key);
    await this.clock.advance(50);
  }

  /** What is owed, or held for nothing. */
  left(): unknown[] {
    const { depth, waiting, active } = this.queue;
    const held = Object.entries({ depth, waiting, active, timers: this.clock.pending });
    return [...this.owed, ...held.filter(([, count]) => count > 0)];
  }

  private async wish(key: string, act: () => void): Promise<void> {
    this.owed.add(key);
    act();
    await settle();
  }

  private stop(key: string) {
    const run = this.running.get(key);
    this.running.delete(key);
    return run;
  }
}

describe('WorkQueue', () => {
  it('holds a key once, however often it is added', async () => {
    const { queue, handler, keys, endAll } = bench();
    for (const key of ['a', 'b', 'a', 'a']) queue.add(key);
    expect(queue.depth).toBe(2);
    queue.workers(1, handler);
    await settle();
    await endAll();
    expect(keys()).toEqual(['a', 'b']);
  });

  it('gives a key that is added while it is worked on afterwards, once', async () => {
    const { queue, handler, keys, runs } = bench();
    queue.workers(4, handler);
    queue.add('a');
    await settle();
    queue.add('a');
    queue.add('a');
    await settle();
    expect(keys()).toEqual(['a']);
    runs[0]?.end();
    await settle();
    expect(keys()).toEqual(['a', 'a']);
    runs[1]?.end();
    await settle();
    expect(keys()).toEqual(['a', 'a']);
    expect(queue.active).toBe(0);
  });

  it('runs as many handlers as it has workers', async () => {
    const { queue, handler, keys, runs } = bench();
    queue.workers(2, handler);
    for (const key of ['a', 'b', 'c']) queue.add(key);
    await settle();
    expect(keys()).toEqual(['a', 'b']);
    runs[1]?.end();
    await settle();
    expect(keys()).toEqual(['a', 'b', 'c']);
  });

  it('takes what somebody did before the initial list', async () => {
    const { queue, handler, keys, endAll } = bench();
    for (const key of ['a', 'b', 'c']) queue.add(key, { priority: 'low' });
    queue.add('user');
    queue.add('c');
    queue.add('c', { priority: 'low' });
    queue.workers(1, handler);
    await settle();
    await endAll();
    expect(keys()).toEqual(['user', 'c', 'a', 'b']);
  });

  it('gives the low lane one key of ten while the normal one never ends', async () => {
    const { queue, handler, runs, keys } = bench();
    for (let key = 0; key < 3; key++) queue.add(`low-${key}`, { priority: 'low' });
    for (let key = 0; key < 100; key++) queue.add(`normal-${key}`);
    queue.workers(1, handler);
    await settle();
    for (let run = 0; run < 30; run++) {
      runs[run]?.end();
      await settle();
    }
    expect(keys().flatMap((key, position) => (key.startsWith('low') ? [position] : []))).toEqual([9, 19, 29]);
  });

  it('takes what was begun and what is new in turn, so that neither waits for all of the other', async () => {
    const { queue, handler, keys, endAll } = bench();
    for (const key of ['new-1', 'new-2', 'new-3', 'begun']) queue.add(key);
    for (const key of ['begun', 'other']) queue.add(key, { priority: 'high' });
    queue.workers(1, handler);
    await settle();
    await endAll();
    expect(keys()).toEqual(['begun', 'new-1', 'other', 'new-2', 'new-3']);
  });

  it('waits for a delay, and takes the shorter of two', async () => {
    const { queue, clock, handler, runs } = bench();
    queue.workers(1, handler);
    queue.addAfter('a', 500);
    queue.addAfter('a', 200, { priority: 'low' });
    queue.addAfter('a', 900);
    await clock.advance(199);
    expect(runs).toEqual([]);
    await clock.advance(1);
    expect(runs).toMatchObject([{ key: 'a', at: 200, priority: 'normal' }]);
    runs[0]?.end();
    await clock.advance(2000);
    expect(runs).toHaveLength(1);
  });

  it('drops the delay of a key that is added at once, and holds no timer for it', async () => {
    const { queue, clock, handler, runs } = bench();
    queue.workers(1, handler);
    queue.addAfter('a', 36_000_000);
    queue.add('a');
    await settle();
    runs[0]?.end();
    await settle();
    expect(runs).toHaveLength(1);
    expect(queue.waiting).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('tries a key that fails again, each time later, with its priority', async () => {
    const { queue, clock, errors, handler, runs } = bench();
    queue.workers(1, handler);
    queue.add('a', { priority: 'low' });
    await settle();
    for (let run = 0; run < 4; run++) {
      runs[run]?.fail(new Error(`failure ${run}`));
      await clock.advance(5 * 2 ** run);
    }
    expect(runs.map(({ at }) => at)).toEqual([0, 5, 15, 35, 75]);
    expect(new Set(runs.map(({ priority }) => priority))).toEqual(new Set(['low']));
    expect(errors).toHaveLength(4);
    queue.forget('a');
    runs[4]?.fail(new Error('again'));
    await clock.advance(5);
    expect(runs[5]?.at).toBe(80);
  });

  it('takes a handler that throws before it waits as one that fails', async () => {
    const { queue, clock, errors } = bench();
    let calls = 0;
    queue.workers(1, () => {
      calls++;
      throw new TypeError('not a promise');
    });
    queue.add('a');
    await clock.advance(5);
    expect(calls).toBe(2);
    expect(errors[0]).toEqual(['a', new TypeError('not a promise')]);
  });

  it('lets running work end at shutdown, and takes nothing more', async () => {
    const { queue, handler, runs, clock } = bench();
    queue.workers(1, handler);
    queue.add('a');
    queue.add('b');
    queue.addAfter('c', 10);
    await settle();
    let done = false;
    const down = queue.shutDown().then(() => {
      done = true;
    });
    queue.add('d');
    await clock.advance(1000);
    expect(done).toBe(false);
    runs[0]?.fail(new Error('in vain'));
    await down;
    await clock.advance(1000);
    expect(runs.map(({ key }) => key)).toEqual(['a']);
    expect(clock.pending).toBe(0);
    await queue.shutDown();
  });

  it('refuses to start workers twice', () => {
    const { queue, handler } = bench();
    queue.workers(1, handler);
    expect(() => queue.workers(1, handler)).toThrow('have been started already');
  });

  it('leaves room for timers between handlers that do no I/O', async () => {
    const { queue } = bench();
    let done = 0;
    queue.workers(4, async () => {
      done++;
    });
    for (let key = 0; key < 10_000; key++) queue.add(`key-${key}`);
    const seen = await new Promise<number>((resolve) => setTimeout(() => resolve(done), 1));
    expect(seen).toBeLessThan(10_000);
    while (done < 10_000) await settle();
    expect(queue.depth).toBe(0);
  });

  it('tells an observer what happens', async () => {
    const told: unknown[] = [];
    let running: () => readonly number[] = () => [];
    const { queue, clock, handler, runs } = bench({
      opened: (seconds) => {
        running = seconds;
      },
      added: (priority) => told.push(['added', priority]),
      promoted: (from, to) => told.push(['promoted', from, to]),
      taken: (priority, waited) => told.push(['taken', priority, waited]),
      finished: (worked) => told.push(['finished', worked]),
      retried: () => told.push(['retried']),
      closed: () => told.push(['closed']),
    });
    queue.add('a', { priority: 'low' });
    queue.add('a');
    await clock.advance(2000);
    queue.workers(1, handler);
    await clock.advance(3000);
    expect(running()).toEqual([3]);
    runs[0]?.fail(new Error('no'));
    await settle();
    await queue.shutDown();
    expect(told).toEqual([
      ['added', 'low'],
      ['promoted', 'low', 'normal'],
      ['taken', 'normal', 2],
      ['retried'],
      ['finished', 3],
      ['closed'],
    ]);
  });

  it('works on every wish, never on a key twice at once, whatever happens', async () => {
    const act = fc.record({
      act: fc.constantFrom('add', 'high', 'low', 'after', 'limited', 'end', 'fail', 'time'),
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      span: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { maxLength: 60 }),
        fc.integer({ min: 1, max: 3 }),
        async (acts, workers) => {
          const ledger = new Ledger(workers);
          for (const { act, key, span } of acts) await ledger[act](key, span);
          for (let round = 0; round < 20; round++) await ledger.endAll();
          expect(ledger.left()).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

import type { Clock } from '../clock';
import { Heap } from './heap';
import { higher, isHigher, Lanes, type Priority } from './lanes';
import type { RateLimiter } from './rate-limiter';
import type { WorkQueueObserver } from './work-queue-observer';

/** Works on one key. Where it throws, the key comes again, later each time. */
export type Handler = (key: string, priority: Priority) => Promise<void>;

export interface AddOptions {
  /** @default normal */
  readonly priority?: Priority;
}

export interface WorkQueueOptions {
  readonly clock: Clock;
  readonly rateLimiter: RateLimiter;
  readonly observer?: WorkQueueObserver;
  /** Is told of what a handler throws. @default nobody */
  readonly onError?: (key: string, error: unknown) => void;
  /** While others wait, too, one of so many keys is taken from the low lane. @default 10 */
  readonly lowShare?: number;
}

interface Ready {
  readonly priority: Priority;
  /** Since when, by the clock. */
  readonly since: number;
}

/**
 * Keys that want work. A key is in it once, however often it is added, and is never worked on twice at the same
 * time: what is added while it is worked on comes again afterwards.
 *
 * Each operation takes O(log n).
 */
export class WorkQueue {
  private readonly ready = new Map<string, Ready>();
  private readonly lanes: Lanes;
  private readonly delayed = new Heap();
  private readonly delayedPriorities = new Map<string, Priority>();
  private readonly running = new Map<string, number>();
  private handler: Handler | undefined;
  private workerCount = 0;
  private pumping = false;
  private closed = false;
  private timer: { readonly due: number; readonly stop: () => void } | undefined;
  private drained: (() => void)[] = [];

  constructor(private readonly options: WorkQueueOptions) {
    this.lanes = new Lanes(options.lowShare ?? 10);
    options.observer?.opened(() => this.runningSeconds());
  }

  /** How many keys are ready and wait for a worker. */
  get depth(): number {
    return this.ready.size;
  }

  /** How many keys wait for their time. */
  get waiting(): number {
    return this.delayed.size;
  }

  /** How many keys are worked on. */
  get active(): number {
    return this.running.size;
  }

  /** Wants work on a key now. Of several wishes the higher priority holds; a delay of the key is over. */
  add(key: string, { priority = 'normal' }: AddOptions = {}): void {
    if (this.closed) return;
    this.makeReady(key, higher(priority, this.endDelay(key)));
    this.arm();
  }

  /** Wants work on a key in some milliseconds, or earlier where that has been wished already. */
  addAfter(key: string, milliseconds: number, { priority = 'normal' }: AddOptions = {}): void {
    if (this.closed) return;
    if (milliseconds <= 0 || this.ready.has(key)) {
      this.add(key, { priority });
      return;
    }
    const due = this.options.clock.now() + milliseconds;
    if (due < (this.delayed.rankOf(key) ?? Number.POSITIVE_INFINITY)) this.delayed.set(key, due);
    this.delayedPriorities.set(key, higher(priority, this.delayedPriorities.get(key)));
    this.arm();
  }

  /** Wants work on a key that failed, after a wait that doubles with each failure. */
  addRateLimited(key: string, options?: AddOptions): void {
    if (this.closed) return;
    this.options.observer?.retried();
    this.addAfter(key, this.options.rateLimiter.next(key), options);
  }

  /** Ends the failures of a key: call it when work went well. */
  forget(key: string): void {
    this.options.rateLimiter.forget(key);
  }

  /**
   * Lets up to `count` handlers run at the same time.
   *
   * @throws Error where workers were started before.
   */
  workers(count: number, handler: Handler): void {
    if (this.handler !== undefined) throw new Error('the workers of this queue have been started already');
    this.handler = handler;
    this.workerCount = count;
    this.pump();
  }

  /** Takes nothing more, drops what waits, and resolves when the handlers that run have ended. */
  shutDown(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      this.timer?.stop();
      this.ready.clear();
      this.delayedPriorities.clear();
      this.lanes.clear();
      this.delayed.clear();
      this.options.observer?.closed();
    }
    if (this.running.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.drained.push(resolve));
  }

  private makeReady(key: string, priority: Priority): void {
    const before = this.ready.get(key);
    if (before === undefined) {
      this.ready.set(key, { priority, since: this.options.clock.now() });
      this.options.observer?.added(priority);
    } else if (isHigher(priority, before.priority)) {
      this.ready.set(key, { ...before, priority });
      this.lanes.delete(key, before.priority);
      this.options.observer?.promoted(before.priority, priority);
    } else return;
    if (!this.running.has(key)) this.enqueue(key, priority);
  }

  private enqueue(key: string, priority: Priority): void {
    this.lanes.add(key, priority);
    this.pump();
  }

  /**
   * Starts what can be started, but not from within the caller: a batch of keys is ordered first, and a long row of
   * handlers that do no I/O leaves room for timers and sockets between them.
   */
  private pump(): void {
    if (this.pumping || this.closed) return;
    this.pumping = true;
    setImmediate(() => {
      this.pumping = false;
      while (!this.closed && this.running.size < this.workerCount) {
        const key = this.lanes.take();
        if (key === undefined) return;
        void this.work(key);
      }
    });
  }

  private async work(key: string): Promise<void> {
    const { clock, observer, onError } = this.options;
    const { priority, since } = this.ready.get(key) ?? { priority: 'normal', since: clock.now() };
    const begin = clock.now();
    this.ready.delete(key);
    this.running.set(key, begin);
    observer?.taken(priority, (begin - since) / 1000);
    try {
      await this.handler?.(key, priority);
    } catch (error) {
      this.addRateLimited(key, { priority });
      onError?.(key, error);
    } finally {
      this.running.delete(key);
      observer?.finished((clock.now() - begin) / 1000);
      this.finish(key);
    }
  }

  private finish(key: string): void {
    const again = this.ready.get(key);
    if (again !== undefined) this.enqueue(key, again.priority);
    this.pump();
    if (this.closed && this.running.size === 0) for (const resolve of this.drained.splice(0)) resolve();
  }

  /** Ends the delay of a key and gives its priority. */
  private endDelay(key: string): Priority | undefined {
    const priority = this.delayedPriorities.get(key);
    if (this.delayed.delete(key)) this.delayedPriorities.delete(key);
    return priority;
  }

  /** Sets the one timer to the first key that waits. */
  private arm(): void {
    const first = this.delayed.first();
    const due = first === undefined ? undefined : this.delayed.rankOf(first);
    if (due === this.timer?.due) return;
    this.timer?.stop();
    this.timer =
      due === undefined
        ? undefined
        : { due, stop: this.options.clock.after(due - this.options.clock.now(), () => this.ring()) };
  }

  private ring(): void {
    this.timer = undefined;
    const now = this.options.clock.now();
    for (let key = this.delayed.first(); key !== undefined; key = this.delayed.first()) {
      if ((this.delayed.rankOf(key) ?? 0) > now) break;
      this.makeReady(key, this.endDelay(key) ?? 'normal');
    }
    this.arm();
  }

  private runningSeconds(): number[] {
    const now = this.options.clock.now();
    return Array.from(this.running.values(), (begin) => (now - begin) / 1000);
  }
}

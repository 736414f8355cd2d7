import { type Clock, steadyNow } from '../clock';
import type { Discovery } from '../kubernetes/discovery';
import type { Transport } from '../kubernetes/transport';
import type { Log } from '../log';
import type { ManagedKind } from '../managed-kind';
import { RateLimiter } from '../queue/rate-limiter';
import { WorkQueue } from '../queue/work-queue';
import type { WorkQueueObserver } from '../queue/work-queue-observer';
import type { FightRules } from '../reconcile/field-fight';
import { Applier } from './applier';
import { Controller } from './controller';
import type { ControllerObserver } from './controller-observer';
import type { EventRecorder } from './event-recorder';
import { WatchedCluster, type WatchedClusterOptions } from './watched-cluster';

export interface KindRunnerOptions {
  readonly kind: ManagedKind;
  readonly transport: Transport;
  readonly discovery: Discovery;
  readonly recorder: EventRecorder;
  readonly log: Log;
  readonly clock: Clock;
  /** Field manager of the objects. */
  readonly manager: string;
  /** When to give in to others who undo what we apply. @default FIGHT_RULES */
  readonly fightRules?: FightRules;
  /** @default all */
  readonly namespaces?: readonly string[];
  /** Throws where another process may be the leader by now. */
  readonly assertLeading: () => void;
  /** Milliseconds after which every parent is looked at again; 0 for never. */
  readonly syncPeriod: number;
  readonly observers: {
    readonly controller: ControllerObserver;
    readonly queue: WorkQueueObserver;
    readonly reflectorOf: WatchedClusterOptions['observerOf'];
  };
}

/** How often we look whether the first lists are there. */
const SYNC_POLL = 20;

/** Everything that runs for one kind: its watches, its queue, its controller. */
export class KindRunner {
  readonly cluster: WatchedCluster;
  private readonly queue: WorkQueue;
  private readonly controller: Controller;
  private stopResync: () => void = () => undefined;
  private isWorking = false;

  constructor(private readonly options: KindRunnerOptions) {
    const { transport, kind, namespaces, observers, clock, log, manager, assertLeading } = options;
    this.queue = new WorkQueue({
      clock,
      rateLimiter: new RateLimiter(),
      observer: observers.queue,
      onError: (key, error) => log.error('a look failed; it comes again later', error, { key }),
    });
    this.cluster = new WatchedCluster({
      ...{ transport, kind, namespaces },
      observerOf: observers.reflectorOf,
      changed: (key, priority) => {
        if (this.isWorking) this.queue.add(key, { priority });
      },
      appeared: () => this.addAll(),
    });
    this.controller = new Controller({
      ...options,
      view: this.cluster,
      applier: new Applier(transport, manager, assertLeading),
      observer: observers.controller,
      now: Date.now,
      steadyNow,
    });
  }

  /** Begins to watch. A standby queues nothing: it looks at everything when `work` is called. */
  watch(): void {
    this.cluster.start();
  }

  /** Resolves when everything has been listed once. */
  synced(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.cluster.hasSynced) resolve();
        else this.options.clock.after(SYNC_POLL, look);
      };
      look();
    });
  }

  /** Begins to keep objects true. */
  work(workers: number): void {
    this.isWorking = true;
    this.addAll();
    this.queue.workers(workers, async (key) => {
      const requeueAfter = await this.controller.reconcile(key);
      this.queue.forget(key);
      if (requeueAfter !== undefined) this.queue.addAfter(key, requeueAfter * 1000);
    });
    this.resync();
  }

  /** Takes no more work, and resolves when what was begun is done. */
  async drain(): Promise<void> {
    this.stopResync();
    await this.queue.shutDown();
    this.cluster.stop();
  }

  /** How many objects are left to others for now. */
  contested(): number {
    return this.controller.contested();
  }

  private resync(): void {
    if (this.options.syncPeriod === 0) return;
    this.stopResync = this.options.clock.after(this.options.syncPeriod, () => {
      this.addAll();
      this.resync();
    });
  }

  private addAll(): void {
    if (!this.isWorking) return;
    for (const { key } of this.cluster.parents()) this.queue.add(key, { priority: 'low' });
  }
}

import type { Clock } from '../clock';
import { ApiError, type Transport } from '../kubernetes/transport';
import { type Log, silentLog } from '../log';
import { type Lease, type LeaseSpec, microTime } from './lease';
import { LeaseClient } from './lease-client';
import type { LeaseObserver } from './lease-observer';
import { type LeaseTimes, leaseTimes } from './lease-times';

export interface LeaseElectorOptions extends LeaseTimes {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly namespace: string;
  readonly name: string;
  /** Unique for each start of a process, or a process takes itself for its predecessor. */
  readonly identity: string;
  /** Called once, when leadership ends otherwise than by `release`. The process must exit. */
  readonly onLost: (reason: string) => void;
  /** Milliseconds of the wall clock: what is written into the lease, for people. @default Date.now */
  readonly wallClock?: () => number;
  /** From 0 to 1, as Math.random. */
  readonly random?: () => number;
  readonly observer?: LeaseObserver;
  readonly log?: Log;
}

/** What was seen last of a lease, and since when it has been so by our own clock. */
interface Sighting {
  /** Undefined where there was no lease. */
  readonly version: string | undefined;
  readonly since: number;
  /** Milliseconds that it has to be left alone. */
  readonly duration: number;
}

/** Those who wait look twice as often as the leader renews: so a dead leader is followed in 16 s, and an answer. */
const LONGEST_WAIT = 0.5;
const JITTER = 0.15;
/** Milliseconds for a request of the release: who is told to end has little time. */
const LAST_TIMEOUT = 2_000;

/**
 * Elects one leader among processes by a Lease.
 *
 * Times of others are never compared with ours. Who waits counts from its own sight of the last renewal, who leads
 * from before it asked for it, and gives up 5 s earlier than anybody may follow. So clocks may be wrong and may jump.
 *
 * @see https://kubernetes.io/docs/concepts/architecture/leases/
 */
export class LeaseElector {
  private readonly client: LeaseClient;
  private readonly times: Required<LeaseTimes>;
  /** A new one for each attempt: a signal that lives long gathers listeners. */
  private underWay = new AbortController();
  private readonly log: Log;
  private state: 'waiting' | 'leading' | 'lost' | 'released' = 'waiting';
  private lease: Lease | undefined;
  private sighting: Sighting | undefined;
  /** Until when we lead, by our clock. */
  private deadline = Number.NEGATIVE_INFINITY;
  private stopDeadline: () => void = () => undefined;
  private wake: () => void = () => undefined;
  private acquisition: Promise<boolean> | undefined;
  private loop: Promise<void> | undefined;

  /** @throws Error where the times do not leave room for each other. */
  constructor(private readonly options: LeaseElectorOptions) {
    this.times = leaseTimes(options);
    const timeout = this.times.renewDeadline / 2;
    this.client = new LeaseClient({ ...options, timeout, signal: () => this.underWay.signal });
    this.log = options.log ?? silentLog;
    options.observer?.leading(false);
  }

  /** Whether this process may act now. Ask right before each act: the process may have been stopped meanwhile. */
  isLeading(): boolean {
    return this.state === 'leading' && this.options.clock.now() < this.deadline;
  }

  /** Seconds since the last renewal was asked for; undefined where this process does not lead. */
  secondsSinceRenewal(): number | undefined {
    if (this.state !== 'leading') return undefined;
    return (this.options.clock.now() - this.deadline + this.times.renewDeadline) / 1000;
  }

  /** Resolves with true as soon as this process leads, and with false where it was released before. */
  acquire(): Promise<boolean> {
    this.acquisition ??= new Promise((resolve) => {
      this.loop = this.run(resolve);
    });
    return this.acquisition;
  }

  /**
   * Gives the lease to others at once, or ends waiting for it. Call it when nothing acts any more.
   * Where the API server does not answer, the lease runs out by itself.
   */
  async release(): Promise<void> {
    if (this.state === 'lost' || this.state === 'released') return;
    this.state = 'released';
    this.underWay.abort();
    this.stopDeadline();
    this.wake();
    this.options.observer?.leading(false);
    await this.loop;
    try {
      await this.giveBack();
    } catch (error) {
      this.log.error('the lease was not released and runs out by itself', error);
    }
  }

  private async run(acquired: (leads: boolean) => void): Promise<void> {
    while (this.state === 'waiting') {
      await this.attempt(() => this.tryToLead());
      if (this.state === 'waiting') await this.pause(this.timeToNextLook());
    }
    acquired(this.isLeading());
    while (this.state === 'leading') {
      await this.pause(this.times.retryPeriod);
      if (this.state === 'leading') await this.attempt(() => this.renew());
    }
  }

  /** An answer that fails is looked at again in the next round: the deadline says when it is enough. */
  private async attempt(act: () => Promise<void>): Promise<void> {
    this.underWay = new AbortController();
    try {
      await act();
    } catch (error) {
      if (error instanceof ApiError && error.code === 409)
        this.log.debug('somebody else wrote the lease first');
      else this.log.error('the lease could not be read or written', error);
    }
  }

  private async tryToLead(): Promise<void> {
    const lease = await this.client.read();
    this.see(lease);
    if (this.state !== 'waiting' || !this.isFree(lease)) return;
    const deadline = this.options.clock.now() + this.times.renewDeadline;
    this.lease = await this.take(lease);
    // an answer that came too late is no leadership: the next look tells
    if (this.state !== 'waiting' || this.options.clock.now() >= deadline) return;
    this.state = 'leading';
    this.leadUntil(deadline);
    this.options.observer?.leading(true);
    this.log.info('leads', { lease: `${this.options.namespace}/${this.options.name}` });
  }

  /** Remembers when a lease was first seen as it is. */
  private see(lease: Lease | undefined): void {
    const version = lease?.metadata.resourceVersion;
    if (this.sighting !== undefined && this.sighting.version === version) return;
    const seconds = lease?.spec?.leaseDurationSeconds;
    const duration =
      seconds === undefined ? (this.sighting?.duration ?? this.times.leaseDuration) : seconds * 1000;
    // where there never was a lease, nobody holds it; where one vanished, its holder may not know yet
    const since =
      lease === undefined && this.sighting === undefined
        ? Number.NEGATIVE_INFINITY
        : this.options.clock.now();
    this.sighting = { version, since, duration };
  }

  private isFree(lease: Lease | undefined): boolean {
    const holder = lease?.spec?.holderIdentity ?? '';
    if (lease !== undefined && (holder === '' || holder === this.options.identity)) return true;
    return this.options.clock.now() >= this.freeFrom();
  }

  /** When nobody can believe to lead any more by what we have seen. */
  private freeFrom(): number {
    return this.sighting === undefined
      ? Number.POSITIVE_INFINITY
      : this.sighting.since + this.sighting.duration;
  }

  private timeToNextLook(): number {
    const random = this.options.random ?? Math.random;
    const wait = this.times.retryPeriod * (LONGEST_WAIT - JITTER * random());
    const left = this.freeFrom() - this.options.clock.now();
    return left > 0 ? Math.min(wait, left) : wait;
  }

  private take(lease: Lease | undefined): Promise<Lease> {
    const now = this.moment(lease);
    const spec = { ...this.claim(now), acquireTime: now };
    if (lease === undefined) return this.client.create({ ...spec, leaseTransitions: 0 });
    const ours = lease.spec?.holderIdentity === this.options.identity;
    const leaseTransitions = (lease.spec?.leaseTransitions ?? 0) + (ours ? 0 : 1);
    return this.client.update(lease, { ...spec, leaseTransitions });
  }

  private async renew(): Promise<void> {
    try {
      await this.write(this.lease);
    } catch (error) {
      if (!(error instanceof ApiError) || (error.code !== 409 && error.code !== 404)) throw error;
      await this.renewAfterLook();
    }
  }

  /** Somebody touched the lease, or a write of ours came through without an answer. */
  private async renewAfterLook(): Promise<void> {
    this.options.observer?.slowPath();
    const lease = await this.client.read();
    const holder = lease?.spec?.holderIdentity ?? '';
    if (lease !== undefined && holder !== this.options.identity) this.lose(`"${holder}" holds the lease`);
    await this.write(lease);
  }

  /** The new deadline counts from before the question: whoever saw its effect saw it later. */
  private async write(lease: Lease | undefined): Promise<void> {
    if (this.hasEnded()) return;
    const deadline = this.options.clock.now() + this.times.renewDeadline;
    this.lease = await (lease === undefined
      ? this.take(undefined)
      : this.client.update(lease, this.claim(this.moment(lease))));
    if (!this.hasEnded()) this.leadUntil(deadline);
  }

  private leadUntil(deadline: number): void {
    const { clock } = this.options;
    this.deadline = deadline;
    this.stopDeadline();
    this.stopDeadline = clock.after(deadline - clock.now(), () => this.hasEnded());
  }

  /** Ends a leadership whose deadline has passed: a renewal that comes too late does not revive it. */
  private hasEnded(): boolean {
    if (this.state === 'leading' && this.options.clock.now() >= this.deadline)
      this.lose(`the lease could not be renewed for ${this.times.renewDeadline / 1000} s`);
    return this.state !== 'leading';
  }

  private lose(reason: string): void {
    if (this.state !== 'leading') return;
    this.state = 'lost';
    this.stopDeadline();
    this.wake();
    this.options.observer?.leading(false);
    this.options.onLost(reason);
  }

  /** Once more where a late renewal of our own came between. */
  private async giveBack(attempts = 2): Promise<void> {
    const client = new LeaseClient({ ...this.options, timeout: LAST_TIMEOUT });
    const lease = await client.read();
    if (lease?.spec?.holderIdentity !== this.options.identity) return;
    const spec = { holderIdentity: '', leaseDurationSeconds: 1, renewTime: this.moment(lease) };
    try {
      await client.update(lease, spec);
    } catch (error) {
      if (attempts <= 1 || !(error instanceof ApiError) || error.code !== 409) throw error;
      await this.giveBack(attempts - 1);
    }
  }

  private claim(now: string): LeaseSpec {
    const { identity } = this.options;
    return {
      holderIdentity: identity,
      leaseDurationSeconds: this.times.leaseDuration / 1000,
      renewTime: now,
    };
  }

  /** Never the moment that the lease tells already: a write without a change would not be seen by others. */
  private moment(lease: Lease | undefined): string {
    const now = (this.options.wallClock ?? Date.now)();
    const text = microTime(now);
    return text === lease?.spec?.renewTime ? microTime(now + 1) : text;
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.options.clock.after(milliseconds, resolve);
      this.wake = () => {
        stop();
        resolve();
      };
    });
  }
}

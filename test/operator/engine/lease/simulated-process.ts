import type { Clock } from '../../../../operator/src/engine/clock';
import { LeaseElector, type LeaseElectorOptions } from '../../../../operator/src/engine/lease/lease-elector';
import type { Fate, LeaseServer } from './lease-server';

export interface SimulatedProcessOptions extends Partial<LeaseElectorOptions> {
  readonly fate?: () => Fate;
  /** How fast its clock goes. @default 1 */
  readonly rate?: number;
  /** What its clock shows at the start. @default 0 */
  readonly offset?: number;
}

/** A process with an elector, a clock of its own, and a network of its own. It can be stopped and killed. */
export class SimulatedProcess {
  readonly elector: LeaseElector;
  readonly losses: string[] = [];
  acquiredAt: number | undefined;
  /** Milliseconds that its wall clock is off. */
  wallOffset = 0;
  private state: 'running' | 'paused' | 'dead' = 'running';
  private held: (() => void)[] = [];

  constructor(
    readonly identity: string,
    world: Clock,
    server: LeaseServer,
    options: SimulatedProcessOptions = {},
  ) {
    const { fate = () => ({ there: 1, back: 1 }), rate = 1, offset = 0 } = options;
    const clock: Clock = {
      now: () => world.now() * rate + offset,
      after: (milliseconds, call) => world.after(milliseconds / rate, () => this.deliver(call)),
    };
    this.elector = new LeaseElector({
      transport: server.transport(fate, (call) => this.deliver(call)),
      clock,
      namespace: 'system',
      name: 'operator',
      identity,
      onLost: (reason) => {
        this.losses.push(reason);
        this.kill();
      },
      wallClock: () => world.now() + this.wallOffset,
      ...options,
    });
    void this.elector.acquire().then((leads) => {
      if (leads) this.acquiredAt = world.now();
    });
  }

  /** What it would answer if it asked itself now, dead ones apart. */
  get leads(): boolean {
    return this.state !== 'dead' && this.elector.isLeading();
  }

  pause(): void {
    if (this.state === 'running') this.state = 'paused';
  }

  resume(): void {
    if (this.state !== 'paused') return;
    this.state = 'running';
    for (const call of this.held.splice(0)) this.deliver(call);
  }

  /** As by kill -9: what it sent is on its way, what comes back is not read. */
  kill(): void {
    this.state = 'dead';
    this.held = [];
  }

  private deliver(call: () => void): void {
    if (this.state === 'running') call();
    else if (this.state === 'paused') this.held.push(call);
  }
}

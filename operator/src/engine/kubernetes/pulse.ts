import type { Clock } from '../clock';
import type { Log } from '../log';
import type { UndiciTransport } from './undici-transport';

/** Milliseconds between two beats. */
const PERIOD = 10_000;

export interface PulseOptions {
  readonly transport: Pick<UndiciTransport, 'checkConnections'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Finds connections that carry nothing and never end, as behind a load balancer that hangs, where TCP's own probes are
 * answered. A watch would be silent for minutes, and no one could tell that from a quiet cluster; the pulse tells within 20 s.
 */
export class Pulse {
  private stopped = false;
  private cancel: () => void = () => undefined;

  constructor(private readonly options: PulseOptions) {}

  /** Beats at once, and then every ten seconds. */
  start(): void {
    void this.beat();
  }

  stop(): void {
    this.stopped = true;
    this.cancel();
  }

  private async beat(): Promise<void> {
    const { transport, clock, log } = this.options;
    if (!(await transport.checkConnections()))
      log.info('the API server is silent; opens all connections anew');
    if (!this.stopped) this.cancel = clock.after(PERIOD, () => void this.beat());
  }
}

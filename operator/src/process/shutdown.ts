import type { Clock } from '../engine/clock';
import type { Log } from '../engine/log';

/** What of a process a shutdown uses. */
export interface ProcessEvents {
  on(event: 'SIGTERM' | 'SIGINT', call: (signal: NodeJS.Signals) => void): unknown;
  on(event: 'uncaughtException', call: (error: Error) => void): unknown;
  on(event: 'unhandledRejection', call: (reason: unknown) => void): unknown;
  off(event: 'SIGTERM' | 'SIGINT', call: (signal: NodeJS.Signals) => void): unknown;
  off(event: 'uncaughtException' | 'unhandledRejection', call: (error: unknown) => void): unknown;
  exit(code: number): void;
}

/** What is done when a process ends, in this order. */
export interface ShutdownSteps {
  /** `/readyz` fails from now on. */
  failReadiness(): void;
  /** No new work comes: watches end. */
  stopIntake(): Promise<void> | void;
  /** Resolves when the work that runs has ended. */
  drain(): Promise<void>;
  /** Gives the lease to others. Not done where work may still run. */
  releaseLease(): Promise<void>;
  /** Probes and metrics are served until here. */
  closeServers(): Promise<void>;
}

export interface ShutdownOptions {
  readonly process: ProcessEvents;
  readonly steps: ShutdownSteps;
  /** Milliseconds for intake and running work to end. */
  readonly gracefulTimeout: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds for the lease, and for the servers. */
const LAST_STEPS_TIMEOUT = 5_000;

/**
 * Ends the process: by SIGTERM and SIGINT in order (exit code 0, or 1 where something did not end in time), by a second
 * signal, a lost lease or an error that nobody caught at once (1).
 */
export class Shutdown {
  private ending: Promise<void> | undefined;

  constructor(private readonly options: ShutdownOptions) {
    const { process } = options;
    process.on('SIGTERM', this.onSignal);
    process.on('SIGINT', this.onSignal);
    process.on('uncaughtException', this.onUncaught);
    process.on('unhandledRejection', this.onUncaught);
  }

  /** Ends in order, as by a signal. */
  begin(reason: string): Promise<void> {
    this.ending ??= this.end(reason);
    return this.ending;
  }

  /** Another process leads, or will soon: nothing may be done any more, not even in order. */
  readonly leaseLost = (reason: string): void => {
    this.options.log.error('leadership is lost, exits', new Error(reason));
    this.options.process.exit(1);
  };

  /** Listens to nothing any more. */
  dispose(): void {
    const { process } = this.options;
    process.off('SIGTERM', this.onSignal);
    process.off('SIGINT', this.onSignal);
    process.off('uncaughtException', this.onUncaught);
    process.off('unhandledRejection', this.onUncaught);
  }

  private readonly onSignal = (signal: NodeJS.Signals): void => {
    if (this.ending === undefined) {
      void this.begin(signal);
      return;
    }
    this.options.log.info('second signal, exits at once', { signal });
    this.options.process.exit(1);
  };

  private readonly onUncaught = (error: unknown): void => {
    this.options.log.error('an error that nobody caught, exits', error);
    this.options.process.exit(1);
  };

  private async end(reason: string): Promise<void> {
    const { steps, gracefulTimeout, log, process } = this.options;
    log.info('shuts down', { reason });
    steps.failReadiness();
    const drained = await this.within(gracefulTimeout, 'running work', async () => {
      await steps.stopIntake();
      await steps.drain();
    });
    const released =
      drained && (await this.within(LAST_STEPS_TIMEOUT, 'the lease', () => steps.releaseLease()));
    const closed = await this.within(LAST_STEPS_TIMEOUT, 'the servers', () => steps.closeServers());
    const clean = drained && released && closed;
    log.info('shut down', { clean });
    process.exit(clean ? 0 : 1);
  }

  /** Whether `run` ended well in time. */
  private async within(milliseconds: number, what: string, run: () => Promise<void>): Promise<boolean> {
    const { clock, log } = this.options;
    let stop: () => void = () => undefined;
    const late = new Promise<never>((_, reject) => {
      stop = clock.after(milliseconds, () => reject(new Error(`not done after ${milliseconds / 1000} s`)));
    });
    try {
      await Promise.race([run(), late]);
      return true;
    } catch (error) {
      log.error(`shutdown of ${what} failed`, error);
      return false;
    } finally {
      stop();
    }
  }
}

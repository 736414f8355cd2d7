import { EventEmitter } from 'node:events';
import type { Log } from '../../../operator/src/engine/log';
import { silentLog } from '../../../operator/src/engine/log';
import { Shutdown, type ShutdownSteps } from '../../../operator/src/process/shutdown';
import { FakeClock, settle } from '../fake-clock';

/** A process that notes its exit code and lives on. */
class FakeProcess extends EventEmitter {
  readonly codes: number[] = [];

  exit(code: number): void {
    this.codes.push(code);
  }
}

function bench(change: Partial<ShutdownSteps> = {}) {
  const process = new FakeProcess();
  const clock = new FakeClock();
  const done: string[] = [];
  const errors: string[] = [];
  const step = (name: string) => async () => void done.push(name);
  const steps: ShutdownSteps = {
    failReadiness: () => void done.push('unready'),
    stopIntake: step('intake'),
    drain: step('drain'),
    releaseLease: step('lease'),
    closeServers: step('servers'),
    ...change,
  };
  const log: Log = { ...silentLog, error: (message, error) => void errors.push(`${message}: ${error}`) };
  const shutdown = new Shutdown({
    process,
    steps,
    gracefulTimeout: 30_000,
    clock,
    log,
  });
  return { process, clock, done, errors, shutdown };
}

const forever = () => new Promise<void>(() => undefined);

describe('Shutdown', () => {
  it.each(['SIGTERM', 'SIGINT'])('ends in order by %s', async (signal) => {
    const { process, done, clock } = bench();
    process.emit(signal, signal);
    await settle();
    expect(done).toEqual(['unready', 'intake', 'drain', 'lease', 'servers']);
    expect(process.codes).toEqual([0]);
    expect(clock.pending).toBe(0);
  });

  it('waits for running work, and is unready meanwhile', async () => {
    let end: () => void = () => undefined;
    const { process, clock, done } = bench({ drain: () => new Promise((resolve) => (end = resolve)) });
    process.emit('SIGTERM', 'SIGTERM');
    await clock.advance(29_000);
    expect([done, process.codes]).toEqual([['unready', 'intake'], []]);
    end();
    await settle();
    expect(done).toEqual(['unready', 'intake', 'lease', 'servers']);
    expect(process.codes).toEqual([0]);
  });

  it('keeps the lease where work did not end in time', async () => {
    const { process, clock, done, errors } = bench({ drain: forever });
    process.emit('SIGTERM', 'SIGTERM');
    await clock.advance(30_000);
    expect(done).toEqual(['unready', 'intake', 'servers']);
    expect(process.codes).toEqual([1]);
    expect(errors).toEqual(['shutdown of running work failed: Error: not done after 30 s']);
  });

  it('closes the servers though the lease cannot be released', async () => {
    const { process, clock, done } = bench({ releaseLease: forever });
    process.emit('SIGTERM', 'SIGTERM');
    await clock.advance(5_000);
    expect(done).toEqual(['unready', 'intake', 'drain', 'servers']);
    expect(process.codes).toEqual([1]);
  });

  it('exits at once by a second signal', async () => {
    const { process } = bench({ drain: forever });
    process.emit('SIGTERM', 'SIGTERM');
    await settle();
    process.emit('SIGINT', 'SIGINT');
    expect(process.codes).toEqual([1]);
  });

  it('exits at once where the lease is lost', () => {
    const { process, shutdown, done, errors } = bench();
    shutdown.leaseLost('"b" holds the lease');
    expect([process.codes, done]).toEqual([[1], []]);
    expect(errors).toEqual(['leadership is lost, exits: Error: "b" holds the lease']);
  });

  it.each(['uncaughtException', 'unhandledRejection'])('logs and exits by %s', (event) => {
    const { process, errors } = bench();
    process.emit(event, new TypeError('x is no function'));
    expect(process.codes).toEqual([1]);
    expect(errors).toEqual(['an error that nobody caught, exits: TypeError: x is no function']);
  });

  it('listens to nothing once disposed', () => {
    const { process, shutdown } = bench();
    shutdown.dispose();
    expect(process.eventNames()).toEqual([]);
  });
});

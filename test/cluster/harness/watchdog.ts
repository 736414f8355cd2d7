import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';

/**
 * A small shell beside this process that outlives it, kills the processes it was told of, and removes
 * their folder. It works even when this process gets SIGKILL, which no handler in here could.
 */
export class Watchdog {
  private readonly shell: ChildProcess;

  /** @param folder the folder that is removed when this process is gone */
  constructor(folder: string) {
    // detached: Ctrl-C in a terminal goes to the whole process group, and the watchdog must live through it
    this.shell = spawn('/bin/sh', [join(__dirname, 'watchdog.sh'), folder], {
      detached: true,
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.shell.unref();
    const pipe = this.shell.stdin as Socket;
    pipe.unref();
    pipe.on('error', () => undefined); // the watchdog was killed: nothing to tell it any more
  }

  /** From now on this process is killed when we are gone. */
  started(pid: number): void {
    this.shell.stdin?.write(`started ${pid}\n`);
  }

  /** The process has ended; its pid may soon be somebody else's. */
  ended(pid: number): void {
    this.shell.stdin?.write(`ended ${pid}\n`);
  }

  /** Lets the watchdog do its work now and waits until it is done. */
  async dismiss(): Promise<void> {
    if (this.shell.exitCode !== null || this.shell.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => this.shell.once('exit', () => resolve()));
    this.shell.ref();
    this.shell.stdin?.end();
    await gone;
  }
}

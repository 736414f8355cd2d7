import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Watchdog } from './watchdog';

const GRACE_MILLISECONDS = 3000;
const SHOWN_LOG_LINES = 15;

/** A component ended although nobody asked it to. */
export class ComponentDied extends Error {
  /** Another process was quicker in taking the port; new ports may help. */
  readonly portTaken: boolean;

  constructor(name: string, how: string, log: string) {
    super(`${name} ${how}. The end of its log:\n${lastLines(log)}`);
    this.portTaken = log.includes('address already in use');
  }
}

/** What is run, and how. */
export interface Program {
  readonly name: string;
  readonly binary: string;
  readonly args: readonly string[];
  /** Added to a bare environment: nothing of the user's own settings (~/.kube, ~/.kwok) leaks in. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** One process of the control plane: its log is `<folder>/<name>.log`, its pid stands in `<folder>/<name>.pid`. */
export class Component {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private end: string | undefined;

  readonly name: string;

  constructor(
    { name, binary, args, environment }: Program,
    private readonly folder: string,
    watchdog: Watchdog,
  ) {
    this.name = name;
    const log = openSync(this.logFile, 'a');
    // detached: Ctrl-C must not reach all components at once, because they are stopped in order
    this.child = spawn(binary, args, {
      detached: true,
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, ...environment },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child.unref();
    const pid = this.child.pid;
    if (pid !== undefined) {
      watchdog.started(pid);
      writeFileSync(join(folder, `${name}.pid`), `${pid}\n`);
    }
    this.ended = new Promise((resolve) => {
      const note = (how: string) => {
        this.end ??= how;
        if (pid !== undefined) watchdog.ended(pid);
        resolve();
      };
      this.child.once('error', (error) => note(`could not be started (${error.message})`));
      this.child.once('exit', (code, signal) => note(`ended with ${signal ?? `exit code ${code}`}`));
    });
  }

  /** Throws, with the last lines of the log, when the process is gone. */
  assertAlive(): void {
    if (this.end !== undefined)
      throw new ComponentDied(this.name, this.end, readFileSync(this.logFile, 'utf8'));
  }

  /** Sends a signal: SIGSTOP and SIGCONT for a pause. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends the process without a chance to say goodbye. */
  async kill(): Promise<void> {
    if (this.end !== undefined) return;
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Asks the process to end, and after three seconds makes it. */
  async stop(): Promise<void> {
    if (this.end !== undefined) return;
    this.child.kill('SIGTERM');
    const waiting = new AbortController();
    const grace = pause(GRACE_MILLISECONDS, 'late', { signal: waiting.signal }).catch(() => undefined);
    if ((await Promise.race([this.ended, grace])) === 'late') this.child.kill('SIGKILL');
    await this.ended;
    waiting.abort();
  }

  private get logFile(): string {
    return join(this.folder, `${this.name}.log`);
  }
}

function lastLines(log: string): string {
  return log
    .trimEnd()
    .split('\n')
    .slice(-SHOWN_LOG_LINES)
    .map((line) => `  ${line}`)
    .join('\n');
}

import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** What one run cost. */
export interface Cost {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of processor time, user and system together. */
  readonly cpu: number;
  /** Of these the seconds in our own code and that of Node. */
  readonly user: number;
  /** Of these the seconds in the kernel: what files, and the memory of the process, cost there. */
  readonly system: number;
  /** Peak resident memory, MiB. */
  readonly memory: number;
}

/** The program that tells CPU time and memory of a child; GNU time (Debian package time). */
const GNU_TIME = '/usr/bin/time';

/** Keeps a process on one core, the last; empty where that can't be done. With more, V8 spends time on being done sooner. */
export const ONE_CORE: readonly string[] = pinned(['taskset', '-c', String(cpus().length - 1)]);

function pinned(command: readonly string[]): readonly string[] {
  const [program = '', ...rest] = command;
  return spawnSync(program, [...rest, 'true']).status === 0 ? command : [];
}

/** Whether a program can be started at all. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** The least of several runs of a command. */
export function leastCost(runs: number, commandOf: (run: number) => readonly string[]): Cost {
  const costs = Array.from({ length: runs }, (_, run) => costOf(commandOf(run)));
  // the parts of one run, so that they add up to the whole
  const { cpu, user, system } = costs.reduce((least, cost) => (cost.cpu < least.cpu ? cost : least));
  return {
    wall: Math.min(...costs.map(({ wall }) => wall)),
    cpu,
    user,
    system,
    memory: Math.min(...costs.map(({ memory }) => memory)),
  };
}

function costOf(command: readonly string[]): Cost {
  const format = 'cost %e %U %S %M';
  const { status, stderr, error } = spawnSync(GNU_TIME, ['-f', format, ...ONE_CORE, ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error)
    throw new Error(`${GNU_TIME} cannot be run. Fix: install GNU time (Debian package time).`, {
      cause: error,
    });
  const figures = /cost ([\d.]+) ([\d.]+) ([\d.]+) (\d+)\s*$/.exec(stderr)?.slice(1).map(Number);
  if (status !== 0 || figures === undefined)
    throw new Error(`${command.join(' ')} ended with ${status}:\n${stderr}`);
  const [wall = 0, user = 0, system = 0, kibibytes = 0] = figures;
  return { wall, cpu: user + system, user, system, memory: kibibytes / 1024 };
}

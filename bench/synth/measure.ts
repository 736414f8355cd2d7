import { spawnSync } from 'node:child_process';

/** What one run cost. */
export interface Cost {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of processor time, user and system. */
  readonly cpu: number;
  /** Peak resident memory, MiB. */
  readonly memory: number;
}

/** The program that tells CPU time and memory of a child; GNU time (Debian package time). */
const GNU_TIME = '/usr/bin/time';

/** Whether a program can be started at all. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/**
 * The least of several runs of a command.
 *
 * @param commandOf the command of each run.
 * @param prepare is run before each, unmeasured.
 */
export function leastCost(
  runs: number,
  commandOf: (run: number) => readonly string[],
  prepare: () => void,
): Cost {
  const costs = Array.from({ length: runs }, (_, run) => {
    prepare();
    return costOf(commandOf(run));
  });
  return {
    wall: Math.min(...costs.map(({ wall }) => wall)),
    cpu: Math.min(...costs.map(({ cpu }) => cpu)),
    memory: Math.min(...costs.map(({ memory }) => memory)),
  };
}

function costOf(command: readonly string[]): Cost {
  const format = 'cost %e %U %S %M';
  const { status, stderr, error } = spawnSync(GNU_TIME, ['-f', format, ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error)
    throw new Error(`${GNU_TIME} cannot be run. Fix: install GNU time (Debian package time).`, {
      cause: error,
    });
  const [, wall, user, system, kibibytes] = /cost ([\d.]+) ([\d.]+) ([\d.]+) (\d+)\s*$/.exec(stderr) ?? [];
  if (status !== 0 || kibibytes === undefined)
    throw new Error(`${command.join(' ')} ended with ${status}:\n${stderr}`);
  return { wall: Number(wall), cpu: Number(user) + Number(system), memory: Number(kibibytes) / 1024 };
}

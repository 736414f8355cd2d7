import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pids of the components that a harness started in this folder. */
export function recordedPids(dir: string): number[] {
  const files = readdirSync(dir).filter((file) => file.endsWith('.pid'));
  return files.map((file) => Number(readFileSync(join(dir, file), 'utf8')));
}

/** Whether a process is there and does something. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // in a container whose first process reaps no orphans a killed process stays as a zombie: it is gone all the same
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/^\d+ \(.*\) Z/.test(readFileSync(stat, 'utf8'));
}

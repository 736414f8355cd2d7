import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where new files are staged; while it exists, its owner is writing. */
const STAGING = '.synth';
const OWNER = 'pid';

/**
 * Runs `write` while no other process may do the same to the folder.
 *
 * @param write gets an empty folder on the same file system, which is removed afterwards.
 */
export function withLock<T>(folder: string, write: (staging: string) => T): T {
  const staging = join(folder, STAGING);
  lock(folder, staging);
  try {
    return write(staging);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function lock(folder: string, staging: string): void {
  removeRemains(folder);
  if (tryLock(folder, staging)) return;
  const owner = ownerOf(staging);
  if (owner !== undefined && !isRunningElsewhere(owner)) rmSync(staging, { recursive: true, force: true });
  if (!tryLock(folder, staging)) {
    const who = owner === undefined ? '' : ` (process ${owner})`;
    throw new Error(
      `another synth${who} is writing there. Fix: wait for it, or remove its folder ${STAGING} if there is none.`,
    );
  }
}

/** What runs left that were killed before they had the lock. */
function removeRemains(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, owner] = /^\.synth-(\d+)$/.exec(name) ?? [];
    if (owner === undefined || isRunningElsewhere(Number(owner))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** A folder is renamed onto another one only if that is empty, so the lock appears with its owner's name in it. */
function tryLock(folder: string, staging: string): boolean {
  const prepared = join(folder, `${STAGING}-${process.pid}`);
  try {
    mkdirSync(prepared, { recursive: true });
    writeFileSync(join(prepared, OWNER), String(process.pid));
    renameSync(prepared, staging);
    return true;
  } catch (error) {
    rmSync(prepared, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code)))
      return false;
    throw error;
  }
}

/** Undefined where the owner finished just now. */
function ownerOf(staging: string): number | undefined {
  try {
    return Number(readFileSync(join(staging, OWNER), 'utf8'));
  } catch {
    return undefined;
  }
}

function isRunningElsewhere(owner: number): boolean {
  // this process does one thing at a time, so its own id was left by a dead one that had the same
  if (owner === process.pid) return false;
  try {
    return process.kill(owner, 0);
  } catch (error) {
    // a process of another user exists, too
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

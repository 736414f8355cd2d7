import { closeSync, openSync, rmSync, statSync, utimesSync } from 'node:fs';
import { waitFor } from './wait-for';

const HEARTBEAT_SECONDS = 2;
const STALE_AFTER_SECONDS = 20;
const LONGEST_BUILD_SECONDS = 3600;

/**
 * Runs `build` while no other process runs one under the same lock file. The holder touches the file every two
 * seconds; a file that nobody touches belongs to a dead process and is taken over. Should two processes take
 * over at the same moment, both build: slow, but harmless, as the result is moved into place in one step.
 */
export async function withBuildLock(file: string, build: () => Promise<void>): Promise<void> {
  let told = false;
  await waitFor(
    `the other build is done (its lock: ${file})`,
    () => {
      if (take(file)) return true;
      if (!told) console.log('Another run is building the tools; waiting for it.');
      told = true;
      return undefined;
    },
    { deadline: LONGEST_BUILD_SECONDS, every: 500 },
  );
  const heartbeat = setInterval(() => utimesSync(file, new Date(), new Date()), HEARTBEAT_SECONDS * 1000);
  try {
    await build();
  } finally {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (touched !== undefined && Date.now() - touched > STALE_AFTER_SECONDS * 1000)
    rmSync(file, { force: true });
  try {
    closeSync(openSync(file, 'wx'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

import { setTimeout as pause } from 'node:timers/promises';

/** Waits for a condition, some seconds at most. */
export async function until(what: string, condition: () => boolean, seconds = 20): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`after ${seconds} s still not: ${what}`);
    await pause(2);
  }
}

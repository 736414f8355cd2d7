import { setTimeout as pause } from 'node:timers/promises';

/** How long and how often a condition is looked at. */
export interface Patience {
  /** Seconds until it is given up. @default 30 */
  readonly deadline?: number;
  /** Milliseconds between two looks. @default 50 */
  readonly every?: number;
}

/**
 * Looks until `look` gives something other than undefined, and returns that.
 *
 * @param what what is waited for, as a clause: "the Deployment is available"
 * @param seen what to say about the last look when time is up
 */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  patience: Patience = {},
  seen: () => string = () => '',
): Promise<T> {
  const { deadline = 30, every = 50 } = patience;
  const end = Date.now() + deadline * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() >= end) throw new Error(`waited ${deadline} s in vain until ${what}. ${seen()}`.trim());
    await pause(every);
  }
}

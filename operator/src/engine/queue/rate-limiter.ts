/** How the wait grows with each failure. */
export interface RateLimits {
  /** Milliseconds after the first failure; each further one doubles them. @default 5 */
  readonly base?: number;
  /** Milliseconds that are never exceeded. @default 1000000 */
  readonly longest?: number;
}

/** Makes a key that fails wait longer each time: 5 ms, 10 ms, 20 ms … 1000 s, as controller-runtime does. */
export class RateLimiter {
  private readonly failures = new Map<string, number>();
  private readonly base: number;
  private readonly longest: number;

  constructor({ base = 5, longest = 1_000_000 }: RateLimits = {}) {
    this.base = base;
    this.longest = longest;
  }

  /** Counts a failure and gives the milliseconds to wait. */
  next(key: string): number {
    const failures = this.failures.get(key) ?? 0;
    this.failures.set(key, failures + 1);
    return Math.min(this.base * 2 ** failures, this.longest);
  }

  /** How often the key has failed since it was forgotten. */
  failuresOf(key: string): number {
    return this.failures.get(key) ?? 0;
  }

  /** The next failure counts as the first. */
  forget(key: string): void {
    this.failures.delete(key);
  }
}

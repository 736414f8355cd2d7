const FIRST = 800;
const LONGEST = 30_000;

/** Delays of 0.8 s, 1.6 s, … 30 s, each up to a fifth less so that many clients do not come at once. */
export class Backoff {
  private failures = 0;

  constructor(private readonly random: () => number) {}

  /** Milliseconds to wait after one more failure. */
  next(): number {
    const delay = Math.min(LONGEST, FIRST * 2 ** this.failures);
    if (delay < LONGEST) this.failures++;
    return delay * (1 - this.random() / 5);
  }

  /** All is well again. */
  reset(): void {
    this.failures = 0;
  }
}

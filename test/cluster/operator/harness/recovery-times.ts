/** How long it took until all was well again, after each fault of a test file; printed at its end. */
export class RecoveryTimes {
  private readonly rows: { readonly fault: string; readonly seconds: number }[] = [];

  /** @param fault what happened. @param recovery resolves when all is well; the fault is over when it is called. */
  async measure(fault: string, recovery: () => Promise<unknown>): Promise<number> {
    const begin = performance.now();
    await recovery();
    const seconds = (performance.now() - begin) / 1000;
    this.rows.push({ fault, seconds });
    return seconds;
  }

  /** Call it in `afterAll`. */
  print(): void {
    const width = Math.max(...this.rows.map(({ fault }) => fault.length));
    const lines = this.rows.map(
      ({ fault, seconds }) => `${fault.padEnd(width)} ${seconds.toFixed(1).padStart(6)} s`,
    );
    if (lines.length > 0) console.log(`recovered after\n${lines.join('\n')}`);
  }
}

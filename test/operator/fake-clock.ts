import type { Clock } from '../../operator/src/engine/clock';

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

/** A clock that goes on only when a test says so. */
export class FakeClock implements Clock {
  private time = 0;
  private readonly timers = new Set<Timer>();

  now(): number {
    return this.time;
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = { due: this.time + Math.max(0, milliseconds), call };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** How many timers wait. */
  get pending(): number {
    return this.timers.size;
  }

  /** Lets time pass; between two timers all that has become possible happens, then `look` is called. */
  async advance(milliseconds: number, look: () => void = () => undefined): Promise<void> {
    const end = this.time + milliseconds;
    await settle();
    for (let timer = this.first(end); timer !== undefined; timer = this.first(end)) {
      this.time = Math.max(this.time, timer.due);
      this.timers.delete(timer);
      timer.call();
      await settle();
      look();
    }
    this.time = end;
    await settle();
    look();
  }

  private first(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) {
      if (timer.due <= end && (first === undefined || timer.due < first.due)) first = timer;
    }
    return first;
  }
}

/** Lets happen what can happen without time passing. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise(setImmediate);
}

import { Heap } from './heap';

/**
 * `high` for what happens to the objects that we made, so that what was begun is brought to its end before much more is begun;
 * `normal` for what somebody wants; `low` for the initial list and resyncs.
 */
export type Priority = 'high' | 'normal' | 'low';

const RANKS: Readonly<Record<Priority, number>> = { high: 2, normal: 1, low: 0 };

export function isHigher(one: Priority, other: Priority): boolean {
  return RANKS[one] > RANKS[other];
}

export function higher(one: Priority, other: Priority | undefined): Priority {
  return other !== undefined && isHigher(other, one) ? other : one;
}

/**
 * Keys in the order in which they are taken: those of one lane as they came, those of the high and the normal lane in turn, and
 * one of so many from the low lane. Each lane is slow at worst, never starved.
 */
export class Lanes {
  private readonly heaps: Readonly<Record<Priority, Heap>> = {
    high: new Heap(),
    normal: new Heap(),
    low: new Heap(),
  };
  private arrivals = 0;
  private last: Priority = 'normal';
  private sinceLow = 0;

  /** @param lowShare while the low lane waits with others, one of so many keys is taken from it. */
  constructor(private readonly lowShare: number) {}

  add(key: string, priority: Priority): void {
    this.heaps[priority].set(key, this.arrivals++);
  }

  delete(key: string, priority: Priority): void {
    this.heaps[priority].delete(key);
  }

  take(): string | undefined {
    const lane = this.next();
    const isLowWaiting = this.heaps.low.size > 0;
    this.sinceLow = lane !== 'low' && isLowWaiting ? this.sinceLow + 1 : 0;
    if (lane !== 'low') this.last = lane;
    const key = this.heaps[lane].first();
    if (key !== undefined) this.heaps[lane].delete(key);
    return key;
  }

  clear(): void {
    for (const heap of Object.values(this.heaps)) heap.clear();
  }

  private next(): Priority {
    const { high, normal, low } = this.heaps;
    const isLowDue = this.sinceLow >= this.lowShare - 1 || high.size + normal.size === 0;
    if (isLowDue && low.size > 0) return 'low';
    const turn = this.last === 'high' ? 'normal' : 'high';
    return this.heaps[turn].size > 0 ? turn : this.last;
  }
}

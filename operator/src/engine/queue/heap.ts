/** Keys in the order of their ranks, smallest first. Each operation takes O(log n). */
export class Heap {
  private readonly entries: { readonly key: string; readonly rank: number }[] = [];
  private readonly positions = new Map<string, number>();

  get size(): number {
    return this.entries.length;
  }

  /** The key of the smallest rank, which stays. */
  first(): string | undefined {
    return this.entries[0]?.key;
  }

  /** Undefined where the key is not in it. */
  rankOf(key: string): number | undefined {
    const position = this.positions.get(key);
    return position === undefined ? undefined : this.entries[position]?.rank;
  }

  /** Adds a key, or gives it another rank. */
  set(key: string, rank: number): void {
    this.delete(key);
    this.entries.push({ key, rank });
    this.positions.set(key, this.entries.length - 1);
    this.rise(this.entries.length - 1);
  }

  /** Whether the key was in it. */
  delete(key: string): boolean {
    const position = this.positions.get(key);
    if (position === undefined) return false;
    const last = this.entries.length - 1;
    this.swap(position, last);
    this.entries.pop();
    this.positions.delete(key);
    if (position < last) {
      this.rise(position);
      this.sink(position);
    }
    return true;
  }

  clear(): void {
    this.entries.length = 0;
    this.positions.clear();
  }

  private rise(from: number): void {
    let position = from;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (this.rank(parent) <= this.rank(position)) return;
      this.swap(parent, position);
      position = parent;
    }
  }

  private sink(from: number): void {
    let position = from;
    for (;;) {
      const left = 2 * position + 1;
      const child = this.rank(left + 1) < this.rank(left) ? left + 1 : left;
      if (this.rank(position) <= this.rank(child)) return;
      this.swap(position, child);
      position = child;
    }
  }

  /** What is not there ranks behind all. */
  private rank(position: number): number {
    return this.entries[position]?.rank ?? Number.POSITIVE_INFINITY;
  }

  private swap(one: number, other: number): void {
    const first = this.entries[one];
    const second = this.entries[other];
    if (first === undefined || second === undefined) return;
    this.entries[one] = second;
    this.entries[other] = first;
    this.positions.set(second.key, one);
    this.positions.set(first.key, other);
  }
}

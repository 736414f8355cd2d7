interface Entry {
  readonly key: string;
  readonly rank: number;
  position: number;
}

/** Keys in the order of their ranks, smallest first. Each operation takes O(log n). */
export class Heap {
  private readonly entries: Entry[] = [];
  private readonly byKey = new Map<string, Entry>();

  get size(): number {
    return this.entries.length;
  }

  /** The key of the smallest rank, which stays. */
  first(): string | undefined {
    return this.entries[0]?.key;
  }

  /** Undefined where the key is not in it. */
  rankOf(key: string): number | undefined {
    return this.byKey.get(key)?.rank;
  }

  /** Adds a key, or gives it another rank. */
  set(key: string, rank: number): void {
    this.delete(key);
    const entry = { key, rank, position: this.entries.length };
    this.entries.push(entry);
    this.byKey.set(key, entry);
    this.rise(entry);
  }

  /** Whether the key was in it. */
  delete(key: string): boolean {
    const entry = this.byKey.get(key);
    if (entry === undefined) return false;
    this.byKey.delete(key);
    const last = this.entries.pop();
    if (last !== undefined && last !== entry) {
      this.place(last, entry.position);
      this.rise(last);
      this.sink(last);
    }
    return true;
  }

  clear(): void {
    this.entries.length = 0;
    this.byKey.clear();
  }

  private rise(entry: Entry): void {
    for (;;) {
      const parent = this.entries[(entry.position - 1) >> 1];
      if (parent === undefined || parent.rank <= entry.rank) return;
      this.swap(parent, entry);
    }
  }

  private sink(entry: Entry): void {
    for (;;) {
      const left = this.entries[2 * entry.position + 1];
      const right = this.entries[2 * entry.position + 2];
      const child = right !== undefined && left !== undefined && right.rank < left.rank ? right : left;
      if (child === undefined || entry.rank <= child.rank) return;
      this.swap(entry, child);
    }
  }

  private swap(one: Entry, other: Entry): void {
    const { position } = one;
    this.place(one, other.position);
    this.place(other, position);
  }

  private place(entry: Entry, position: number): void {
    entry.position = position;
    this.entries[position] = entry;
  }
}

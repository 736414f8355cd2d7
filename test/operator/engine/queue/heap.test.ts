import fc from 'fast-check';
import { Heap } from '../../../../operator/src/engine/queue/heap';

/** A heap beside a plain map that says what must be in it. */
class Twins {
  readonly heap = new Heap();
  readonly model = new Map<string, number>();

  set(key: string, rank: number): void {
    this.heap.set(key, rank);
    this.model.set(key, rank);
  }

  delete(key: string): void {
    expect(this.heap.delete(key)).toBe(this.model.delete(key));
  }

  pop(): void {
    const first = this.heap.first();
    expect(first === undefined).toBe(this.model.size === 0);
    if (first === undefined) return;
    expect(this.heap.rankOf(first)).toBe(Math.min(...this.model.values()));
    this.delete(first);
  }
}

describe('Heap', () => {
  const step = fc.record({
    act: fc.constantFrom('set', 'set', 'set', 'delete', 'pop'),
    key: fc.integer({ min: 0, max: 12 }).map(String),
    rank: fc.integer({ min: 0, max: 1000 }),
  });

  it('gives the key of the smallest rank, as a sorted list does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const twins = new Twins();
        for (const { act, key, rank } of steps) {
          if (act === 'set') twins.set(key, rank);
          else if (act === 'delete') twins.delete(key);
          else twins.pop();
          expect(twins.heap.size).toBe(twins.model.size);
          expect(twins.heap.rankOf(key)).toBe(twins.model.get(key));
        }
        while (twins.model.size > 0) twins.pop();
      }),
    );
  });

  it('is empty after it was cleared', () => {
    const heap = new Heap();
    heap.set('a', 1);
    heap.clear();
    expect([heap.size, heap.first(), heap.delete('a')]).toEqual([0, undefined, false]);
  });
});

import fc from 'fast-check';
import { type Manifest, sampleApps } from '../sample-apps';
import { render } from '../sample-charts';

/** The same value with the keys of every mapping in another order. */
function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => ({ order: random(), key, item: shuffled(item, random) }))
      .sort((a, b) => a.order - b.order)
      .map(({ key, item }) => [key, item]),
  );
}

const app = fc.constantFrom(...sampleApps());
const orders = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));

describe('an app', () => {
  it('renders to the same objects every time', () => {
    fc.assert(
      fc.property(app, (manifest) => {
        expect(JSON.stringify(render(manifest))).toBe(JSON.stringify(render(structuredClone(manifest))));
      }),
      { numRuns: 12 },
    );
  });

  it('renders to the same objects in whatever order its fields stand', () => {
    fc.assert(
      fc.property(app, orders, (manifest, order) => {
        const other = shuffled(manifest, () => order.next().value as number) as Manifest;
        expect(render(other)).toEqual(render(manifest));
      }),
      { numRuns: 40 },
    );
  });
});

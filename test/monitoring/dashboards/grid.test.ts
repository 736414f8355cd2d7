import fc from 'fast-check';
import { bottomOf, COLUMNS, overlap, placePanels } from '../../../lib/monitoring/dashboards/grid';

const sizes = fc.array(
  fc.record({ width: fc.integer({ min: 1, max: COLUMNS }), height: fc.integer({ min: 1, max: 12 }) }),
);
const rectangle = fc.record({
  x: fc.integer({ min: 0, max: 8 }),
  y: fc.integer({ min: 0, max: 8 }),
  w: fc.integer({ min: 1, max: 8 }),
  h: fc.integer({ min: 1, max: 8 }),
});

describe('the grid', () => {
  it('holds any list of panels without an overlap, within its columns, in their order', () => {
    fc.assert(
      fc.property(sizes, fc.nat(100), (panels, top) => {
        const places = placePanels(panels, top);
        expect(places.map(({ w, h }) => ({ width: w, height: h }))).toEqual(panels);
        places.forEach((place, index) => {
          expect(place.x + place.w).toBeLessThanOrEqual(COLUMNS);
          expect(place.y).toBeGreaterThanOrEqual(top);
          expect(place.y + place.h).toBeLessThanOrEqual(bottomOf(places, top));
          const later = places.slice(index + 1);
          expect(later.filter((each) => overlap(place, each))).toEqual([]);
          expect(later.filter(({ x, y }) => y < place.y || (y === place.y && x < place.x))).toEqual([]);
        });
      }),
    );
  });

  it('knows an overlap by the cells that two rectangles share', () => {
    const cells = ({ x, y, w, h }: typeof rectangle extends fc.Arbitrary<infer T> ? T : never) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`);
    fc.assert(
      fc.property(rectangle, rectangle, (one, two) => {
        const shared = cells(one).some((cell) => cells(two).includes(cell));
        expect(overlap(one, two)).toBe(shared);
      }),
    );
  });

  it('fills a line before it begins the next one, below the highest panel', () => {
    const places = placePanels(
      [
        { width: 12, height: 4 },
        { width: 12, height: 6 },
        { width: 8, height: 2 },
      ],
      5,
    );
    expect(places.map(({ x, y }) => [x, y])).toEqual([
      [0, 5],
      [12, 5],
      [0, 11],
    ]);
    expect(bottomOf(places, 5)).toBe(13);
  });

  it('leaves a panel where it was put', () => {
    const [put] = placePanels([{ width: 4, height: 4, position: { x: 20, y: 3 } }], 10);
    expect(put).toEqual({ x: 20, y: 13, w: 4, h: 4 });
  });
});

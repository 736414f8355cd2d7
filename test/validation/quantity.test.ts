import fc from 'fast-check';
import { compareQuantities, isQuantity } from '../../lib/validation/quantity';
import fixture from './go-quantities.json';

/**
 * What resource.ParseQuantity and Quantity.Cmp of k8s.io/apimachinery v0.36.3 make of 4000 texts, by
 * go-quantity/main.go beside this file: `go mod init quantities && go get k8s.io/apimachinery@v0.36.3 && go run .`.
 * `ascending` holds the accepted texts in groups of equals. Exponents at which Go itself hangs are not among them.
 */
const { refused, ascending } = fixture;
const accepted = ascending.flat();

describe('isQuantity', () => {
  it('is judged by many texts of both kinds', () => {
    expect(Math.min(refused.length, accepted.length, ascending.length)).toBeGreaterThan(1000);
  });

  it('accepts what Kubernetes accepts, a unit without number among it', () => {
    expect(accepted).toEqual(expect.arrayContaining(['+', '.', 'Ki', 'm', '-', '.5', '5.', '1e3']));
    expect(accepted.filter((text) => !isQuantity(text))).toEqual([]);
  });

  it('refuses what Kubernetes refuses, large and tiny units without number among it', () => {
    expect(refused).toEqual(expect.arrayContaining(['', 'Ei', 'e-10', '1K', '1GiB', '1e1.5', ' 1']));
    expect(refused.filter(isQuantity)).toEqual([]);
  });
});

describe('compareQuantities', () => {
  const places = ascending.flatMap((equals, place) => equals.map((text) => ({ text, place })));
  const sample = fc.constantFrom(...places);

  it('puts any two quantities in the order of Kubernetes', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(Math.sign(compareQuantities(a.text, b.text))).toBe(Math.sign(a.place - b.place));
      }),
      { numRuns: 3000 },
    );
  });

  it('tells each group of equals from its neighbours', () => {
    const wrong = ascending.flatMap((group, place) => {
      const [first = ''] = group;
      const unequal = group.filter((text) => compareQuantities(first, text) !== 0);
      const [next] = ascending[place + 1] ?? [];
      const notBelow = next !== undefined && compareQuantities(first, next) >= 0 ? [next] : [];
      return [...unequal, ...notBelow];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['0.1n', '1n', 'the least unit is the nano'],
    ['-0.1n', '-1n', 'rounding is away from zero'],
    ['1.0000000001', '1.000000001', 'rounding is upwards, not to the nearest'],
    ['8Ei', '9223372036854775807', 'binary units are capped at 2^63-1'],
    ['-17Ei', '-9223372036854775807', 'the cap is the same below zero'],
    ['1e-400', '1n', 'a tiny number is not zero'],
    ['Ki', '0', 'a unit alone is zero'],
  ])('takes %s for equal to %s: %s', (a, b) => {
    expect(compareQuantities(a, b)).toBe(0);
  });

  it('does not cap decimal units', () => {
    expect(compareQuantities('17E', '8Ei')).toBeGreaterThan(0);
  });

  it.each([
    ['1e2147483647', '1e2147483646', 1],
    ['-1e2147483647', '-1e2147483646', -1],
    ['1e2147483647', '-1e2147483647', 1],
    ['1e-2147483647', '1', -1],
    ['0e2147483647', '0e-2147483647', 0],
    ['10e2147483645', '1e2147483646', 0],
  ])('compares %s with %s without writing them out', (a, b, order) => {
    expect(Math.sign(compareQuantities(a, b))).toBe(order);
  });

  it('agrees with numbers for plain decimals', () => {
    const thousandths = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(thousandths, thousandths, (a, b) => {
        expect(Math.sign(compareQuantities(`${a}m`, (b / 1000).toFixed(3)))).toBe(Math.sign(a - b));
      }),
    );
  });

  it('throws where one of the two is no quantity, and names it', () => {
    expect(() => compareQuantities('1', '1GiB')).toThrow('not a quantity: "1GiB"');
    expect(() => compareQuantities('x', '1')).toThrow('not a quantity: "x"');
  });
});

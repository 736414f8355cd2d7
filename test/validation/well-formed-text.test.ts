import fc from 'fast-check';
import { illFormedText } from '../../lib/validation/well-formed-text';

describe('illFormedText', () => {
  it('finds half a surrogate pair in values, lists and keys', () => {
    const value = { a: 'x\ud83d', list: ['ok', '\ude00'], map: { '\ud83d': 1 }, fine: '😀' };
    expect(illFormedText(value, ['spec']).map(({ path }) => path)).toEqual([
      ['spec', 'a'],
      ['spec', 'list', 1],
      ['spec', 'map'],
    ]);
  });

  it('agrees with what UTF-8 can hold', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.integer({ min: 0xd7ff, max: 0xe000 }).map((unit) => String.fromCharCode(unit)),
        }),
        (text) => {
          const survives = Buffer.from(text).toString() === text;
          expect(illFormedText(text)).toHaveLength(survives ? 0 : 1);
        },
      ),
    );
  });

  it.each([null, undefined, 7, true])('has nothing to say about %p', (value) => {
    expect(illFormedText(value)).toEqual([]);
  });
});

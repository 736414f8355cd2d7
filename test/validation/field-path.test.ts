import fc from 'fast-check';
import { formatFieldPath, valueAt } from '../../lib/validation/field-path';

describe('formatFieldPath', () => {
  it.each([
    [[], ''],
    [['spec'], 'spec'],
    [['spec', 'mcpServer', 'tools', 2, 'widget'], 'spec.mcpServer.tools[2].widget'],
    [['spec', 'pod', 'labels', 'example.com/team'], 'spec.pod.labels[example.com/team]'],
    [['requests', 'ephemeral-storage'], 'requests.ephemeral-storage'],
    [['matrix', 0, 1, 'x'], 'matrix[0][1].x'],
    [['', 'a b', '0'], '[][a b][0]'],
  ])('writes %j as %s', (path, text) => {
    expect(formatFieldPath(path)).toBe(text);
  });
});

describe('valueAt', () => {
  it('finds what setting a value at a path has put there', () => {
    const step = fc.oneof(fc.string(), fc.nat({ max: 3 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), fc.jsonValue(), (path, value) => {
        const root = path.reduceRight<unknown>(
          (inner, key) => ({ ['__proto__']: null, [key]: inner }),
          value,
        );
        expect(valueAt(root, path)).toEqual(value);
      }),
    );
  });

  it.each([
    ['a missing field', { a: {} }, ['a', 'b']],
    ['an index behind the end', [1], [1]],
    ['a step below a scalar', { a: 'text' }, ['a', 'length']],
    ['a step below null', { a: null }, ['a', 'b']],
    ['an inherited property', {}, ['constructor', 'name']],
  ])('is undefined for %s', (_, root, path) => {
    expect(valueAt(root, path)).toBeUndefined();
  });

  it('is the root for an empty path', () => {
    expect(valueAt(7, [])).toBe(7);
  });
});

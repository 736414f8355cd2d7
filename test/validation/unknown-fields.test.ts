import type { StructuralSchema } from '../../lib/validation/structural-schema';
import { unknownFields } from '../../lib/validation/unknown-fields';

const text: StructuralSchema = { type: 'string' };
const named: StructuralSchema = { type: 'object', properties: { name: text } };
const schema: StructuralSchema = {
  type: 'object',
  properties: {
    name: text,
    nested: named,
    list: { type: 'array', items: named },
    map: { type: 'object', additionalProperties: named },
    open: { ...named, 'x-kubernetes-preserve-unknown-fields': true },
  },
};

function unknownPaths(value: unknown): string[] {
  return unknownFields(value, schema, ['spec']).map(({ path }) => path.join('/'));
}

describe('unknownFields', () => {
  it('names every field that the schema does not declare, at any depth', () => {
    const value = { name: 'a', other: 1, nested: { nam: 1 }, list: [{}, { x: 1 }], map: { any: { y: 1 } } };
    expect(unknownPaths(value)).toEqual(['spec/other', 'spec/nested/nam', 'spec/list/1/x', 'spec/map/any/y']);
  });

  it('lets pass what an open object holds', () => {
    expect(unknownPaths({ open: { name: 'a', any: { thing: [1] } } })).toEqual([]);
  });

  it('looks into no value of the wrong type', () => {
    expect(unknownPaths({ name: { a: 1 }, nested: [{ b: 1 }], list: { c: 1 } })).toEqual([]);
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'does not take %s for a declared field',
    (key) => {
      expect(unknownPaths(JSON.parse(`{"${key}": 1}`))).toEqual([`spec/${key}`]);
    },
  );

  it('suggests the field that is meant, or else lists all', () => {
    const [near, far] = unknownFields({ nmae: 1, other: 1 }, named);
    expect(near).toEqual({
      severity: 'error',
      path: ['nmae'],
      rule: 'is no field of this API',
      fix: 'remove it, or use one of: name',
    });
    expect(far?.fix).toBe('remove it, or use one of: name');
    expect(unknownFields({ nam: 1 }, named)[0]?.fix).toBe('did you mean name?');
  });
});

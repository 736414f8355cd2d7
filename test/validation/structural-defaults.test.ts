import fc from 'fast-check';
import crd from '../../imports/chatgptapp.crd.json';
import { withDefaults } from '../../lib/validation/structural-defaults';
import type { StructuralSchema } from '../../lib/validation/structural-schema';
import { mutatedApp } from '../cluster/verdict/mutation';

const APP = crd.spec.versions[0]?.schema.openAPIV3Schema as unknown as StructuralSchema;

const port: StructuralSchema = { type: 'integer', default: 80 };
const schema: StructuralSchema = {
  type: 'object',
  properties: {
    port,
    name: { type: 'string' },
    optional: { type: 'object', properties: { port } },
    given: { type: 'object', default: {}, properties: { port } },
    list: { type: 'array', items: { type: 'object', properties: { port } } },
    map: { type: 'object', additionalProperties: { type: 'object', properties: { port } } },
    modes: { type: 'array', default: ['a', 'b'] },
  },
};
const DEFAULTS = { port: 80, given: { port: 80 }, modes: ['a', 'b'] };

describe('withDefaults', () => {
  it('fills in what is absent, and the defaults inside a default', () => {
    expect(withDefaults({}, schema)).toEqual(DEFAULTS);
  });

  it('leaves an optional object absent, and fills one that is there', () => {
    expect(withDefaults({}, schema)).not.toHaveProperty('optional');
    expect(withDefaults({ optional: {} }, schema)).toHaveProperty('optional', { port: 80 });
  });

  it.each([
    ['entries of lists', { list: [{}, { port: 1 }] }, { list: [{ port: 80 }, { port: 1 }] }],
    ['values of maps', { map: { a: {}, b: { port: 1 } } }, { map: { a: { port: 80 }, b: { port: 1 } } }],
    ['null on a field with default', { port: null, modes: null }, {}],
  ])('fills in %s', (_, value, expected) => {
    expect(withDefaults(value, schema)).toEqual({ ...DEFAULTS, ...expected });
  });

  it.each([
    ['what is given, falsy values too', { port: 0, modes: [] }],
    ['null on a field without default', { name: null, optional: null, list: [null] }],
    ['unknown fields', { unknown: { port: null } }],
    ['values of the wrong type', { optional: 7, list: 'x', map: [{}] }],
  ])('keeps %s', (_, value) => {
    expect(withDefaults(value, schema)).toEqual({ ...DEFAULTS, ...value });
  });

  it.each([null, 'text', 7, true, undefined])('returns %p as it is', (value) => {
    expect(withDefaults(value, schema)).toBe(value);
  });

  it('keeps a key __proto__ as data', () => {
    const given = JSON.parse('{"__proto__": {"port": 1}, "map": {"__proto__": {}}}');
    const result = withDefaults(given, schema) as { map: object };
    expect(Object.getOwnPropertyDescriptor(result, '__proto__')?.value).toEqual({ port: 1 });
    expect(Object.getOwnPropertyDescriptor(result.map, '__proto__')?.value).toEqual({ port: 80 });
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  it('gives every result its own copy of a default', () => {
    const [first, second] = [1, 2].map(() => withDefaults({}, schema) as { modes: string[] });
    first?.modes.push('c');
    expect(second?.modes).toEqual(['a', 'b']);
  });

  it('changes no input, and nothing a second time, whatever the app', () => {
    fc.assert(
      fc.property(mutatedApp, (app) => {
        const before = structuredClone(app);
        const once = withDefaults(app, APP);
        expect(app).toEqual(before);
        expect(withDefaults(once, APP)).toEqual(once);
      }),
      { numRuns: 60 },
    );
  });
});

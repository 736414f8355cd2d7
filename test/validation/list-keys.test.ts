import { duplicateListEntries } from '../../lib/validation/list-keys';
import type { StructuralSchema } from '../../lib/validation/structural-schema';

const entry: StructuralSchema = { type: 'object', properties: { name: {}, port: {} } };
const byName: StructuralSchema = {
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['name'],
  items: entry,
};
const byBoth: StructuralSchema = { ...byName, 'x-kubernetes-list-map-keys': ['name', 'port'] };
const set: StructuralSchema = { type: 'array', 'x-kubernetes-list-type': 'set' };
const atomic: StructuralSchema = { type: 'array', 'x-kubernetes-list-type': 'atomic', items: entry };

function duplicates(list: unknown, schema: StructuralSchema) {
  return duplicateListEntries(list, schema, ['list']).map(({ path, at, rule }) => ({ path, at, rule }));
}

describe('duplicateListEntries', () => {
  it('names the list as the API server does, and the later entry', () => {
    expect(duplicates([{ name: 'a' }, { name: 'b' }, { name: 'a', port: 1 }], byName)).toEqual([
      { path: ['list'], at: ['list', 2], rule: 'has name "a" twice' },
    ]);
  });

  it('compares all keys of an entry', () => {
    const [a1, a2] = [
      { name: 'a', port: 1 },
      { name: 'a', port: 2 },
    ];
    expect(duplicates([a1, a2], byBoth)).toEqual([]);
    expect(duplicates([a1, a2, a1], byBoth).map(({ rule }) => rule)).toEqual(['has name "a", port 1 twice']);
  });

  it('compares the entries of a set, with their types', () => {
    expect(duplicates(['a', 'b', 'a', 1, '1'], set)).toEqual([
      { path: ['list'], at: ['list', 2], rule: 'has "a" twice' },
    ]);
  });

  it('reports each repetition once', () => {
    expect(duplicates(['a', 'a', 'a'], set).map(({ at }) => at)).toEqual([
      ['list', 1],
      ['list', 2],
    ]);
  });

  it('lets an atomic list hold anything twice', () => {
    expect(duplicates([{ name: 'a' }, { name: 'a' }], atomic)).toEqual([]);
  });

  it('finds lists below lists, maps and fields', () => {
    const nested: StructuralSchema = {
      properties: { map: { additionalProperties: { items: { properties: { set } } } } },
    };
    const value = { map: { any: [{}, { set: ['x', 'x'] }] } };
    expect(duplicateListEntries(value, nested).map(({ at }) => at)).toEqual([['map', 'any', 1, 'set', 1]]);
  });

  it.each(['text', null, { name: 'a' }, [7, null, 'x']])('lets %p pass to the check of types', (value) => {
    expect(duplicates(value, set)).toEqual([]);
  });
});

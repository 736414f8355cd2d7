import fc from 'fast-check';
import { closestName } from '../../lib/validation/closest-name';

const FIELDS = ['displayName', 'description', 'host', 'mcpServer', 'replicas', 'resources'];

describe('closestName', () => {
  it.each([
    ['displayname', 'displayName', 'another case'],
    ['replica', 'replicas', 'a letter too few'],
    ['descriptoin', 'description', 'two letters swapped'],
    ['mcpSever', 'mcpServer', 'a letter missing inside'],
    ['hosts', 'host', 'a letter too many'],
  ])('takes %s for a slip of %s: %s', (name, meant) => {
    expect(closestName(name, FIELDS)).toBe(meant);
  });

  it.each(['image', 'x', '', 'spec'])('suggests nothing for %p, which resembles no candidate', (name) => {
    expect(closestName(name, FIELDS)).toBeUndefined();
  });

  it('allows an edit for every three letters', () => {
    expect(closestName('resxxrces', ['resources'])).toBe('resources');
    expect(closestName('rxxxxrces', ['resources'])).toBeUndefined();
  });

  it('suggests the nearer of two', () => {
    expect(closestName('resourcex', ['resourcess', 'resources'])).toBe('resources');
  });

  it('compares no name that is longer than any field', () => {
    expect(closestName('a'.repeat(65), ['a'.repeat(65)])).toBeUndefined();
    expect(closestName('a'.repeat(64), ['a'.repeat(65)])).toBe('a'.repeat(65));
  });

  it('finds every name that is a candidate, in any case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELDS), (name) => {
        expect(closestName(name, FIELDS)).toBe(name);
        expect(closestName(name.toUpperCase(), FIELDS)).toBe(name);
      }),
    );
  });
});

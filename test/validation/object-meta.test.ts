import { isLabelValue, isQualifiedName, objectMetaFindings } from '../../lib/validation/object-meta';

function refusedFields(metadata: unknown): string[] {
  return objectMetaFindings(metadata).map(({ path }) => path.join('.'));
}

describe('isQualifiedName', () => {
  it.each(['a', 'A.b_c-9', 'x'.repeat(63), 'example.com/team', `${'a.'.repeat(126)}a/x`])(
    'accepts %s',
    (key) => {
      expect(isQualifiedName(key)).toBe(true);
    },
  );

  it.each([
    '',
    '-a',
    'a-',
    'a b',
    'é',
    'x'.repeat(64),
    '/a',
    'a/',
    'a/b/c',
    'Example.com/a',
    'a..b/c',
    'a\n',
  ])('refuses %p', (key) => {
    expect(isQualifiedName(key)).toBe(false);
  });

  it('counts the prefix for itself', () => {
    expect(isQualifiedName(`${'a.'.repeat(126)}aa/x`)).toBe(false);
  });
});

describe('isLabelValue', () => {
  it.each(['', 'a', '1.2.3', 'A_b-c', 'x'.repeat(63)])('accepts %p', (value) => {
    expect(isLabelValue(value)).toBe(true);
  });

  it.each(['-a', 'a-', '.a', 'a b', 'x'.repeat(64), 'a\n', 'a/b'])('refuses %p', (value) => {
    expect(isLabelValue(value)).toBe(false);
  });
});

describe('objectMetaFindings', () => {
  it('accepts the fields of every object', () => {
    const metadata = {
      name: 'whatever',
      namespace: 'a'.repeat(63),
      labels: { 'example.com/team': 'a', empty: '' },
      annotations: { 'example.com/note': 'any text: é\n' },
      finalizers: ['x'],
      generation: 1,
    };
    expect(refusedFields(metadata)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['an unknown field', { label: {} }, 'metadata.label'],
    ['a namespace with capitals', { namespace: 'Prod' }, 'metadata.namespace'],
    ['a namespace of 64 letters', { namespace: 'a'.repeat(64) }, 'metadata.namespace'],
    ['an empty namespace', { namespace: '' }, 'metadata.namespace'],
    ['a namespace that is a number', { namespace: 7 }, 'metadata.namespace'],
    ['labels as a list', { labels: [] }, 'metadata.labels'],
    ['a label with an invalid key', { labels: { 'a b': 'x' } }, 'metadata.labels'],
    ['a label with an invalid value', { labels: { a: 'a b' } }, 'metadata.labels'],
    ['a label that is a number', { labels: { a: 1 } }, 'metadata.labels.a'],
    ['a label prefix with capitals', { labels: { 'Example.com/a': 'x' } }, 'metadata.labels'],
    ['an annotation that is a boolean', { annotations: { a: true } }, 'metadata.annotations.a'],
    ['an annotation with an invalid key', { annotations: { 'a b': 'x' } }, 'metadata.annotations'],
  ])('refuses %s', (_, metadata, field) => {
    expect(refusedFields(metadata)).toEqual([field]);
  });

  it('lets an annotation prefix have capitals, as the API server does', () => {
    expect(refusedFields({ annotations: { 'Example.com/Team': 'x' } })).toEqual([]);
  });

  it('accepts annotations of 256 KiB together, and not a byte more', () => {
    const annotations = { a: 'é'.repeat(65_536), b: 'x'.repeat(131_070) };
    expect(refusedFields({ annotations })).toEqual([]);
    expect(refusedFields({ annotations: { ...annotations, c: '' } })).toEqual(['metadata.annotations']);
  });

  it('suggests the field that is meant', () => {
    expect(objectMetaFindings({ label: {} })[0]?.fix).toBe('did you mean labels?');
  });

  it.each([undefined, null, 'text', []])('leaves %p to the check of types', (metadata) => {
    expect(objectMetaFindings(metadata)).toEqual([]);
  });

  it('lets labels and annotations be null, and their values, which Go reads as empty', () => {
    expect(refusedFields({ labels: null, annotations: null })).toEqual([]);
    expect(refusedFields({ labels: { a: null }, annotations: { a: null } })).toEqual([]);
  });
});

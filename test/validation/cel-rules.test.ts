import { CelRules } from '../../lib/validation/cel-rules';
import { toCel } from '../../lib/validation/cel-value';
import type { StructuralSchema, ValidationRule } from '../../lib/validation/structural-schema';

const integer: StructuralSchema = { type: 'integer' };
const text: StructuralSchema = { type: 'string' };

function object(properties: StructuralSchema['properties'], ...rules: ValidationRule[]): StructuralSchema {
  return { type: 'object', properties, 'x-kubernetes-validations': rules };
}

function broken(schema: StructuralSchema, value: unknown, alsoUnevaluable = true) {
  return new CelRules(schema).findings(value, alsoUnevaluable);
}

describe('CelRules', () => {
  const small = object(
    { n: integer },
    { rule: 'self.n < 3', fieldPath: '.n', message: 'is 3 or more. Fix: less' },
  );

  it('names the field, its value, what is wrong and what to do', () => {
    expect(broken(small, { n: 2 })).toEqual([]);
    expect(broken(small, { n: 3 })).toEqual([
      { severity: 'error', path: ['n'], at: undefined, value: 3, rule: 'is 3 or more', fix: 'less' },
    ]);
  });

  it('shows the rule itself where it has no message', () => {
    const schema = object({ n: integer }, { rule: 'self.n < 3' });
    expect(broken(schema, { n: 3 })[0]).toMatchObject({
      path: [],
      rule: 'self.n < 3',
      fix: 'correct the value',
    });
  });

  it('asks the rules of fields, entries and values of maps', () => {
    const positive: StructuralSchema = { ...integer, 'x-kubernetes-validations': [{ rule: 'self > 0' }] };
    const schema = object({
      list: { type: 'array', items: positive },
      map: { type: 'object', additionalProperties: positive },
    });
    const value = { list: [1, 0], map: { a: 0, b: 1 }, unknown: { n: 0 } };
    expect(broken(schema, value).map(({ path }) => path)).toEqual([
      ['list', 1],
      ['map', 'a'],
    ]);
  });

  it('asks rules about the keys of a map', () => {
    const labels: StructuralSchema = {
      type: 'object',
      additionalProperties: text,
      'x-kubernetes-validations': [{ rule: "self.all(key, !key.startsWith('our/'))" }],
    };
    expect(broken(labels, { 'my/a': 'x' })).toEqual([]);
    expect(broken(labels, { 'our/a': 'x' })).toHaveLength(1);
  });

  it('asks no rule of what is absent or null', () => {
    const schema = object({ part: small });
    expect(broken(schema, {})).toEqual([]);
    expect(broken(schema, { part: null })).toEqual([]);
  });

  describe('about a list', () => {
    const even = object(
      { list: { type: 'array', items: integer }, most: integer },
      { rule: 'self.list.all(n, n <= self.most)', fieldPath: '.list', message: 'are too large. Fix: lower' },
      { rule: 'self.list.sum() < 10', fieldPath: '.list', message: 'are too many. Fix: fewer' },
    );

    it('show the first entry that breaks the rule alone', () => {
      expect(broken(even, { list: [1, 4, 5], most: 3 })[0]).toMatchObject({
        path: ['list'],
        at: ['list', 1],
        value: 4,
        rule: 'are too large',
      });
    });

    it('show the list where only all entries together break it', () => {
      const [finding] = broken(even, { list: [3, 3, 3, 3], most: 3 });
      expect(finding).toMatchObject({ path: ['list'], value: [3, 3, 3, 3], rule: 'are too many' });
      expect(finding?.at).toBeUndefined();
    });
  });

  it('reads a fieldPath with quoted keys', () => {
    const storage = { rule: 'false', fieldPath: ".requests['ephemeral-storage']", message: 'x. Fix: y' };
    const value = { requests: { 'ephemeral-storage': '1Gi' } };
    const schema = object({ requests: object({ 'ephemeral-storage': text }) }, storage);
    expect(broken(schema, value)[0]).toMatchObject({ path: ['requests', 'ephemeral-storage'], value: '1Gi' });
  });

  it('leaves transition rules to the API server, which has the old object', () => {
    const schema = object({ n: integer }, { rule: 'self.n == oldSelf.n' });
    expect(broken(schema, { n: 1 })).toEqual([]);
  });

  it('takes a field called like oldSelf for no transition rule', () => {
    const schema = object({ oldSelfie: integer }, { rule: 'self.oldSelfie > 0' });
    expect(broken(schema, { oldSelfie: 0 })).toHaveLength(1);
  });

  it('reports a rule that cannot be evaluated only where the schema holds', () => {
    expect(broken(small, { n: 'text' }, true)).toHaveLength(1);
    expect(broken(small, { n: 'text' }, false)).toEqual([]);
    expect(broken(small, {}, false)).toEqual([]);
  });

  it('knows the functions of Kubernetes that the rules use', () => {
    const schema = object(
      { a: text, b: text },
      { rule: 'isQuantity(self.a) && quantity(self.a).compareTo(quantity(self.b)) <= 0' },
      { rule: "quantity(self.a).isLessThan(quantity('2Gi'))" },
      { rule: 'size(bytes(self.a)) == 3' },
    );
    expect(broken(schema, { a: '1Gi', b: '1024Mi' })).toEqual([]);
    expect(broken(schema, { a: '2Gi', b: '1Gi' })).toHaveLength(2);
    expect(broken(schema, { a: 'GiB', b: '1Gi' })).toHaveLength(2);
  });
});

describe('toCel', () => {
  it.each([
    ['ephemeral-storage', 'ephemeral__dash__storage'],
    ['a.b/c', 'a__dot__b__slash__c'],
    ['a__b', 'a__underscores__b'],
    ['namespace', '__namespace__'],
    ['while', '__while__'],
    ['inside', 'inside'],
  ])('spells the field %s as %s', (field, name) => {
    expect(toCel({ [field]: 'x' }, object({ [field]: text }))).toEqual(new Map([[name, 'x']]));
  });

  it('keeps the keys of maps as they are', () => {
    const map: StructuralSchema = { type: 'object', additionalProperties: text };
    expect(toCel({ 'a-b': 'x', in: 'y' }, map)).toEqual(
      new Map([
        ['a-b', 'x'],
        ['in', 'y'],
      ]),
    );
  });

  it('shows only declared fields, and none that is null', () => {
    const open = { ...object({ type: text, gone: text }), 'x-kubernetes-preserve-unknown-fields': true };
    expect(toCel({ type: 'a', gone: null, other: 1, constructor: 2 }, open)).toEqual(
      new Map([['type', 'a']]),
    );
  });

  it('shows integers as int, and numbers as double', () => {
    expect(toCel([1, 1.5], { items: integer })).toEqual([1n, 1.5]);
    expect(toCel([1], { items: { type: 'number' } })).toEqual([1]);
    expect(toCel([7, '7'], { items: { 'x-kubernetes-int-or-string': true } })).toEqual([7n, '7']);
  });
});

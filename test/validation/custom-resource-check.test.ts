import fc from 'fast-check';
import { chatGPTAppCheck } from '../../lib/chatgpt/chatgptapp-api';
import { CustomResourceCheck } from '../../lib/validation/custom-resource-check';
import { formatFieldPath } from '../../lib/validation/field-path';
import type { StructuralSchema } from '../../lib/validation/structural-schema';
import { mutatedApp } from '../cluster/verdict/mutation';
import { sampleApps } from '../sample-apps';

const spec: StructuralSchema = {
  type: 'object',
  required: ['color'],
  properties: {
    color: { type: 'string', enum: ['red', 'blue'] },
    size: { type: 'integer', default: 1, maximum: 9 },
    names: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
  },
  'x-kubernetes-validations': [
    {
      rule: "self.size < 5 || self.color == 'red'",
      fieldPath: '.size',
      message: 'is too large. Fix: shrink',
    },
  ],
};

function thingCheck(): CustomResourceCheck {
  const openAPIV3Schema: StructuralSchema = {
    type: 'object',
    required: ['spec'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec,
      status: { type: 'object', properties: { phase: { type: 'string' } } },
    },
  };
  const versions = [{ name: 'v1', schema: { openAPIV3Schema } }];
  return new CustomResourceCheck({ spec: { group: 'x.io', names: { kind: 'Thing' }, versions } }, 'v1');
}

const thing = { apiVersion: 'x.io/v1', kind: 'Thing', metadata: { name: 'a' }, spec: { color: 'red' } };

function refused(change: object): string[] {
  return thingCheck()
    .check({ ...thing, ...change })
    .errors.map(({ path, rule }) => `${formatFieldPath(path)} ${rule}`);
}

describe('CustomResourceCheck', () => {
  it('accepts a valid manifest, and gives it back with defaults', () => {
    const result = thingCheck().check(thing);
    expect(result).toMatchObject({
      errors: [],
      warnings: [],
      defaulted: { spec: { color: 'red', size: 1 } },
    });
    expect(thing.spec).toEqual({ color: 'red' });
  });

  it('reports errors of every kind together', () => {
    const metadata = { name: 'a', labels: { 'a b': 'x' } };
    const bad = { color: 'blue', size: 8, names: ['x', 'x', '\ud800'], colour: 1 };
    expect(refused({ metadata, spec: bad, extra: 1 })).toEqual([
      'spec.colour is no field of this API',
      'extra is no field of this API',
      'spec.names[2] has half a surrogate pair, which is no character',
      'metadata.labels has an invalid key',
      'spec.names has "x" twice',
      'spec.size is too large',
    ]);
  });

  it.each<[string, object, string[]]>([
    ['without metadata', { metadata: undefined }, ['metadata is required, but missing']],
    ['with metadata null', { metadata: null }, ['metadata must be a mapping, but is null']],
    ['without name', { metadata: {} }, ['metadata.name is required, but missing']],
    ['without spec', { spec: undefined }, ['spec is required, but missing']],
    ['with a spec that is a list', { spec: [] }, ['spec must be a mapping, but is a list']],
    ['of another kind', { kind: 'Other' }, ['kind is not Thing']],
    [
      'of another version',
      { apiVersion: 'x.io/v2', kind: undefined },
      ['apiVersion is not x.io/v1', 'kind is required, but missing'],
    ],
  ])('refuses a manifest %s', (_, change, errors) => {
    expect(refused(change)).toEqual(errors);
  });

  it('says nothing of the fields of another kind', () => {
    expect(refused({ kind: 'Other', spec: { bad: 1 } })).toHaveLength(1);
  });

  it.each([undefined, null, 'text', 7, [], [thing]])('refuses %j, which is no mapping', (manifest) => {
    const [finding, ...more] = thingCheck().check(manifest).errors;
    expect(finding).toMatchObject({ path: [], rule: expect.stringContaining('is no Kubernetes object') });
    expect(more).toEqual([]);
  });

  it('lets status be anything, because the API server drops it', () => {
    expect(refused({ status: { phase: 7, any: ['\ud800'] } })).toEqual([]);
  });

  it('knows only versions of the definition', () => {
    expect(
      () => new CustomResourceCheck({ spec: { group: 'x', names: { kind: 'T' }, versions: [] } }, 'v1'),
    ).toThrow('T has no version v1');
  });
});

describe('the check of a ChatGPTApp', () => {
  const check = chatGPTAppCheck();

  it.each(sampleApps().map((app) => [app.metadata.name, app] as const))('accepts the sample %s', (_, app) => {
    expect(check.check(app).errors).toEqual([]);
  });

  it('never throws, never changes its input, and gives each error a rule and a fix', () => {
    fc.assert(
      fc.property(mutatedApp, (app) => {
        const before = structuredClone(app);
        const { errors } = check.check(app);
        expect(app).toEqual(before);
        for (const { rule, fix, severity, path } of errors) {
          expect([severity, typeof formatFieldPath(path)]).toEqual(['error', 'string']);
          expect(rule).toMatch(/^[a-z].*[^.]$/su);
          expect(fix).toMatch(/^[a-z]/u);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('gives the same errors whatever the order of keys', () => {
    fc.assert(
      fc.property(mutatedApp, (app) => {
        const fields = (manifest: unknown) =>
          check
            .check(manifest)
            .errors.map(({ path, rule }) => `${formatFieldPath(path)} ${rule}`)
            .sort();
        expect(fields(reversed(app))).toEqual(fields(app));
      }),
      { numRuns: 40 },
    );
  });

  it('finds a valid app valid again with its defaults written out', () => {
    fc.assert(
      fc.property(mutatedApp, (app) => {
        const { errors, defaulted } = check.check(app);
        if (errors.length === 0) expect(check.check(defaulted).errors).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

/** The same value with the keys of every mapping the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

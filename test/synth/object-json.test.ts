import { inspect } from 'node:util';
import { ApiObject, App, type AppProps, Chart, type IResolver, JsonPatch, Lazy } from 'cdk8s';
import fc from 'fast-check';
import { objectRenderer } from '../../lib/synth/object-json';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.FUZZ_RUNS ?? 3000);

class Union {
  constructor(public readonly value: unknown) {}
}

class Token {
  constructor(private readonly produce: () => unknown) {}

  resolve(): unknown {
    return this.produce();
  }
}

// what stands for a token is made to one when an object is built, so that two objects share none
type Sort = 'lazy' | 'token' | 'union' | 'class' | 'counter';
interface Stand {
  readonly sort: Sort;
  readonly inner: unknown;
}
const isStand = (value: unknown): value is Stand =>
  typeof value === 'object' && value !== null && 'sort' in value;

function built(value: unknown, counter: { count: number }): unknown {
  if (Array.isArray(value)) return value.map((item) => built(item, counter));
  if (typeof value !== 'object' || value === null) return value;
  if (!isStand(value)) {
    const copy = Object.getPrototypeOf(value) === null ? Object.create(null) : {};
    return Object.assign(
      copy,
      Object.fromEntries(Object.entries(value).map(([key, item]) => [key, built(item, counter)])),
    );
  }
  const inner = built(value.inner, counter);
  switch (value.sort) {
    case 'lazy':
      return Lazy.any({ produce: () => inner });
    case 'token':
      return new Token(() => inner);
    case 'union':
      return new Union(inner);
    case 'class':
      return new Date(0);
    case 'counter':
      // the order in which values are produced can be seen
      return Lazy.any({ produce: () => counter.count++ });
  }
}

const key = fc.constantFrom(
  'b',
  'a',
  'c',
  '10',
  '9',
  'B',
  'value',
  'resolve',
  'constructor',
  'toJSON',
  '__proto__',
  '',
);
const { node: anything } = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: fc.constantFrom<unknown>('x', '', 0, 1.5, true, false, null, undefined, 12n) },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 3 }) },
    { weight: 4, arbitrary: fc.dictionary(key, tie('node'), { maxKeys: 4 }) },
    // so many are sorted in another way
    {
      weight: 1,
      arbitrary: fc.dictionary(fc.string({ maxLength: 2 }), fc.nat(), { minKeys: 15, maxKeys: 40 }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        sort: fc.constantFrom<Sort>('lazy', 'lazy', 'token', 'union', 'counter', 'class'),
        inner: tie('node'),
      }),
    },
  ),
}));

const texts = fc.dictionary(fc.constantFrom('z', 'a', '1'), fc.string({ maxLength: 2 }), { maxKeys: 3 });
const random = fc.record({
  spec: anything,
  metadata: fc.option(fc.record({ labels: texts, annotations: texts, extra: anything }), { nil: undefined }),
  finalizers: fc.array(fc.constant('a/b'), { maxLength: 2 }),
  patches: fc.array(
    fc.constantFrom(['/spec', 'x'], ['/kind', 'Patched'], ['/metadata/labels', {}], ['/a', 1]),
    { maxLength: 2 },
  ),
});
type Random = typeof random extends fc.Arbitrary<infer T> ? T : never;

function objectOf({ spec, metadata, finalizers, patches }: Random, props: AppProps = {}): ApiObject {
  const counter = { count: 0 };
  const chart = new Chart(new App(props), 'chart', { labels: { part: 'of' } });
  const object = new ApiObject(chart, 'object', {
    spec: built(spec, counter),
    kind: 'Kind',
    apiVersion: 'v1',
    ...(metadata && { metadata: built(metadata, counter) as object }),
  });
  object.metadata.addFinalizers(...finalizers);
  for (const [path = '', value] of patches) object.addJsonPatch(JsonPatch.add(String(path), value));
  return object;
}

/** With the order of keys, and what is undefined. */
function outcomeOf(render: () => unknown): string {
  try {
    return inspect(render(), { depth: null });
  } catch (error) {
    return `throws ${(error as Error).message}`;
  }
}

it(`renders what ApiObject.toJson() does, seed ${seed}`, () => {
  const seen = { rendered: 0, thrown: 0 };
  const property = fc.property(random, (data) => {
    const expected = outcomeOf(() => objectOf(data).toJson());
    const object = objectOf(data);
    expect(outcomeOf(() => objectRenderer(App.of(object))(object))).toBe(expected);
    seen[expected.startsWith('throws') ? 'thrown' : 'rendered']++;
  });
  fc.assert(property, { seed, numRuns });
  // neither is a rare case
  expect(Math.min(seen.rendered, seen.thrown)).toBeGreaterThan(numRuns / 20);
}, 120_000);

describe('cdk8s is not asked', () => {
  const plain: Random = { spec: { b: [1, { a: 'x' }] }, metadata: undefined, finalizers: [], patches: [] };

  function isAsked(object: ApiObject): boolean {
    const toJson = jest.spyOn(ApiObject.prototype, 'toJson');
    objectRenderer(App.of(object))(object);
    const asked = toJson.mock.calls.length > 0;
    toJson.mockRestore();
    return asked;
  }

  it('about plain objects', () => {
    expect(isAsked(objectOf(plain))).toBe(false);
  });

  it('unless the app has a resolver of its own', () => {
    const resolver: IResolver = {
      resolve: (context) => {
        if (context.value === 'x') context.replaceValue('y');
      },
    };
    const object = objectOf(plain, { resolvers: [resolver] });
    expect(isAsked(object)).toBe(true);
    expect(objectRenderer(App.of(object))(object)).toMatchObject({ spec: { b: [1, { a: 'y' }] } });
  });

  it('unless keys are to be as they are', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      expect(isAsked(objectOf(plain))).toBe(true);
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });

  it('unless it keeps its fields elsewhere', () => {
    const object = objectOf(plain);
    Object.defineProperty(object, 'patches', { value: undefined });
    const toJson = jest.spyOn(ApiObject.prototype, 'toJson').mockReturnValue('asked');
    expect(objectRenderer(App.of(object))(object)).toBe('asked');
    toJson.mockRestore();
  });
});

describe('what it renders', () => {
  const plain: Random = { spec: { b: [1, { a: 'x' }] }, metadata: undefined, finalizers: [], patches: [] };

  it('is as plain as what is written in braces', () => {
    const object = objectOf(plain);
    const rendered = objectRenderer(App.of(object))(object) as { spec: object };
    expect(Object.getPrototypeOf(rendered.spec)).toBe(Object.prototype);
    expect(rendered.spec.constructor).toBe(Object);
  });
});

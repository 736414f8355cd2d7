import fc from 'fast-check';
import crd from '../../imports/chatgptapp.crd.json';
import { SchemaCheck } from '../../lib/validation/schema-check';
import { withDefaults } from '../../lib/validation/structural-defaults';
import type { StructuralSchema } from '../../lib/validation/structural-schema';
import { mutatedApp } from '../cluster/verdict/mutation';
import { ajvPaths, pointer } from './ajv-paths';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.FUZZ_RUNS ?? 500);

function ourPaths(schema: StructuralSchema): (value: unknown) => string[] {
  const check = new SchemaCheck(schema);
  return (value) => check.findings(value).map(({ path }) => pointer(['', ...path]));
}

const limit = fc.option(fc.nat(3), { nil: undefined });
const bound = fc.option(fc.constantFrom(-3, 0, 2.5, 4, 65535), { nil: undefined });

/** Whatever a CustomResourceDefinition may say of a value that holds no others. */
const leaf: fc.Arbitrary<StructuralSchema> = fc.oneof(
  fc.record({
    type: fc.constant('string' as const),
    minLength: limit,
    maxLength: limit,
    pattern: fc.option(fc.constantFrom('^a*$', '^[^\\p{Cc}]$', 'b'), { nil: undefined }),
  }),
  fc.record({ type: fc.constant('string' as const), enum: fc.constantFrom(['a'], ['a', 'ab', '']) }),
  fc.record({ type: fc.constantFrom('integer' as const, 'number' as const), minimum: bound, maximum: bound }),
  fc.constant<StructuralSchema>({ type: 'boolean' }),
  fc.record({
    'x-kubernetes-int-or-string': fc.constant(true),
    anyOf: fc.constant([{ type: 'integer' as const }, { type: 'string' as const }]),
    maxLength: limit,
    minimum: bound,
  }),
  fc.constant<StructuralSchema>({ 'x-kubernetes-preserve-unknown-fields': true }),
);

const NAMES = ['a', 'b', 'c/d', 'e~f', '7'];
const name = fc.constantFrom(...NAMES);

const { schema } = fc.letrec<{ schema: StructuralSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({
      type: fc.constant('array' as const),
      items: tie('schema'),
      minItems: limit,
      maxItems: limit,
    }),
    fc.record({
      type: fc.constant('object' as const),
      properties: fc.dictionary(name, tie('schema'), { maxKeys: 3 }),
      required: fc.uniqueArray(name, { maxLength: 2 }),
    }),
    fc.record({
      type: fc.constant('object' as const),
      additionalProperties: tie('schema'),
      required: fc.uniqueArray(name, { maxLength: 1 }),
      maxProperties: limit,
    }),
  ),
}));

const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, 3, -0, 2.5, 80, 65536, -4, 2 ** 63, -(2 ** 63), -(2 ** 64)),
  fc.constantFrom('', 'a', 'ab', 'aaaa', 'b', '𝒳', '𝒳𝒳𝒳', 'a\n', 'aaaaaaaaaa'),
);

/** Values that fit a schema more often than chance would have it. */
function near(of: StructuralSchema): fc.Arbitrary<unknown> {
  const { items, properties, additionalProperties } = of;
  const other = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 2 }),
    fc.dictionary(name, scalar, { maxKeys: 3 }),
  );
  if (items) return fc.oneof({ weight: 5, arbitrary: fc.array(near(items), { maxLength: 5 }) }, other);
  if (additionalProperties) {
    const map = fc.dictionary(name, near(additionalProperties), { maxKeys: 5 });
    return fc.oneof({ weight: 5, arbitrary: map }, other);
  }
  if (properties) {
    const fields = Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, near(field)]));
    return fc.oneof({ weight: 5, arbitrary: fc.record(fields, { requiredKeys: [] }) }, other);
  }
  return other;
}

describe('the check of a schema finds what ajv finds, where ajv finds it', () => {
  it(`in values near any schema (FUZZ_SEED=${seed})`, () => {
    const cases = schema.chain((of) => near(of).map((value) => ({ of, value })));
    let refused = 0;
    fc.assert(
      fc.property(cases, ({ of, value }) => {
        const ours = ourPaths(of)(value);
        if (ours.length > 0) refused++;
        expect(ours.sort()).toEqual(ajvPaths(of)(value).sort());
      }),
      { seed, numRuns },
    );
    expect(refused).toBeGreaterThan(numRuns / 10);
    expect(refused).toBeLessThan(numRuns);
  });

  it(`in apps of the sample fleet that were changed in any way (FUZZ_SEED=${seed})`, () => {
    const spec = crd.spec.versions[0]?.schema.openAPIV3Schema as unknown as StructuralSchema;
    const [ours, theirs] = [ourPaths(spec), ajvPaths(spec)];
    fc.assert(
      fc.property(mutatedApp, (app) => {
        const defaulted = withDefaults(app, spec);
        expect(ours(defaulted)).toEqual(theirs(defaulted));
      }),
      { seed, numRuns },
    );
  });
});

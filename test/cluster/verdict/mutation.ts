import fc from 'fast-check';
import crd from '../../../imports/chatgptapp.crd.json';
import { type FieldPath, valueAt } from '../../../lib/validation/field-path';
import type { StructuralSchema } from '../../../lib/validation/structural-schema';
import { type Manifest, sampleApps } from '../../sample-apps';
import { setAt } from '../../set-at';
import { nastyValue, valueNear } from './nasty-values';

const SCHEMA = crd.spec.versions[0]?.schema.openAPIV3Schema as unknown as StructuralSchema;

/** A valid app of the sample fleet with one to three fields changed in any way. */
export const mutatedApp: fc.Arbitrary<Manifest> = fc
  .record({
    app: fc.constantFrom(...sampleApps().map(withLabels)),
    rolls: fc.array(fc.record({ place: fc.nat(), change: fc.nat() }), { minLength: 1, maxLength: 3 }),
    seeds: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
  })
  .chain(({ app, rolls }) =>
    rolls.reduce<fc.Arbitrary<Manifest>>(
      (manifests, { place }) => manifests.chain((manifest) => mutation(manifest, place)),
      fc.constant(app),
    ),
  );

function withLabels(app: Manifest): Manifest {
  const labels = { 'example.com/team': 'platform', tier: 'gold' };
  return { ...app, metadata: { ...app.metadata, labels, annotations: { 'example.com/note': 'any text' } } };
}

/** One change of one field that the schema knows, given in the manifest or not. */
function mutation(manifest: Manifest, place: number): fc.Arbitrary<Manifest> {
  const places = placesIn(manifest, SCHEMA, []).filter(([top]) => top === 'spec' || top === 'metadata');
  const path = places[place % places.length] ?? [];
  const schema = schemaAt(path);
  const current = valueAt(manifest, path);
  const name = String(path.at(-1));
  const change = fc.oneof(
    { weight: 1, arbitrary: fc.constant(setAt(manifest, path, undefined)) },
    { weight: 6, arbitrary: valueNear(schema, name).map((value) => setAt(manifest, path, value)) },
    { weight: 2, arbitrary: nastyValue.map((value) => setAt(manifest, path, value)) },
    { weight: 1, arbitrary: fc.constant(setAt(manifest, [...path.slice(0, -1), `${name}x`], current ?? 1)) },
    ...(Array.isArray(current) && current.length > 0
      ? [
          {
            weight: 2,
            arbitrary: fc
              .constantFrom(...current)
              .map((entry) => setAt(manifest, path, [...current, structuredClone(entry)])),
          },
        ]
      : []),
  );
  return change;
}

/** Every field that is there, and every one that the schema would allow beside it. */
function placesIn(value: unknown, schema: StructuralSchema | undefined, path: FieldPath): FieldPath[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const at = [...path, index];
      return [at, ...placesIn(item, schema?.items, at)];
    });
  }
  const declared = Object.keys(schema?.properties ?? {});
  const given = typeof value === 'object' && value !== null ? Object.keys(value) : undefined;
  if (!given) return [];
  return [...new Set([...declared, ...given])].flatMap((key) => {
    const at = [...path, key];
    const below = valueAt(value, [key]);
    const property = schema?.properties?.[key] ?? schema?.additionalProperties;
    return [at, ...placesIn(below, property, at)];
  });
}

function schemaAt(path: FieldPath): StructuralSchema | undefined {
  return path.reduce<StructuralSchema | undefined>(
    (schema, step) =>
      typeof step === 'number' ? schema?.items : (schema?.properties?.[step] ?? schema?.additionalProperties),
    SCHEMA,
  );
}

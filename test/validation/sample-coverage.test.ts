import crd from '../../imports/chatgptapp.crd.json';
import { isObject, type StructuralSchema } from '../../lib/validation/structural-schema';
import { sampleApps } from '../sample-apps';

const SPEC = (crd.spec.versions[0]?.schema.openAPIV3Schema as unknown as StructuralSchema | undefined)
  ?.properties?.spec;

/** The fields of the API that have no field below them, entries of lists by `[]` and of maps by `{}`. */
function leavesOf(schema: StructuralSchema, path: string): string[] {
  if (schema.properties) {
    return Object.entries(schema.properties).flatMap(([key, child]) => leavesOf(child, `${path}.${key}`));
  }
  if (schema.items) return leavesOf(schema.items, `${path}[]`);
  if (schema.additionalProperties) return leavesOf(schema.additionalProperties, `${path}{}`);
  return [path];
}

/** The fields of the API that a value gives. */
function givenBy(value: unknown, schema: StructuralSchema | undefined, path: string): string[] {
  if (!schema) return [];
  if (schema.items) {
    const { items } = schema;
    return Array.isArray(value) ? value.flatMap((item) => givenBy(item, items, `${path}[]`)) : [];
  }
  if (schema.properties && isObject(value)) {
    return Object.entries(value).flatMap(([key, item]) =>
      givenBy(item, schema.properties?.[key], `${path}.${key}`),
    );
  }
  if (schema.additionalProperties && isObject(value)) {
    return Object.values(value).flatMap((item) => givenBy(item, schema.additionalProperties, `${path}{}`));
  }
  return [path];
}

it('the sample apps use every field of the API between them', () => {
  const used = new Set(sampleApps().flatMap(({ spec }) => givenBy(spec, SPEC, 'spec')));
  const leaves = leavesOf(SPEC ?? {}, 'spec');
  expect(leaves.length).toBeGreaterThan(100);
  expect(leaves.filter((leaf) => !used.has(leaf))).toEqual([]);
});

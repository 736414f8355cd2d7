import crd from '../../imports/chatgptapp.crd.json';
import type { StructuralSchema } from '../../lib/validation/structural-schema';

const VERSION = crd.spec.versions[0];
const ROOT = VERSION?.schema.openAPIV3Schema as unknown as StructuralSchema;

interface Place {
  readonly path: string;
  readonly schema: StructuralSchema;
}

/** Every schema of the CRD with its place, `[]` for the entries of a list and `{}` for the values of a map. */
function placesIn(schema: StructuralSchema, path: string): Place[] {
  const children: [string, StructuralSchema][] = [
    ...Object.entries(schema.properties ?? {}).map(([key, child]): [string, StructuralSchema] => [
      `${path}.${key}`,
      child,
    ]),
    ...(schema.items ? [[`${path}[]`, schema.items] as [string, StructuralSchema]] : []),
    ...(schema.additionalProperties
      ? [[`${path}{}`, schema.additionalProperties] as [string, StructuralSchema]]
      : []),
  ];
  return [{ path, schema }, ...children.flatMap(([at, child]) => placesIn(child, at))];
}

const { metadata, spec } = ROOT.properties as Record<string, StructuralSchema>;
const SPEC = placesIn(spec ?? {}, 'spec');
const WRITTEN = [...placesIn(metadata ?? {}, 'metadata'), ...SPEC];
const RULES = WRITTEN.flatMap(({ path, schema }) =>
  (schema['x-kubernetes-validations'] ?? []).map((rule) => ({ path, ...rule })),
);
const PATTERNS = WRITTEN.filter(({ schema }) => schema.pattern !== undefined);

function pathsWhere(places: Place[], wrong: (schema: StructuralSchema) => boolean): string[] {
  return places.filter(({ schema }) => wrong(schema)).map(({ path }) => path);
}

describe('the rules of the CRD', () => {
  it('are many', () => {
    expect(RULES.length).toBeGreaterThan(40);
  });

  it('each say what is wrong and what to do, in two clauses', () => {
    const wellFormed = /^[a-z][^\n]*[^.!?]\. Fix: [a-z][^\n]*[^.!?]$/;
    const wrong = RULES.filter(
      ({ message = '' }) => !wellFormed.test(message) || message.split('. Fix: ').length !== 2,
    );
    expect(wrong.map(({ path, message }) => `${path}: ${message}`)).toEqual([]);
  });

  it('name a field that the schema has, where they name one', () => {
    const known = new Set(SPEC.map(({ path }) => path));
    const targets = RULES.filter(({ fieldPath }) => fieldPath).map(
      ({ path, fieldPath = '' }) => `${path}${fieldPath.replaceAll(/\['([^']+)'\]/g, '.$1')}`,
    );
    expect(targets.filter((target) => !known.has(target))).toEqual([]);
  });

  it('each stand once at their place', () => {
    const rules = RULES.map(({ path, rule }) => `${path}: ${rule}`);
    expect(new Set(rules).size).toBe(rules.length);
  });
});

describe('the fields of the CRD', () => {
  it('each have a description', () => {
    const fields = SPEC.filter(({ path }) => !/(\[\]|\{\})$/.test(path));
    expect(pathsWhere(fields, ({ description }) => !description)).toEqual([]);
  });

  it('each bound their lists, maps and strings', () => {
    expect(pathsWhere(WRITTEN, ({ type, maxItems }) => type === 'array' && maxItems === undefined)).toEqual(
      [],
    );
    const unboundedMap = ({ additionalProperties, maxProperties }: StructuralSchema) =>
      additionalProperties !== undefined && maxProperties === undefined;
    expect(pathsWhere(WRITTEN, unboundedMap)).toEqual([]);
    const unboundedText = (schema: StructuralSchema) =>
      (schema.type === 'string' || schema['x-kubernetes-int-or-string'] === true) &&
      schema.maxLength === undefined &&
      schema.enum === undefined;
    expect(pathsWhere(WRITTEN, unboundedText)).toEqual([]);
  });

  it('each have a default that their own schema accepts', () => {
    const ofType = ({ type, default: value, enum: allowed, pattern }: StructuralSchema) =>
      (type === 'array' ? Array.isArray(value) : typeof value === (type === 'integer' ? 'number' : type)) &&
      (allowed?.includes(value) ?? true) &&
      (pattern === undefined || new RegExp(pattern, 'u').test(String(value)));
    const wrong = SPEC.filter(({ schema }) => schema.default !== undefined && !ofType(schema));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe('the patterns of the CRD', () => {
  it.each(PATTERNS.map(({ path, schema }) => [path, schema] as const))(
    '%s mean the same to Go and JavaScript, and match their example',
    (_, { pattern = '', example, maxLength = 0 }) => {
      const outsideClasses = pattern.replaceAll(/\[(\\.|[^\]\\])*\]/g, '[]');
      expect(outsideClasses).toMatch(/^\^.*\$$/);
      expect(outsideClasses.replaceAll(/\\./g, '')).not.toContain('.');
      expect(pattern).not.toMatch(/\\[sSwWdDbB]|\(\?/);
      expect(typeof example).toBe('string');
      expect(String(example)).toMatch(new RegExp(pattern, 'u'));
      expect(String(example).length).toBeLessThanOrEqual(maxLength);
    },
  );
});

import Ajv, { type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv';
import type { StructuralSchema } from '../../lib/validation/structural-schema';

const COMPILED_QUICKLY = { messages: false, meta: false, validateSchema: false, code: { optimize: false } };

/** Where ajv, a checker of JSON Schema, sees a value break a schema; as JSON pointers, one for each broken keyword. */
export function ajvPaths(schema: StructuralSchema): (value: unknown) => string[] {
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, ...COMPILED_QUICKLY });
  ajv.removeKeyword('pattern');
  ajv.addKeyword({ keyword: 'pattern', type: 'string', compile: compilePattern });
  const validate = ajv.compile(toJsonSchema(schema));
  return (value) => (validate(value) ? [] : pathsOf(validate, value));
}

function pathsOf({ errors }: ValidateFunction, root: unknown): string[] {
  return (errors ?? []).filter((error) => !isExplained(error, root)).map(pathOf);
}

/** Of null only the type is told. */
function isExplained({ instancePath, keyword }: ErrorObject, root: unknown): boolean {
  const steps = instancePath.split('/').slice(1).map(unescaped);
  const value = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], root);
  return value === null && keyword !== 'type';
}

function pathOf({ instancePath, keyword, params }: ErrorObject): string {
  return keyword === 'required' ? pointer([instancePath, params.missingProperty]) : instancePath;
}

/** A path as a JSON pointer. */
export function pointer([start = '', ...steps]: readonly (string | number)[]): string {
  return [start, ...steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function compilePattern(pattern: string, { maxLength = Number.MAX_SAFE_INTEGER }: AnySchemaObject) {
  const expression = new RegExp(pattern, 'u');
  return (text: string) => text.length > 2 * maxLength || expression.test(text);
}

/** The schema in the words of JSON Schema, without what only Kubernetes understands. */
function toJsonSchema(schema: StructuralSchema): Record<string, unknown> {
  const { default: _, description, anyOf, items, additionalProperties, properties, ...kept } = schema;
  const isIntOrString = kept['x-kubernetes-int-or-string'] === true;
  const isInteger = kept.type === 'integer' || isIntOrString;
  return {
    ...kept,
    ...(isIntOrString && { type: ['integer', 'string'] }),
    ...(isInteger && { minimum: kept.minimum ?? -(2 ** 63) }),
    ...(isInteger && kept.maximum === undefined && { exclusiveMaximum: 2 ** 63 }),
    ...(items && { items: toJsonSchema(items) }),
    ...(additionalProperties && { additionalProperties: toJsonSchema(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, property]) => [key, toJsonSchema(property)]),
      ),
    }),
  };
}

import Ajv, { type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv';
import { type FieldPath, valueAt } from './field-path';
import type { Finding } from './finding';
import { schemaFinding } from './schema-finding';
import { isObject, type StructuralSchema } from './structural-schema';

/** Half of the time that ajv takes to compile is for what we do not need: messages, and a check of the schema itself. */
const COMPILED_QUICKLY = { messages: false, meta: false, validateSchema: false, code: { optimize: false } };

/** Checks values against one schema: types, bounds, patterns, required fields. */
export class SchemaCheck {
  private readonly validate: ValidateFunction;

  constructor(private readonly schema: StructuralSchema) {
    const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, ...COMPILED_QUICKLY });
    ajv.removeKeyword('pattern');
    ajv.addKeyword({ keyword: 'pattern', type: 'string', compile: compilePattern });
    this.validate = ajv.compile(toJsonSchema(schema));
  }

  findings(value: unknown): Finding[] {
    if (this.validate(value)) return [];
    const findings = (this.validate.errors ?? []).map((error) => this.findingFor(value, error));
    return findings.filter((finding) => finding !== undefined);
  }

  private findingFor(root: unknown, error: ErrorObject): Finding | undefined {
    const parent = fieldPath(root, error.instancePath);
    const path = error.keyword === 'required' ? [...parent, String(error.params.missingProperty)] : parent;
    return schemaFinding(error, path, valueAt(root, path), schemaAt(this.schema, path));
  }
}

// A pattern is not tried on a string that is already too long: some patterns take quadratic time.
function compilePattern(pattern: string, parentSchema: AnySchemaObject) {
  const expression = new RegExp(pattern, 'u');
  const longest = 2 * Number(parentSchema.maxLength ?? Number.MAX_SAFE_INTEGER);
  return (text: string) => text.length > longest || expression.test(text);
}

/** The schema in the words of JSON Schema, without what only Kubernetes understands. */
function toJsonSchema(schema: StructuralSchema): Record<string, unknown> {
  const kept = Object.entries(schema).filter(
    ([key]) => !key.startsWith('x-kubernetes-') && key !== 'description' && key !== 'default',
  );
  const result: Record<string, unknown> = Object.fromEntries(kept);
  // beyond these, Go reads a number as a fraction, whatever its digits
  if (schema.type === 'integer' || schema['x-kubernetes-int-or-string']) {
    result.minimum = schema.minimum ?? -(2 ** 63);
    if (schema.maximum === undefined) result.exclusiveMaximum = 2 ** 63;
  }
  if (schema['x-kubernetes-int-or-string']) {
    delete result.anyOf;
    result.type = ['integer', 'string'];
  }
  if (schema.items) result.items = toJsonSchema(schema.items);
  if (schema.additionalProperties) result.additionalProperties = toJsonSchema(schema.additionalProperties);
  if (schema.properties) {
    const properties = Object.entries(schema.properties).map(([key, value]) => [key, toJsonSchema(value)]);
    result.properties = Object.fromEntries(properties);
  }
  return result;
}

/** A JSON pointer as a path into `root`; only the value tells an index from a key. */
function fieldPath(root: unknown, pointer: string): FieldPath {
  const path: (string | number)[] = [];
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(value) ? Number(key) : key;
    path.push(step);
    value =
      isObject(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return path;
}

function schemaAt(schema: StructuralSchema, path: FieldPath): StructuralSchema | undefined {
  return path.reduce<StructuralSchema | undefined>(
    (at, step) =>
      typeof step === 'number' ? at?.items : (at?.properties?.[step] ?? at?.additionalProperties),
    schema,
  );
}

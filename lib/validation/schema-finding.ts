import type { ErrorObject } from 'ajv';
import type { FieldPath } from './field-path';
import { type Finding, formatValue } from './finding';
import { isObject, type StructuralSchema } from './structural-schema';

type Wording = { readonly rule: string; readonly fix: string };

/** A schema error in words; undefined for an error that another one explains. */
export function schemaFinding(
  error: ErrorObject,
  path: FieldPath,
  value: unknown,
  schema: StructuralSchema | undefined,
): Finding | undefined {
  // null already broke the type, so its enum or bounds say nothing new
  if (value === null && error.keyword !== 'type') return undefined;
  const words = (WORDING[error.keyword] ?? unexpected)(error, schema, value);
  return { severity: 'error', path, value, ...words };
}

const WORDING: Record<string, (error: ErrorObject, schema?: StructuralSchema, value?: unknown) => Wording> = {
  required: (error, schema) => ({
    rule: 'is required, but missing',
    fix: `add ${String(error.params.missingProperty)}${meaning(schema)}`,
  }),
  type: (error, schema, value) => ({
    rule: `must be ${typeName(error.params.type)}, but is ${kindOf(value)}`,
    fix: value === null ? 'give it a value, or remove the line' : correction(error.params.type, schema),
  }),
  enum: (_, schema) => ({
    rule: `is none of ${listed(schema)}`,
    fix: `use one of ${listed(schema)}`,
  }),
  minimum: (error, schema) => ({ rule: `is below ${limit(error)}, the least`, fix: range(schema) }),
  maximum: (error, schema) => ({ rule: `is above ${limit(error)}, the most`, fix: range(schema) }),
  exclusiveMaximum: () => ({ rule: 'is larger than any integer of Kubernetes', fix: 'use a smaller number' }),
  minLength: (error) => ({
    rule: limit(error) === '1' ? 'is empty' : `is shorter than ${limit(error)} characters`,
    fix: 'give it a value, or remove the line',
  }),
  maxLength: (error) => ({
    rule: `is longer than ${limit(error)} characters`,
    fix: `use at most ${limit(error)} characters`,
  }),
  minItems: (error) => ({
    rule: `has fewer than ${limit(error)} entries`,
    fix: 'add an entry, or remove the field',
  }),
  maxItems: (error) => ({
    rule: `has more than ${limit(error)} entries`,
    fix: `keep at most ${limit(error)} entries`,
  }),
  maxProperties: (error) => ({
    rule: `has more than ${limit(error)} keys`,
    fix: `keep at most ${limit(error)} keys`,
  }),
  pattern: (_, schema) => ({
    rule: `does not have the form of this field${meaning(schema)}`,
    fix:
      schema?.example === undefined
        ? `match ${schema?.pattern}`
        : `write it as in ${formatValue(schema.example)}`,
  }),
};

function unexpected(error: ErrorObject): Wording {
  return { rule: `breaks ${error.keyword}`, fix: 'correct the value' };
}

function limit(error: ErrorObject): string {
  return String(error.params.limit);
}

/** What the field is for, in the first sentence of its description. */
function meaning(schema: StructuralSchema | undefined): string {
  const sentence = schema?.description?.split(/[.;](?: |$)/)[0];
  return sentence ? ` (${sentence})` : '';
}

function listed(schema: StructuralSchema | undefined): string {
  return (schema?.enum ?? []).join(', ');
}

function range(schema: StructuralSchema | undefined): string {
  const { minimum, maximum } = schema ?? {};
  if (minimum === undefined) return `use at most ${maximum}`;
  return maximum === undefined ? `use ${minimum} or more` : `use a number from ${minimum} to ${maximum}`;
}

function typeName(type: unknown): string {
  if (Array.isArray(type)) return type.map(typeName).join(' or ');
  if (type === 'object') return 'a mapping';
  if (type === 'array') return 'a list';
  return type === 'integer' ? 'an integer' : `a ${String(type)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  return typeof value === 'number' && !Number.isInteger(value) ? 'a fraction' : `a ${typeof value}`;
}

function correction(type: unknown, schema: StructuralSchema | undefined): string {
  if (type === 'string' || Array.isArray(type)) return 'write the value in quotes';
  if (type === 'array') return 'write each entry on its own line behind "- "';
  const example = schema?.default ?? schema?.example;
  return `write ${typeName(type)}${example === undefined ? '' : `, such as ${formatValue(example)}`}`;
}

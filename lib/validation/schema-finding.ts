import type { FieldPath } from './field-path';
import { type Finding, formatValue } from './finding';
import { isObject, type StructuralSchema } from './structural-schema';

/** What of a schema can be broken: its keywords, a field that is missing, and the largest integer that Kubernetes knows. */
export type Keyword =
  | 'required'
  | 'type'
  | 'enum'
  | 'minimum'
  | 'maximum'
  | 'largestInteger'
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'maxProperties'
  | 'pattern';

/** The least that Go reads as an integer; the most is one less than this many above zero. */
export const LEAST_INTEGER = -(2 ** 63);

type Wording = { readonly rule: string; readonly fix: string };

/**
 * What breaks a schema, in words.
 *
 * @param path of the value, or of the field that is missing.
 */
export function schemaFinding(
  keyword: Keyword,
  path: FieldPath,
  value: unknown,
  schema: StructuralSchema = {},
): Finding {
  return { severity: 'error', path, value, ...WORDING[keyword](schema, value, path) };
}

const WORDING: Record<Keyword, (schema: StructuralSchema, value: unknown, path: FieldPath) => Wording> = {
  required: (schema, _, path) => ({
    rule: 'is required, but missing',
    fix: `add ${String(path.at(-1))}${meaning(schema)}`,
  }),
  type: (schema, value) => ({
    rule: `must be ${typeName(schema)}, but is ${kindOf(value)}`,
    fix: value === null ? 'give it a value, or remove the line' : correction(schema),
  }),
  enum: (schema) => ({
    rule: `is none of ${listed(schema)}`,
    fix: `use one of ${listed(schema)}`,
  }),
  minimum: (schema) => ({
    rule: `is below ${schema.minimum ?? LEAST_INTEGER}, the least`,
    fix: range(schema),
  }),
  maximum: (schema) => ({ rule: `is above ${schema.maximum}, the most`, fix: range(schema) }),
  largestInteger: () => ({ rule: 'is larger than any integer of Kubernetes', fix: 'use a smaller number' }),
  minLength: ({ minLength }) => ({
    rule: minLength === 1 ? 'is empty' : `is shorter than ${minLength} characters`,
    fix: 'give it a value, or remove the line',
  }),
  maxLength: ({ maxLength }) => ({
    rule: `is longer than ${maxLength} characters`,
    fix: `use at most ${maxLength} characters`,
  }),
  minItems: ({ minItems }) => ({
    rule: `has fewer than ${minItems} entries`,
    fix: 'add an entry, or remove the field',
  }),
  maxItems: ({ maxItems }) => ({
    rule: `has more than ${maxItems} entries`,
    fix: `keep at most ${maxItems} entries`,
  }),
  maxProperties: ({ maxProperties }) => ({
    rule: `has more than ${maxProperties} keys`,
    fix: `keep at most ${maxProperties} keys`,
  }),
  pattern: (schema) => ({
    rule: `does not have the form of this field${meaning(schema)}`,
    fix:
      schema.example === undefined
        ? `match ${schema.pattern}`
        : `write it as in ${formatValue(schema.example)}`,
  }),
};

/** What the field is for, in the first sentence of its description. */
function meaning({ description }: StructuralSchema): string {
  const sentence = description?.split(/[.;](?: |$)/)[0];
  return sentence ? ` (${sentence})` : '';
}

function listed(schema: StructuralSchema): string {
  return (schema.enum ?? []).join(', ');
}

function range({ minimum, maximum }: StructuralSchema): string {
  if (minimum === undefined) return `use at most ${maximum}`;
  return maximum === undefined ? `use ${minimum} or more` : `use a number from ${minimum} to ${maximum}`;
}

function typeName(schema: StructuralSchema): string {
  if (schema['x-kubernetes-int-or-string']) return 'an integer or a string';
  if (schema.type === 'object') return 'a mapping';
  if (schema.type === 'array') return 'a list';
  return schema.type === 'integer' ? 'an integer' : `a ${schema.type}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  return typeof value === 'number' && !Number.isInteger(value) ? 'a fraction' : `a ${typeof value}`;
}

function correction(schema: StructuralSchema): string {
  if (schema.type === 'string' || schema['x-kubernetes-int-or-string']) return 'write the value in quotes';
  if (schema.type === 'array') return 'write each entry on its own line behind "- "';
  const example = schema.default ?? schema.example;
  return `write ${typeName(schema)}${example === undefined ? '' : `, such as ${formatValue(example)}`}`;
}

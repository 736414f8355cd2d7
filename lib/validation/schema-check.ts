import { compiledPattern } from './compiled-pattern';
import type { Finding } from './finding';
import { type Keyword, LEAST_INTEGER, schemaFinding } from './schema-finding';
import { isObject, type JsonObject, type StructuralSchema, schemaOfProperty } from './structural-schema';

/** Checks values against one schema: types, bounds, patterns, required fields. */
export class SchemaCheck {
  constructor(private readonly schema: StructuralSchema) {}

  findings(value: unknown): Finding[] {
    const walk = new SchemaWalk();
    walk.visit(value, this.schema);
    return walk.findings;
  }
}

/** One walk through a value and its schema together. */
class SchemaWalk {
  readonly findings: Finding[] = [];
  /** Where the walk is; copied only where something is found. */
  private readonly path: (string | number)[] = [];

  visit(value: unknown, schema: StructuralSchema): void {
    if (!hasType(value, schema)) this.add('type', value, schema);
    // it already broke the type, so its enum says nothing new
    if (value === null) return;
    if (schema.enum && !schema.enum.includes(value)) this.add('enum', value, schema);
    if (typeof value === 'number') this.visitNumber(value, schema);
    else if (typeof value === 'string') this.visitText(value, schema);
    else if (Array.isArray(value)) this.visitList(value, schema);
    else if (isObject(value)) this.visitObject(value, schema);
  }

  private visitNumber(value: number, schema: StructuralSchema): void {
    // beyond these, Go reads a number as a fraction, whatever its digits
    const isInteger = schema.type === 'integer' || isIntOrString(schema);
    const { minimum = isInteger ? LEAST_INTEGER : Number.NEGATIVE_INFINITY, maximum } = schema;
    if (maximum !== undefined && value > maximum) this.add('maximum', value, schema);
    if (value < minimum) this.add('minimum', value, schema);
    if (maximum === undefined && isInteger && value >= -LEAST_INTEGER)
      this.add('largestInteger', value, schema);
  }

  private visitText(value: string, schema: StructuralSchema): void {
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
    if (isLongerThan(maxLength, value)) this.add('maxLength', value, schema);
    if (!isLongerThan(minLength - 1, value)) this.add('minLength', value, schema);
    // not tried on a string that is already too long: some patterns take quadratic time
    if (pattern !== undefined && value.length <= 2 * maxLength && !compiledPattern(pattern).test(value))
      this.add('pattern', value, schema);
  }

  private visitList(list: readonly unknown[], schema: StructuralSchema): void {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = schema;
    if (list.length > maxItems) this.add('maxItems', list, schema);
    if (list.length < minItems) this.add('minItems', list, schema);
    if (!items) return;
    list.forEach((item, index) => {
      this.visitBelow(index, item, items);
    });
  }

  private visitObject(object: JsonObject, schema: StructuralSchema): void {
    const { maxProperties, required = [], properties = {}, additionalProperties } = schema;
    if (maxProperties !== undefined && Object.keys(object).length > maxProperties)
      this.add('maxProperties', object, schema);
    for (const name of required)
      if (!isGiven(object, name)) this.addBelow(name, schemaOfProperty(schema, name));
    if (additionalProperties) {
      for (const key of Object.keys(object)) {
        if (!Object.hasOwn(properties, key)) this.visitBelow(key, object[key], additionalProperties);
      }
    }
    for (const [name, property] of Object.entries(properties)) {
      if (isGiven(object, name)) this.visitBelow(name, object[name], property);
    }
  }

  private visitBelow(step: string | number, value: unknown, schema: StructuralSchema): void {
    this.path.push(step);
    this.visit(value, schema);
    this.path.pop();
  }

  private addBelow(missing: string, schema: StructuralSchema | undefined): void {
    this.path.push(missing);
    this.add('required', undefined, schema);
    this.path.pop();
  }

  private add(keyword: Keyword, value: unknown, schema: StructuralSchema | undefined): void {
    this.findings.push(schemaFinding(keyword, [...this.path], value, schema));
  }
}

function hasType(value: unknown, schema: StructuralSchema): boolean {
  if (isIntOrString(schema)) return typeof value === 'string' || Number.isInteger(value);
  switch (schema.type) {
    case undefined:
      return true;
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    default:
      // string and boolean are called the same in both
      return typeof value === schema.type;
  }
}

function isIntOrString(schema: StructuralSchema): boolean {
  return schema['x-kubernetes-int-or-string'] === true;
}

function isGiven(object: JsonObject, name: string): boolean {
  return Object.hasOwn(object, name) && object[name] !== undefined;
}

/** By characters, as Go counts them, of which one is at most two units long. Counted only where units do not tell. */
function isLongerThan(limit: number, text: string): boolean {
  if (text.length <= limit) return false;
  if (text.length > 2 * limit) return true;
  let length = 0;
  for (const _ of text) length++;
  return length > limit;
}

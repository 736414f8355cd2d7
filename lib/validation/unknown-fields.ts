import { closestName } from './closest-name';
import type { FieldPath } from './field-path';
import type { Finding } from './finding';
import { isObject, type StructuralSchema, schemaOfProperty } from './structural-schema';

/** Fields that the schema does not know, as `fieldValidation=Strict` refuses them. */
export function unknownFields(value: unknown, schema: StructuralSchema, path: FieldPath = []): Finding[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.flatMap((item, index) => unknownFields(item, items, [...path, index])) : [];
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const property = schemaOfProperty(schema, key);
    if (property) return unknownFields(item, property, [...path, key]);
    const open = schema['x-kubernetes-preserve-unknown-fields'] ?? schema.properties === undefined;
    return open ? [] : [unknownField(path, key, Object.keys(schema.properties ?? {}))];
  });
}

/** The finding for a field that is none of `known`. */
export function unknownField(parent: FieldPath, key: string, known: readonly string[]): Finding {
  const meant = closestName(key, known);
  return {
    severity: 'error',
    path: [...parent, key],
    rule: 'is no field of this API',
    fix: meant ? `did you mean ${meant}?` : `remove it, or use one of: ${known.join(', ')}`,
  };
}

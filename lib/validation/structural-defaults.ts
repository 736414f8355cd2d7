import { isObject, type StructuralSchema, schemaOfProperty } from './structural-schema';

/**
 * A copy of `value` with the schema's defaults filled in, by the API server's algorithm: a property gets its
 * default where it is absent or null; a default inside an optional object applies only where the object is given.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting
 */
export function withDefaults(value: unknown, schema: StructuralSchema | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => withDefaults(item, schema?.items));
  if (!isObject(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const property = schema && schemaOfProperty(schema, key);
    const asDefault = item === null && property?.default !== undefined;
    setOwn(result, key, withDefaults(asDefault ? property.default : item, property));
  }
  for (const [key, property] of Object.entries(schema?.properties ?? {})) {
    if (property.default !== undefined && !Object.hasOwn(result, key)) {
      setOwn(result, key, withDefaults(property.default, property));
    }
  }
  return result;
}

// a key may be called __proto__, which plain assignment would swallow
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

import { newMapping } from './new-mapping';
import { setOwn } from './set-own';
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
  const result = newMapping();
  for (const key of Object.keys(value)) {
    const item = value[key];
    const property = schema && schemaOfProperty(schema, key);
    const asDefault = item === null && property?.default !== undefined;
    setOwn(result, key, withDefaults(asDefault ? property.default : item, property));
  }
  if (schema) {
    for (const [key, property] of defaultedProperties(schema))
      if (!Object.hasOwn(result, key)) setOwn(result, key, withDefaults(property.default, property));
  }
  return result;
}

type Properties = readonly (readonly [name: string, schema: StructuralSchema])[];
const defaulted = new WeakMap<StructuralSchema, Properties>();

/** The few of the properties of a schema that have a default. */
function defaultedProperties(schema: StructuralSchema): Properties {
  let properties = defaulted.get(schema);
  if (properties === undefined) {
    properties = Object.entries(schema.properties ?? {}).filter(
      ([, property]) => property.default !== undefined,
    );
    defaulted.set(schema, properties);
  }
  return properties;
}

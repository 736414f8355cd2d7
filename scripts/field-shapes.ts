/** The part of an OpenAPI schema that tells which fields there are. */
export interface OpenApiSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly required?: readonly string[];
  readonly items?: OpenApiSchema;
}

/** What a field holds: 0 a plain value, '*' anything, a number the shape with that index, [x] a list of x. */
type FieldType = number | '*' | readonly FieldType[];

/** The fields of an object; `?` after the names of those that may be absent. */
type Shape = Readonly<Record<string, FieldType>>;

/** The CRD says only "object" about metadata, because the API server knows the rest. */
const METADATA: OpenApiSchema = {
  type: 'object',
  required: ['name', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp'],
  properties: {
    ...plain('name', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp'),
    ...plain('deletionTimestamp', 'generateName', 'selfLink', 'deletionGracePeriodSeconds'),
    labels: { type: 'object' },
    annotations: { type: 'object' },
    finalizers: { type: 'array', items: { type: 'string' } },
    ownerReferences: { type: 'array', items: { type: 'object' } },
    managedFields: { type: 'array', items: { type: 'object' } },
  },
};

/** The fields of a schema; equal objects are written once. The last shape is that of the schema itself. */
export function shapesOf(schema: OpenApiSchema): readonly Shape[] {
  const shapes: Shape[] = [{}];
  const indices = new Map<string, number>();

  function typeOf(field: OpenApiSchema): FieldType {
    if (field.type === 'array') return [typeOf(field.items ?? {})];
    if (field.type !== 'object') return field.type === undefined ? '*' : 0;
    return field.properties === undefined ? '*' : indexOf(field);
  }

  function indexOf({ properties = {}, required = [] }: OpenApiSchema): number {
    const shape = Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [
        required.includes(name) ? name : `${name}?`,
        typeOf(field),
      ]),
    );
    const key = JSON.stringify(shape);
    const index = indices.get(key) ?? shapes.push(shape) - 1;
    indices.set(key, index);
    return index;
  }

  indexOf({ ...schema, properties: { ...schema.properties, metadata: METADATA } });
  return shapes;
}

function plain(...names: string[]): Record<string, OpenApiSchema> {
  return Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
}

/** A JSON Schema as editors read it. */
export type JsonSchema = { [keyword: string]: unknown };

/**
 * The CRD's schema for editors (`# yaml-language-server: $schema=…`): unknown fields get a red line, and the rules
 * of CEL, which editors cannot evaluate, stand in the descriptions.
 */
export function editorSchema(crdSchema: JsonSchema): JsonSchema {
  const schema = closed(crdSchema);
  const properties = schema.properties as Record<string, JsonSchema>;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'ChatGPTApp',
    ...schema,
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      ...properties,
      apiVersion: { ...properties.apiVersion, const: 'apps.makeaihq.com/v1alpha1' },
      kind: { ...properties.kind, const: 'ChatGPTApp' },
      metadata: objectMeta(properties.metadata),
    },
  };
}

/** The schema with its objects closed to unknown fields, and without what only Kubernetes understands. */
export function closed(node: JsonSchema): JsonSchema {
  const result: JsonSchema = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') result.properties = mapValues(value as Record<string, JsonSchema>, closed);
    else if (key === 'items' || key === 'additionalProperties') result[key] = closed(value as JsonSchema);
    else if (key === 'example') result.examples = [value];
    else if (!key.startsWith('x-kubernetes-') && key !== 'format') result[key] = value;
  }
  const rules = rulesOf(node);
  if (rules.length > 0) result.description = [node.description, ...rules].filter(Boolean).join('\n\n');
  const open = node['x-kubernetes-preserve-unknown-fields'] === true;
  if (node.properties && !open) result.additionalProperties = false;
  return result;
}

/** What an object says about its CEL rules. */
function rulesOf(node: JsonSchema): string[] {
  const rules = (node['x-kubernetes-validations'] ?? []) as { message: string; fieldPath?: string }[];
  return rules.map(({ message, fieldPath = '' }) =>
    `Error: ${fieldPath.replace('.', '')} ${message}.`.replace(':  ', ': '),
  );
}

function objectMeta(metadata: JsonSchema | undefined): JsonSchema {
  const { name } = (metadata?.properties ?? {}) as Record<string, JsonSchema>;
  const strings = { type: 'object', additionalProperties: { type: 'string' } };
  return {
    type: 'object',
    description: 'Name of the app, and labels and annotations of the ChatGPTApp itself.',
    required: ['name'],
    properties: {
      name: { ...name, description: 'Name of the app; its objects are called <name>-mcp.' },
      namespace: { type: 'string', description: 'Left out in a fleet: the environment names it.' },
      labels: strings,
      annotations: strings,
    },
  };
}

function mapValues<T, R>(record: Record<string, T>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

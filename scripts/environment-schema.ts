import {
  ENVIRONMENT_API_VERSION,
  ENVIRONMENT_KIND,
  ENVIRONMENT_SCHEMA,
} from '../lib/fleet/environment-schema';
import { closed, type JsonSchema } from './editor-schema';

/**
 * JSON Schema of an environment file for editors. `defaults` and `apps.*.spec` are merge patches of a ChatGPTApp's
 * spec: nothing is required in them, and null removes a field.
 *
 * @param crdSchema the schema of a ChatGPTApp in its CRD.
 */
export function environmentSchema(crdSchema: JsonSchema): JsonSchema {
  const environment = closed(ENVIRONMENT_SCHEMA as JsonSchema);
  const spec = at(environment, 'properties', 'spec');
  const { defaults, variables, apps } = spec.properties as Record<string, JsonSchema>;
  const entry = at(apps, 'additionalProperties');
  const ofEntry = entry.properties as Record<string, JsonSchema>;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: ENVIRONMENT_KIND,
    ...environment,
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    definitions: definitions(crdSchema),
    properties: {
      apiVersion: { ...at(environment, 'properties', 'apiVersion'), const: ENVIRONMENT_API_VERSION },
      kind: { ...at(environment, 'properties', 'kind'), const: ENVIRONMENT_KIND },
      metadata: {
        ...at(environment, 'properties', 'metadata'),
        required: ['name'],
        additionalProperties: true,
      },
      spec: {
        ...spec,
        properties: {
          ...(spec.properties as object),
          defaults: referring(defaults, 'patch'),
          variables: { ...variables, additionalProperties: { $ref: '#/definitions/variable' } },
          apps: {
            ...apps,
            additionalProperties: {
              ...entry,
              properties: {
                ...ofEntry,
                spec: referring(ofEntry.spec, 'patch'),
                variables: { ...ofEntry.variables, additionalProperties: nullable('variable') },
              },
            },
          },
        },
      },
    },
  };
}

/** The patch is used twice, and long. */
function definitions(crdSchema: JsonSchema): Record<string, JsonSchema> {
  const spec = closed(at(crdSchema, 'properties', 'spec'));
  const valueFrom = at(
    spec,
    'properties',
    'mcpServer',
    'properties',
    'env',
    'items',
    'properties',
    'valueFrom',
  );
  return {
    patch: { ...patchOf(spec), type: 'object' },
    variable: {
      anyOf: [
        { type: 'string' },
        { type: 'object', required: ['valueFrom'], properties: { valueFrom }, additionalProperties: false },
      ],
    },
  };
}

/** The schema of a merge patch: fields may be left out or null; a list is replaced, so its entries are whole. */
function patchOf(schema: JsonSchema): JsonSchema {
  const { required, default: _, ...rest } = schema;
  const patch: JsonSchema = { ...rest };
  if (typeof schema.type === 'string') patch.type = [schema.type, 'null'];
  if (Array.isArray(schema.anyOf)) patch.anyOf = [...schema.anyOf, { type: 'null' }];
  if (Array.isArray(schema.enum)) patch.enum = [...schema.enum, null];
  if (schema.properties) {
    const properties = Object.entries(schema.properties as Record<string, JsonSchema>);
    patch.properties = Object.fromEntries(properties.map(([key, value]) => [key, patchOf(value)]));
  }
  const additional = schema.additionalProperties;
  if (typeof additional === 'object') patch.additionalProperties = patchOf(additional as JsonSchema);
  return patch;
}

function referring({ description }: JsonSchema = {}, definition: string): JsonSchema {
  // in draft 7 nothing beside a $ref counts, so the description stands around it
  return { description, allOf: [{ $ref: `#/definitions/${definition}` }] };
}

function nullable(definition: string): JsonSchema {
  return { anyOf: [{ $ref: `#/definitions/${definition}` }, { type: 'null' }] };
}

function at(schema: JsonSchema | undefined, ...path: string[]): JsonSchema {
  return path.reduce<JsonSchema>((found, key) => found[key] as JsonSchema, schema ?? {});
}

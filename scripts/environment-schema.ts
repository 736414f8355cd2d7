import { ENVIRONMENT_SCHEMA } from '../lib/fleet/environment-schema';
import { isObject, type JsonObject, type StructuralSchema } from '../lib/validation/structural-schema';

/**
 * JSON Schema of an environment file for editors (draft 7, what yaml-language-server knows best). `defaults` and
 * `apps.*.spec` are merge patches of a ChatGPTApp's spec: nothing is required there, and null removes a field.
 *
 * @param chatGPTAppSchema the structural schema of a ChatGPTApp, as in its CRD.
 */
export function environmentSchema(chatGPTAppSchema: unknown): unknown {
  const { properties } = chatGPTAppSchema as StructuralSchema;
  const environment = editorSchema(ENVIRONMENT_SCHEMA) as EnvironmentSchema;
  const { spec } = environment.properties;
  const entry = spec.properties.apps.additionalProperties;
  const { fieldRef } = { fieldRef: { type: 'object' } };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Environment',
    ...environment,
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    definitions: { patch: patchSchema(properties?.spec ?? {}), fieldRef },
    spec,
    entry,
  };
}

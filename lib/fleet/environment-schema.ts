import type { CustomResourceDefinition, StructuralSchema } from '../validation/structural-schema';

const GROUP = 'fleet.makeaihq.com';
const VERSION = 'v1alpha1';

/** `apiVersion` of an environment file. */
export const ENVIRONMENT_API_VERSION = `${GROUP}/${VERSION}`;

/** `kind` of an environment file. */
export const ENVIRONMENT_KIND = 'Environment';

/** Where a host pattern names the app. */
export const APP_PLACEHOLDER = '{app}';

const DNS_LABEL = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$';

const patch: StructuralSchema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** What `variables` may hold is checked by `variableFindings`: a schema cannot say "text, null or valueFrom". */
const variables: StructuralSchema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

const appEntry: StructuralSchema = {
  type: 'object',
  properties: {
    enabled: {
      type: 'boolean',
      description: 'Whether the app is part of this environment; true where left out.',
      example: false,
    },
    spec: {
      ...patch,
      description: "What this environment changes of the app's spec; the highest layer of the merge.",
    },
    variables: {
      ...variables,
      description:
        'Environment variables of the app in this environment; above all others, null removes one.',
    },
  },
};

const spec: StructuralSchema = {
  type: 'object',
  description: 'Where the apps go, and what differs there.',
  required: ['cluster', 'namespace'],
  properties: {
    cluster: {
      type: 'string',
      minLength: 1,
      maxLength: 512,
      pattern: '^[^ \\t\\r\\n]+$',
      example: 'https://kubernetes.default.svc',
      description: 'The cluster that the apps are deployed to, as its API address or name.',
    },
    namespace: {
      type: 'string',
      maxLength: 63,
      pattern: DNS_LABEL,
      example: 'chatgpt-production',
      description: 'The namespace of every object.',
    },
    hostPattern: {
      type: 'string',
      maxLength: 253,
      pattern: '^[-a-z0-9.]*\\{app\\}[-a-z0-9.]*$',
      example: '{app}.apps.example.com',
      description: 'The host of every exposed app that names none, with {app} for its name.',
    },
    defaults: {
      ...patch,
      description: "What apps have where their own spec says nothing; the merge's lowest layer.",
    },
    variables: {
      ...variables,
      description: 'Environment variables of every app that does not set them itself.',
    },
    apps: {
      type: 'object',
      additionalProperties: appEntry,
      description: 'What this environment changes of single apps, by their names.',
    },
  },
};

/** The schema of an environment file, in the words of Kubernetes' structural schemas. */
export const ENVIRONMENT_SCHEMA: StructuralSchema = {
  type: 'object',
  description: 'One environment of the fleet: where its apps go, and what differs there.',
  required: ['spec'],
  properties: {
    apiVersion: { type: 'string', description: `The version of this format, ${ENVIRONMENT_API_VERSION}.` },
    kind: { type: 'string', description: `${ENVIRONMENT_KIND}.` },
    metadata: {
      type: 'object',
      properties: {
        name: {
          type: 'string',
          maxLength: 63,
          pattern: DNS_LABEL,
          example: 'production',
          description: 'The name of the environment, and of its folder in dist/.',
        },
      },
    },
    spec,
  },
};

/** The schema in the frame of a CustomResourceDefinition, so that environments are checked as apps are. */
export const ENVIRONMENT_DEFINITION: CustomResourceDefinition = {
  spec: {
    group: GROUP,
    names: { kind: ENVIRONMENT_KIND },
    versions: [{ name: VERSION, schema: { openAPIV3Schema: ENVIRONMENT_SCHEMA } }],
  },
};

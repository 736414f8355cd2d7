import type { ApiObject } from '../../harness/api-object';

/** A small app. */
export function fitnessApp(namespace: string, name: string, spec: object = {}): ApiObject {
  return {
    apiVersion: 'apps.makeaihq.com/v1alpha1',
    kind: 'ChatGPTApp',
    metadata: { name, namespace },
    spec: {
      displayName: 'Fitness',
      description: 'Books classes.',
      mcpServer: { image: 'ghcr.io/acme/fitness:1.4.2' },
      ...spec,
    },
  };
}

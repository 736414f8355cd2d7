import type { ApiObject } from '../../harness/api-object';

export interface WebhookOptions {
  /** Of the configuration. */
  readonly name: string;
  /** Where the webhook listens. */
  readonly url: string;
  /** PEM. @default - none yet */
  readonly authority?: string;
  /** Namespaces that it is asked about. */
  readonly namespaces: readonly string[];
  readonly failurePolicy: 'Ignore' | 'Fail';
}

/** A webhook configuration as OperatorConstruct renders it, by URL: no pod of the simulated nodes runs. */
export function webhookConfiguration(options: WebhookOptions): ApiObject {
  const { name, url, authority, namespaces, failurePolicy } = options;
  const key = 'kubernetes.io/metadata.name';
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name },
    webhooks: [
      {
        name: 'validate.chatgptapps.apps.makeaihq.com',
        admissionReviewVersions: ['v1'],
        clientConfig: {
          url: `${url}/validate-apps-makeaihq-com-v1alpha1-chatgptapp`,
          ...(authority && { caBundle: Buffer.from(authority).toString('base64') }),
        },
        rules: [
          {
            apiGroups: ['apps.makeaihq.com'],
            apiVersions: ['v1alpha1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['chatgptapps'],
            scope: 'Namespaced',
          },
        ],
        failurePolicy,
        matchPolicy: 'Equivalent',
        namespaceSelector: { matchExpressions: [{ key, operator: 'In', values: namespaces }] },
        sideEffects: 'None',
        timeoutSeconds: 5,
      },
    ],
  };
}

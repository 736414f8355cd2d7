import type { CoreObject } from '../../chatgpt/workload';
import type { ManagedKind } from '../managed-kind';
import { webhookName } from '../names';
import type { Operator } from '../operator';

/** The spec of the Service of the webhook. */
export function webhookServiceSpec({ selector }: Operator): CoreObject {
  return {
    type: 'ClusterIP',
    selector,
    ports: [{ name: 'https', port: 443, targetPort: 'webhook', protocol: 'TCP', appProtocol: 'https' }],
  };
}

/** Where cert-manager writes the authority to; nothing where the operator does it itself. */
export function webhookAnnotations(operator: Operator): Record<string, string> {
  if (operator.webhook?.certificates.issuer === undefined) return {};
  return { 'cert-manager.io/inject-ca-from': `${operator.namespace}/${webhookName(operator)}` };
}

/**
 * The webhooks of a ValidatingWebhookConfiguration, one for each kind. They say nothing of `caBundle`: it belongs to
 * whoever makes the certificate.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
 */
export function validatingWebhooks(operator: Operator): CoreObject[] {
  const { kinds, webhook, namespace } = operator;
  return kinds.map(({ resource }) => ({
    name: `validate.${resource.plural}.${resource.group}`,
    admissionReviewVersions: ['v1'],
    clientConfig: {
      service: { name: webhookName(operator), namespace, port: 443, path: webhookPath(resource) },
    },
    rules: [
      {
        apiGroups: [resource.group],
        apiVersions: [resource.version],
        operations: ['CREATE', 'UPDATE'],
        resources: [resource.plural],
        scope: resource.namespaced ? 'Namespaced' : 'Cluster',
      },
    ],
    failurePolicy: webhook?.failurePolicy,
    matchPolicy: 'Equivalent',
    namespaceSelector: { matchExpressions: seenNamespaces(operator) },
    sideEffects: 'None',
    timeoutSeconds: webhook?.timeout.toSeconds(),
  }));
}

/** Where the API server asks about objects of a kind, as controller-runtime names it. */
export function webhookPath({ group, version, kind }: ManagedKind['resource']): string {
  return `/validate-${group.replaceAll('.', '-')}-${version}-${kind.toLowerCase()}`;
}

function seenNamespaces({ namespace, watchNamespaces, webhook }: Operator): CoreObject[] {
  const key = 'kubernetes.io/metadata.name';
  const excluded = new Set(['kube-system', namespace, ...(webhook?.excludedNamespaces ?? [])]);
  return [
    ...(watchNamespaces ? [{ key, operator: 'In', values: watchNamespaces }] : []),
    { key, operator: 'NotIn', values: [...excluded] },
  ];
}

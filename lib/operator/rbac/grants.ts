import type { CoreObject } from '../../chatgpt/workload';
import { metricsName, webhookName, webhookSecretName } from '../names';
import type { Operator } from '../operator';
import { managerRules } from './manager-rules';

/** Rights that are given to a ServiceAccount. */
export interface Grant {
  /** Name of the role, and of its binding. */
  readonly name: string;
  /** Where the rights hold; undefined for the whole cluster. */
  readonly namespace?: string;
  readonly rules: readonly CoreObject[];
}

/** All that the operator may do, and where. */
export function grantsOf(operator: Operator): Grant[] {
  return [
    ...managerGrants(operator),
    leaderElectionGrant(operator),
    ...metricsGrants(operator),
    ...certificateGrants(operator),
  ];
}

function managerGrants({ name, kinds, watchNamespaces, rules = [], ...operator }: Operator): Grant[] {
  const finalizesOwners = operator.ownerReferencesPermissionEnforcement === true;
  const inCluster = watchNamespaces === undefined;
  const all = [...managerRules(kinds, { finalizesOwners, inCluster }), ...rules].map((rule) => ({ ...rule }));
  if (watchNamespaces === undefined) return [{ name, rules: all }];
  return watchNamespaces.map((namespace) => ({ name, namespace, rules: all }));
}

function leaderElectionGrant({ name, namespace }: Operator): Grant {
  const lease = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };
  return {
    name: `${name}-leader-election`,
    namespace,
    rules: [
      { ...lease, resourceNames: [name], verbs: ['get', 'update'] },
      // what does not exist yet has no name that a rule could ask for
      { ...lease, verbs: ['create'] },
    ],
  };
}

/** Secure metrics: the operator asks who calls, and whether he may. Both can only be asked of the whole cluster. */
function metricsGrants(operator: Operator): Grant[] {
  if (!operator.metrics.secure) return [];
  const ask = (apiGroup: string, resource: string) => ({
    apiGroups: [apiGroup],
    resources: [resource],
    verbs: ['create'],
  });
  return [
    {
      name: `${metricsName(operator)}-auth`,
      rules: [
        ask('authentication.k8s.io', 'tokenreviews'),
        ask('authorization.k8s.io', 'subjectaccessreviews'),
      ],
    },
  ];
}

/** Certificates of its own: one Secret, and the authority in one webhook configuration. */
function certificateGrants(operator: Operator): Grant[] {
  const { webhook, namespace } = operator;
  if (webhook === undefined || webhook.certificates.issuer !== undefined) return [];
  const name = webhookName(operator);
  const secrets = { apiGroups: [''], resources: ['secrets'] };
  const configurations = {
    apiGroups: ['admissionregistration.k8s.io'],
    resources: ['validatingwebhookconfigurations'],
  };
  return [
    {
      name,
      namespace,
      rules: [
        { ...secrets, resourceNames: [webhookSecretName(operator)], verbs: ['get', 'update'] },
        { ...secrets, verbs: ['create'] },
      ],
    },
    { name, rules: [{ ...configurations, resourceNames: [name], verbs: ['get', 'patch'] }] },
  ];
}

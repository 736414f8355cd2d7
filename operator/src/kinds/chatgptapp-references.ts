import { mappingAt, mappingsOf } from '../engine/kubernetes/json';
import type { KubeObject } from '../engine/kubernetes/kube-object';
import type { Resource } from '../engine/kubernetes/resource';
import type { Reference } from '../engine/reference';

type Mapping = Readonly<Record<string, unknown>>;

const CORE = { group: '', version: 'v1', namespaced: true };
const SECRET: Resource = { ...CORE, kind: 'Secret', plural: 'secrets' };
const CONFIG_MAP: Resource = { ...CORE, kind: 'ConfigMap', plural: 'configmaps' };
const SERVICE_ACCOUNT: Resource = { ...CORE, kind: 'ServiceAccount', plural: 'serviceaccounts' };

/** The Secrets, ConfigMaps and ServiceAccounts that an app names and that must be there for its pods to run. */
export function appReferences({ spec }: KubeObject): Reference[] {
  const server = mappingAt(spec, 'mcpServer');
  const pod = mappingAt(spec, 'pod');
  return [
    ...containerReferences(server, 'spec.mcpServer'),
    ...each(server.imagePullSecrets, 'spec.mcpServer.imagePullSecrets', (secret, field) =>
      to(SECRET, secret, field),
    ),
    ...each(mappingAt({ spec }, 'spec').widgets, 'spec.widgets', (widget, field) =>
      to(CONFIG_MAP, mappingAt(widget, 'templateFrom', 'configMapKeyRef'), `${field}.templateFrom`),
    ),
    ...to(SECRET, mappingAt(spec, 'oauth', 'clientSecretRef'), 'spec.oauth.clientSecretRef'),
    ...to(
      SECRET,
      mappingAt(spec, 'oauth', 'introspection', 'clientSecretRef'),
      'spec.oauth.introspection.clientSecretRef',
    ),
    ...to(
      SECRET,
      mappingAt(spec, 'domainVerification', 'tokenSecretRef'),
      'spec.domainVerification.tokenSecretRef',
    ),
    ...to(SERVICE_ACCOUNT, { name: pod.serviceAccountName }, 'spec.pod.serviceAccountName'),
    ...each(pod.sidecars, 'spec.pod.sidecars', containerReferences),
    ...each(pod.volumes, 'spec.pod.volumes', volumeReferences),
  ];
}

function containerReferences(container: Mapping, field: string): Reference[] {
  return [
    ...each(container.env, `${field}.env`, (variable, at) => [
      ...to(SECRET, mappingAt(variable, 'valueFrom', 'secretKeyRef'), at),
      ...to(CONFIG_MAP, mappingAt(variable, 'valueFrom', 'configMapKeyRef'), at),
    ]),
    ...each(container.envFrom, `${field}.envFrom`, (source, at) => [
      ...to(SECRET, mappingAt(source, 'secretRef'), at),
      ...to(CONFIG_MAP, mappingAt(source, 'configMapRef'), at),
    ]),
  ];
}

function volumeReferences(volume: Mapping, field: string): Reference[] {
  const { secretName, optional } = mappingAt(volume, 'secret');
  return [
    ...to(SECRET, { name: secretName, optional }, field),
    ...to(CONFIG_MAP, mappingAt(volume, 'configMap'), field),
    ...each(mappingAt(volume, 'projected').sources, `${field}.projected.sources`, (source, at) => [
      ...to(SECRET, mappingAt(source, 'secret'), at),
      ...to(CONFIG_MAP, mappingAt(source, 'configMap'), at),
    ]),
  ];
}

function each(
  list: unknown,
  field: string,
  find: (item: Mapping, field: string) => Reference[],
): Reference[] {
  return mappingsOf(list).flatMap((item, index) => find(item, `${field}[${index}]`));
}

/** Nothing where there is no reference, or the pods start without what it names. */
function to(resource: Resource, { name, optional }: Mapping, field: string): Reference[] {
  return typeof name === 'string' && name !== '' && optional !== true ? [{ resource, name, field }] : [];
}

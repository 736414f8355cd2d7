import type { ApiObject } from '../../cluster/harness/api-object';

/** Where Argo CD and its Applications live. */
export const argoCdNamespace = 'argocd';

/** A project that allows everything, for tests that are not about projects. */
export const openProject = 'open';

/** Seconds between two looks at git and cluster that nothing asked for. */
export const RESYNC_SECONDS = 10;

/** The settings that every test starts from. Argo CD ignores ConfigMaps and Secrets without the label. */
export const settings: readonly ApiObject[] = [
  configMap('argocd-cm', {
    'timeout.reconciliation': `${RESYNC_SECONDS}s`,
    'timeout.reconciliation.jitter': '0s',
  }),
  configMap('argocd-rbac-cm'),
  configMap('argocd-notifications-cm'),
  // "argocd admin export" ends where one of these is missing
  configMap('argocd-cmd-params-cm'),
  configMap('argocd-ssh-known-hosts-cm'),
  configMap('argocd-tls-certs-cm'),
  configMap('argocd-gpg-keys-cm'),
  secret('argocd-secret', { 'server.secretkey': 'for tests only' }),
  secret('argocd-notifications-secret'),
];

/** What has to be there before the first Application. */
export const baseObjects: readonly ApiObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: argoCdNamespace } },
  ...settings,
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: openProject, namespace: argoCdNamespace },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  },
];

function configMap(name: string, data: Record<string, string> = {}): ApiObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(name), data };
}

function secret(name: string, stringData: Record<string, string> = {}): ApiObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: metadata(name), stringData };
}

function metadata(name: string) {
  return { name, namespace: argoCdNamespace, labels: { 'app.kubernetes.io/part-of': 'argocd' } };
}

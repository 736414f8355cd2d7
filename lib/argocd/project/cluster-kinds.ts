import { isClusterScoped, isNamespaced } from '../../synth/checks/kind-scopes';

/** Kinds of others that live in the cluster: usual neighbours of what this library emits. */
const CLUSTER_KINDS: readonly string[] = [
  'argoproj.io/ClusterAnalysisTemplate',
  'cert-manager.io/ClusterIssuer',
  'external-secrets.io/ClusterExternalSecret',
  'external-secrets.io/ClusterSecretStore',
  'gateway.networking.k8s.io/GatewayClass',
  'keda.sh/ClusterTriggerAuthentication',
  'olm.operatorframework.io/ClusterCatalog',
  'olm.operatorframework.io/ClusterExtension',
];

/** Whether objects of a kind live in the cluster: known, or, of an unknown kind, because they name no namespace. */
export function livesInCluster(group: string, kind: string, namespace: string | undefined): boolean {
  if (isClusterScoped(group, kind) || CLUSTER_KINDS.includes(`${group}/${kind}`)) return true;
  return !isNamespaced(group, kind) && namespace === undefined;
}

import { ApiClient } from './api-client';
import { readClusterAccess } from './cluster-access';
import { type InstallOptions, installCrds } from './install-crds';
import { Kubectl } from './kubectl';
import { RestrictedNamespace } from './restricted-namespace';

/** What a test has of the cluster that jest's global setup started (or that the user named). */
export interface Cluster {
  readonly api: ApiClient;
  readonly kubectl: Kubectl;
  /** True when it is the user's own cluster (USE_EXISTING_CLUSTER): no simulated node, foreign objects. */
  readonly existing: boolean;
  /** A new namespace that enforces the pod security level "restricted"; delete it in `afterAll`. */
  namespace(prefix: string): Promise<RestrictedNamespace>;
  /** Installs CRDs and waits until they are served. */
  installCrds(files: readonly string[], options?: InstallOptions): Promise<void>;
}

/** How the global setup tells the test files about the cluster. */
export const handover = { kubeconfig: 'CLUSTER_TEST_KUBECONFIG', kubectl: 'CLUSTER_TEST_KUBECTL' } as const;

let known: Cluster | undefined;

/** The cluster of this test run. */
export function cluster(): Cluster {
  known ??= connect();
  return known;
}

function connect(): Cluster {
  const binary = process.env[handover.kubectl];
  if (!binary) throw new Error('There is no cluster: run jest with --config test/cluster/jest.config.js');
  return clusterOf(new Kubectl(binary, process.env[handover.kubeconfig]));
}

/** Any cluster, by a kubectl that reaches it. */
export function clusterOf(kubectl: Kubectl): Cluster {
  const api = new ApiClient(readClusterAccess(kubectl));
  return {
    api,
    kubectl,
    existing: !kubectl.kubeconfig,
    namespace: (prefix) => RestrictedNamespace.create(api, prefix),
    installCrds: (files, options) => installCrds(api, files, options),
  };
}

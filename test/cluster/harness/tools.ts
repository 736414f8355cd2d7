import { pinnedVersion } from './folders';
import { namesOf, type ToolSet } from './tool-set';

/** The programs that make a cluster, and the Go package that each is built from. Their versions stand in tools/go.mod. */
const packages = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
  kwok: 'sigs.k8s.io/kwok/cmd/kwok',
} as const;

export type ToolName = keyof typeof packages;

const folder = 'test/cluster/tools';

/** The version of Kubernetes that the pins name, e.g. "v1.36.3". */
export const pinnedKubernetesVersion = (): string => pinnedVersion(folder, 'k8s.io/kubernetes');

export const clusterTools: ToolSet<ToolName> = {
  purpose: 'test cluster',
  module: folder,
  packages,
  variables: kubernetesVersion(pinnedKubernetesVersion()),
  otherWays: [
    'set KUBEBUILDER_ASSETS to a folder that holds them',
    'set USE_EXISTING_CLUSTER=true to test on the cluster of your KUBECONFIG (kind, for example)',
  ],
};

export const toolNames = namesOf(clusterTools);

/** Without these the API server calls itself v0.0.0-master, and discovery clients choke on that. */
function kubernetesVersion(version: string): string[] {
  const [major, minor] = version.slice(1).split('.');
  return [`gitVersion=${version}`, `gitMajor=${major}`, `gitMinor=${minor}`].map(
    (variable) => `k8s.io/component-base/version.${variable}`,
  );
}

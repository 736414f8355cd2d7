import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolsModule } from './folders';

/** The programs that make a cluster, and the Go package that each is built from. Their versions stand in tools/go.mod. */
export const toolPackages = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
  kwok: 'sigs.k8s.io/kwok/cmd/kwok',
} as const;

export type ToolName = keyof typeof toolPackages;

export const toolNames = Object.keys(toolPackages) as readonly ToolName[];

/** The version of Kubernetes that the pins name, e.g. "v1.36.3". */
export function pinnedKubernetesVersion(): string {
  const pins = readFileSync(join(toolsModule, 'go.mod'), 'utf8');
  const version = /^\s*(?:require )?k8s\.io\/kubernetes (v\S+)/m.exec(pins)?.[1];
  if (!version) throw new Error('test/cluster/tools/go.mod requires no k8s.io/kubernetes');
  return version;
}

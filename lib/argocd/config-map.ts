import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** One of the ConfigMaps that Argo CD looks up by name. It takes no notice of those without the label. */
export interface ArgoConfigMap {
  readonly name: string;
  readonly namespace: string;
  /** Its entries; a Lazy where they may still grow. */
  readonly data: unknown;
}

/** Emits one of Argo CD's ConfigMaps. Argo CD, which may deliver it, never deletes it: it would take itself apart. */
export function emitConfigMap(scope: Construct, id: string, { name, namespace, data }: ArgoConfigMap): void {
  const annotations = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'argocd' };
  new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels, annotations },
    data,
  });
}

import { isMapping } from '../kubernetes/json';
import type { KubeObject, OwnerReference } from '../kubernetes/kube-object';

/**
 * What is applied of a rendered object: owned by its parent, without empty lists. The API server takes an empty list in a
 * NetworkPolicy or custom resource for a change each time, which would be a loop.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/131175
 */
export function wantedObject(manifest: KubeObject, parent: KubeObject): KubeObject {
  const body = withoutEmptyLists(manifest, manifest.kind === 'NetworkPolicy') as KubeObject;
  const { labels, annotations, ...metadata } = body.metadata;
  return {
    ...body,
    metadata: {
      ...metadata,
      ...(hasKeys(labels) && { labels }),
      ...(hasKeys(annotations) && { annotations }),
      ownerReferences: [ownerReference(parent)],
    },
  };
}

/** The reference that makes the cluster's garbage collector remove a child after its parent. */
function ownerReference({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  const uid = String(metadata.uid);
  return { apiVersion, kind, name: metadata.name, uid, controller: true, blockOwnerDeletion: true };
}

function withoutEmptyLists(value: unknown, isPolicy: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutEmptyLists(item, isPolicy));
  if (!isMapping(value)) return value;
  const kept = Object.entries(value).filter(([key, item]) => !saysNothing(key, item, isPolicy));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutEmptyLists(item, isPolicy)]));
}

function saysNothing(key: string, value: unknown, isPolicy: boolean): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isPolicy && key === 'matchLabels' && !hasKeys(value);
}

function hasKeys(value: unknown): boolean {
  return isMapping(value) && Object.keys(value).length > 0;
}

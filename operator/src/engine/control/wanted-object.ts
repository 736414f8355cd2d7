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

/** The value itself where there is nothing to leave out. */
function withoutEmptyLists(value: unknown, isPolicy: boolean): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutEmptyLists(item, isPolicy));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isMapping(value)) return value;
  const kept = Object.keys(value).filter((key) => !saysNothing(key, value[key], isPolicy));
  const entries = kept.map((key) => [key, withoutEmptyLists(value[key], isPolicy)] as const);
  const isSame =
    kept.length === Object.keys(value).length && entries.every(([key, item]) => item === value[key]);
  return isSame ? value : Object.fromEntries(entries);
}

function saysNothing(key: string, value: unknown, isPolicy: boolean): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isPolicy && key === 'matchLabels' && !hasKeys(value);
}

function hasKeys(value: unknown): boolean {
  return isMapping(value) && Object.keys(value).length > 0;
}

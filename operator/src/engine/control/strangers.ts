import type { Discovery } from '../kubernetes/discovery';
import type { KubeObject } from '../kubernetes/kube-object';
import { groupOf } from '../kubernetes/object-id';
import type { Resource } from '../kubernetes/resource';
import { ApiError } from '../kubernetes/transport';
import type { ManagedKind } from '../managed-kind';
import { inventoryOf } from '../reconcile/inventory';
import type { Applier } from './applier';

/** An object of a kind that an earlier version of the operator rendered, and this one does not. */
export interface Stranger {
  readonly resource: Resource;
  readonly object: KubeObject;
}

/**
 * Finds, by a parent's inventory, the objects of kinds that are no longer watched: without it a new version of the
 * operator would leave them behind.
 */
export async function findStrangers(
  kind: ManagedKind,
  parent: KubeObject,
  discovery: Discovery,
  applier: Applier,
): Promise<Stranger[]> {
  const isWatched = (apiVersion: string, name: string) =>
    kind.children.some((child) => child.kind === name && child.group === groupOf(apiVersion));
  const entries = inventoryOf(parent).filter((entry) => !isWatched(entry.apiVersion, entry.kind));
  const found = await Promise.all(
    entries.map(async ({ apiVersion, kind: kindName, name }): Promise<Stranger[]> => {
      const resource = await discovery.find(apiVersion, kindName);
      const { namespace } = parent.metadata;
      const object = resource && (await readable(applier, resource, { name, namespace }));
      return resource && object ? [{ resource, object }] : [];
    }),
  );
  return found.flat();
}

/** The rights of this version may not reach what an earlier one rendered: then it is left to the cluster's administrator. */
async function readable(
  applier: Applier,
  resource: Resource,
  metadata: KubeObject['metadata'],
): Promise<KubeObject | undefined> {
  try {
    return await applier.read(resource, { metadata });
  } catch (error) {
    if (error instanceof ApiError && error.code === 403) return undefined;
    throw error;
  }
}

import type { KubeObject, OwnerReference } from '../kubernetes/kube-object';
import { groupOf, titleOf } from '../kubernetes/object-id';
import { appliedFields } from './field-differences';

/** Whether an object is there for us to write. */
export type Ownership =
  | { readonly owner: 'us' }
  /**
   * Ours, but without an owner: its reference is gone, as after `kubectl delete --cascade=orphan`, or names an earlier parent of
   * the same name, of which the garbage collector has not taken it yet.
   */
  | { readonly owner: 'nobody' }
  | { readonly owner: 'another'; readonly message: string };

/**
 * Whose a live object is. What we never applied is never ours, whatever its labels say: labels can be copied.
 *
 * @param manager our field manager.
 */
export function ownershipOf(live: KubeObject, parent: KubeObject, manager: string): Ownership {
  const controller = controllerOf(live);
  if (controller?.uid === parent.metadata.uid) return { owner: 'us' };
  const isLeft = controller !== undefined && isNamesake(controller, parent);
  if (controller !== undefined && !isLeft)
    return foreign(live, `${controller.kind} ${controller.name} owns it`);
  const isApplied = Object.keys(appliedFields(live, manager)).length > 0;
  return isApplied ? { owner: 'nobody' } : foreign(live, `${writersOf(live)} made it`);
}

/** Whether an owner was an earlier object of the parent's name: as that is the parent's now, it is gone. */
function isNamesake({ apiVersion, kind, name }: OwnerReference, parent: KubeObject): boolean {
  const isSameKind = kind === parent.kind && groupOf(apiVersion) === groupOf(parent.apiVersion);
  return isSameKind && name === parent.metadata.name;
}

/** The owner reference that says who manages an object. */
export function controllerOf({ metadata }: KubeObject): OwnerReference | undefined {
  const references = Array.isArray(metadata.ownerReferences) ? metadata.ownerReferences : [];
  return references.find((reference) => reference.controller === true);
}

function writersOf({ metadata }: KubeObject): string {
  const entries = Array.isArray(metadata.managedFields) ? metadata.managedFields : [];
  const names = new Set(entries.filter(({ subresource }) => !subresource).map(({ manager }) => manager));
  return names.size > 0 ? [...names].join(', ') : 'someone else';
}

function foreign(live: KubeObject, who: string): Ownership {
  const fix = 'Fix: delete or rename it, or give the app another name';
  return { owner: 'another', message: `${titleOf(live)} exists and is not ours: ${who}. ${fix}` };
}

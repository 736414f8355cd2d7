import type { KubeObject, OwnerReference } from '../kubernetes/kube-object';
import { titleOf } from '../kubernetes/object-id';
import { appliedFields } from './field-differences';

/** Whether an object is there for us to write. */
export type Ownership =
  | { readonly owner: 'us' }
  /** Ours, but its owner reference is gone, as after `kubectl delete --cascade=orphan`. */
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
  if (controller !== undefined) {
    const isSameName = controller.kind === parent.kind && controller.name === parent.metadata.name;
    return isSameName
      ? leftBehind(live, controller)
      : foreign(live, `${controller.kind} ${controller.name} owns it`);
  }
  const isApplied = Object.keys(appliedFields(live, manager)).length > 0;
  return isApplied ? { owner: 'nobody' } : foreign(live, `${writersOf(live)} made it`);
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

/** For the moment after an app was deleted and made anew. */
function leftBehind(live: KubeObject, { kind, name }: OwnerReference): Ownership {
  const whose = `is of an earlier ${kind} ${name} (it had another uid)`;
  const fix =
    'Fix: wait for the garbage collector of the cluster, which removes it; where none runs, delete it';
  return { owner: 'another', message: `${titleOf(live)} ${whose}. ${fix}` };
}

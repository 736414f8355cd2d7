import { errorIn, type ObjectFinding } from './check-finding';
import { type CheckedObject, describe } from './synthesized-object';

/**
 * Objects that are one to the cluster, so that the last one applied wins. The version does not count: it is a view
 * of the same object.
 */
export function duplicateObjects(objects: readonly CheckedObject[]): ObjectFinding[] {
  const first = new Map<string, CheckedObject>();
  return objects.flatMap((object) => {
    // without a name, the name is what is wrong
    if (object.name === '') return [];
    const identity = [object.group, object.kind, object.namespace, object.name].join(' ');
    const other = first.get(identity);
    if (other === undefined) {
      first.set(identity, object);
      return [];
    }
    return errorIn(object, {
      path: ['metadata', 'name'],
      value: object.name,
      rule: `is the name of ${describe(other)} at ${other.path} too, so one would overwrite the other`,
      fix: 'remove one of them, or give it a name or a namespace of its own',
    });
  });
}

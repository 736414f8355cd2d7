import { errorIn, type ObjectFinding } from './check-finding';
import { type CheckedObject, describe } from './synthesized-object';

/** Objects that want one file. Files whose names differ in capitals only are one on many disks. */
export function fileCollisions(objects: readonly CheckedObject[]): ObjectFinding[] {
  const owners = new Map<string, CheckedObject>();
  return objects.flatMap((object) => {
    if (object.file === undefined) return [];
    const file = object.file.toLowerCase();
    const owner = owners.get(file);
    if (owner === undefined) {
      owners.set(file, object);
      return [];
    }
    return errorIn(object, {
      path: [],
      rule: `wants the file ${object.file}, as does ${describe(owner)} at ${owner.path}`,
      fix: 'give one of them another name',
    });
  });
}

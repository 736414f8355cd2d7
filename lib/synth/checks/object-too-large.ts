import { errorIn, type ObjectFinding } from './check-finding';
import type { CheckedObject } from './synthesized-object';

const LARGEST = 1024 * 1024;

/** Objects over 1 MiB as JSON, which etcd and ConfigMaps do not hold. */
export function tooLargeObjects(objects: readonly CheckedObject[]): ObjectFinding[] {
  return objects.flatMap((object) => {
    const json = JSON.stringify(object.manifest);
    // a character is at most three bytes for each unit
    if (json.length * 3 <= LARGEST) return [];
    const bytes = Buffer.byteLength(json);
    if (bytes <= LARGEST) return [];
    const rule = `has ${bytes} bytes as JSON, more than 1 MiB (${LARGEST})`;
    return errorIn(object, { path: [], rule, fix: 'split it, or put large texts into the image' });
  });
}

import { errorIn, type ObjectFinding } from './check-finding';
import type { CheckedObject } from './synthesized-object';

const LARGEST = 1024 * 1024;

/** Objects over 1 MiB as JSON, which etcd and ConfigMaps do not hold. */
export function tooLargeObjects(objects: readonly CheckedObject[]): ObjectFinding[] {
  return objects.flatMap((object) => {
    if (mostBytes(object.manifest) <= LARGEST) return [];
    const bytes = Buffer.byteLength(JSON.stringify(object.manifest));
    if (bytes <= LARGEST) return [];
    const rule = `has ${bytes} bytes as JSON, more than 1 MiB (${LARGEST})`;
    return errorIn(object, { path: [], rule, fix: 'split it, or put large texts into the image' });
  });
}

/** Bytes of a control character, such as \u0007; no other one has more. */
const LONGEST_ESCAPE = 6;
/** Digits of a number, with what stands around a value. */
const LONGEST_SCALAR = 32;

/** A bound of the size as JSON, found without writing it: nearly all objects are far below the limit. */
function mostBytes(value: unknown): number {
  if (typeof value === 'string') return LONGEST_ESCAPE * value.length + LONGEST_SCALAR;
  if (typeof value !== 'object' || value === null) return LONGEST_SCALAR;
  let bytes = LONGEST_SCALAR;
  if (Array.isArray(value)) for (const item of value) bytes += mostBytes(item);
  else for (const [key, item] of Object.entries(value)) bytes += mostBytes(key) + mostBytes(item);
  return bytes;
}

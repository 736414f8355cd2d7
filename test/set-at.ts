import type { FieldPath } from '../lib/validation/field-path';
import type { Manifest } from './sample-apps';

/** A copy of the manifest with another value at the path; undefined removes the field or the entry. */
export function setAt(manifest: Manifest, path: FieldPath, value: unknown): Manifest {
  return replaced(manifest, path, value) as Manifest;
}

function replaced(root: unknown, [step, ...rest]: FieldPath, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(root)) {
    const copy = [...root];
    const item = replaced(copy[Number(step)], rest, value);
    if (item === undefined) copy.splice(Number(step), 1);
    else copy[Number(step)] = item;
    return copy;
  }
  const parent = (typeof root === 'object' && root !== null ? root : {}) as Record<string, unknown>;
  const { [String(step)]: old, ...others } = parent;
  const item = replaced(old, rest, value);
  return item === undefined ? others : { ...others, [String(step)]: item };
}

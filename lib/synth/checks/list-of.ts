import { type FieldPath, valueAt } from '../../validation/field-path';
import { isObject, type JsonObject } from '../../validation/structural-schema';

/** A mapping somewhere in an object. */
export interface Part {
  readonly path: FieldPath;
  readonly value: JsonObject;
}

/** The mappings in the list at `path` below the part; none where there is no list. */
export function listOf(part: Part, ...path: readonly string[]): Part[] {
  const list = valueAt(part.value, path);
  if (!Array.isArray(list)) return [];
  return list.flatMap((value, index) =>
    isObject(value) ? { path: [...part.path, ...path, index], value } : [],
  );
}

/** The mapping at `path` below the part, as a list of one or none. */
export function partAt(part: Part, ...path: readonly string[]): Part[] {
  const value = valueAt(part.value, path);
  return isObject(value) ? [{ path: [...part.path, ...path], value }] : [];
}

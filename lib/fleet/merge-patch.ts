import { isObject } from '../validation/structural-schema';

/**
 * The target after a JSON merge patch: objects merge field by field, everything else is replaced, null removes.
 * Neither input is changed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7386
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  // a Map, because a field may be called __proto__, which plain assignment would swallow
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

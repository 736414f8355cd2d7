import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { FieldPath } from '../validation/field-path';
import { type AliasTargets, dereference, isMergeKey, keyName, offsetOf } from './nodes';
import type { SourceText } from './source-text';

/**
 * The offset at which a reader of a message should look for the field at `path`: the value where it stands on
 * the line of its key, else the key; for a path that does not exist, its nearest existing ancestor.
 */
export function locateOffset(
  root: Node | null,
  path: FieldPath,
  targets: AliasTargets,
  source: SourceText,
): number {
  let found: Place = { node: root, offset: offsetOf(root) };
  for (const step of path) {
    const next = stepInto(dereference(found.node, targets), step, targets, source);
    if (next === undefined) break;
    found = next;
  }
  return found.offset;
}

interface Place {
  readonly node: unknown;
  readonly offset: number;
}

function stepInto(
  container: Node | undefined,
  step: string | number,
  targets: AliasTargets,
  source: SourceText,
): Place | undefined {
  if (isSeq(container)) {
    if (typeof step !== 'number' || step >= container.items.length) return undefined;
    const node = container.items[step];
    return { node, offset: offsetOf(node) };
  }
  const pair = isMap(container) ? findPair(container, String(step), targets, new Set()) : undefined;
  return pair && { node: pair.value, offset: entryOffset(pair, source) };
}

/**
 * The entry that decides the value of `key`: the last one, as in go-yaml, merged objects included.
 * An object that merges itself is an error of its own, but must not hang the search.
 */
function findPair(map: YAMLMap, key: string, targets: AliasTargets, seen: Set<YAMLMap>): Pair | undefined {
  if (seen.has(map)) return undefined;
  seen.add(map);
  for (const pair of [...map.items].reverse()) {
    if (!isMergeKey(pair.key)) {
      if (keyName(pair.key, targets) === key) return pair;
      continue;
    }
    for (const merged of isSeq(pair.value) ? pair.value.items : [pair.value]) {
      const source = dereference(merged, targets);
      const found = isMap(source) ? findPair(source, key, targets, seen) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function entryOffset(pair: Pair, source: SourceText): number {
  const key = offsetOf(pair.key);
  if (isEmpty(pair.value)) return key;
  const value = offsetOf(pair.value);
  return source.position(value).line === source.position(key).line ? value : key;
}

function isEmpty(node: unknown): boolean {
  if (isAlias(node)) return false;
  const [start, end] = (node as Partial<Node> | null)?.range ?? [0, 0];
  return start === end && (node === null || isScalar(node));
}

import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  type Scalar as ScalarNode,
  visit,
} from 'yaml';
import { formatFloat32 } from './go-number';
import { resolvePlain, resolveTagged, type Scalar } from './go-scalar';

/** What each alias of a document stands for. An alias that names no anchor before it has no entry. */
export type AliasTargets = ReadonlyMap<Alias, Node>;

/** Binds aliases in the order of the text, so that an anchor may be defined again further down. */
export function bindAliases(root: Node | null): AliasTargets {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  if (root === null) return targets;
  visit(root, {
    Alias: (_, alias) => {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    // before its children: a collection that contains itself is a fault of its own
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** The node itself, or what it is an alias of. */
export function dereference(node: unknown, targets: AliasTargets): Node | undefined {
  if (isAlias(node)) return targets.get(node);
  return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
}

/** Whether the scalar is neither quoted nor tagged, so that its text decides what it is. */
export function isPlain(node: ScalarNode): boolean {
  return node.type === 'PLAIN' && node.tag === undefined;
}

/** What a scalar means; undefined where its tag does not fit. */
export function resolveScalar(node: ScalarNode): Scalar | undefined {
  const text = scalarText(node);
  if (node.tag !== undefined) return resolveTagged(node.tag, text);
  return node.type === 'PLAIN' ? resolvePlain(text) : { kind: 'string', value: text };
}

/** The scalar's text after unquoting, unescaping and folding, before it is given a type. */
export function scalarText(node: ScalarNode): string {
  return node.source ?? '';
}

/** The JSON key that a mapping key becomes; undefined where sigs.k8s.io/yaml refuses it (null, collections). */
export function keyName(node: unknown, targets: AliasTargets): string | undefined {
  const target = dereference(node, targets);
  const key = isScalar(target) ? resolveScalar(target) : undefined;
  switch (key?.kind) {
    case 'string':
      return key.value;
    case 'int':
      // Go holds it as uint64 then, for which sigs.k8s.io/yaml has no case
      return key.value < 2n ** 63n ? String(key.value) : undefined;
    case 'float':
      return formatFloat32(key.value);
    case 'bool':
      return String(key.value);
    default:
      return undefined;
  }
}

/** Whether the key is the merge key `<<` of YAML 1.1. */
export function isMergeKey(node: unknown): boolean {
  if (!isScalar(node) || scalarText(node) !== '<<') return false;
  return isPlain(node) || node.tag === '!' || node.tag === 'tag:yaml.org,2002:merge';
}

/** Where the node's own text begins, behind its tag and anchor. */
export function offsetOf(node: unknown): number {
  return (node as Partial<ParsedNode> | null | undefined)?.range?.[0] ?? 0;
}

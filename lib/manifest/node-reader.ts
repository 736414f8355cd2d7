import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type Scalar as ScalarNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { FieldPath } from '../validation/field-path';
import { doubtAbout } from './core-schema';
import { SCALAR_TAGS, type Scalar, shortTag } from './go-scalar';
import { type JsonObject, type JsonValue, setOwn } from './json-value';
import {
  type AliasTargets,
  dereference,
  isMergeKey,
  isPlain,
  keyName,
  offsetOf,
  resolveScalar,
  scalarText,
} from './nodes';
import { checkEscapes, isUnclosed, startsAsFlowIndicator } from './source-checks';
import type { ManifestFinding, SourceText } from './source-text';
import { DEEPEST_NESTING } from './syntax';

/**
 * Turns one document's syntax tree into the JSON value that sigs.k8s.io/yaml makes of it. Goes on after an
 * error with the text as it stands, so that one reading finds every error.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/decode.go
 */
export class NodeReader {
  public readonly findings: ManifestFinding[] = [];
  private readonly openAliases = new Set<Alias>();
  private inFlow = false;
  private depth = 0;
  private readCount = 0;
  private aliasReadCount = 0;
  private exhausted = false;

  constructor(
    private readonly source: SourceText,
    private readonly targets: AliasTargets,
  ) {}

  /** The value of a node that stands at `path`. */
  public read(node: unknown, path: FieldPath): JsonValue {
    if (!this.enter(node, path)) return null;
    const { inFlow } = this;
    this.inFlow = isCollection(node) ? inFlow || node.flow === true : inFlow;
    this.depth += 1;
    const value = this.readEntered(node, path);
    this.depth -= 1;
    this.inFlow = inFlow;
    return value;
  }

  private readEntered(node: unknown, path: FieldPath): JsonValue {
    if (isAlias(node)) return this.readAlias(node, path);
    if (isScalar(node)) return this.readScalar(node, path);
    if (isMap(node)) return this.readMap(node, path);
    if (isSeq(node)) return this.readSequence(node, path);
    // a key without a colon has no value node at all
    return null;
  }

  private readScalar(node: ScalarNode, path: FieldPath): JsonValue {
    this.checkWriting(node, path);
    const scalar = resolveScalar(node);
    const text = scalarText(node);
    if (scalar === undefined) {
      this.error(node, path, text, ...describeTagFault(node));
      return text;
    }
    if (scalar.kind === 'float' && !Number.isFinite(scalar.value)) {
      this.error(
        node,
        path,
        text,
        'is no number that JSON knows',
        `write a finite number, or put it in quotes: "${text}"`,
      );
      return text;
    }
    const value = jsonOf(scalar);
    const doubt = isPlain(node) ? doubtAbout(text, scalar, value) : undefined;
    if (doubt !== undefined) this.warn(node, path, value, doubt.rule, doubt.fix);
    return value;
  }

  private readSequence(node: YAMLSeq, path: FieldPath): JsonValue[] {
    this.checkCollectionTag(node, path, '!!seq');
    return node.items.map((item, index) => this.read(item, [...path, index]));
  }

  private readMap(node: YAMLMap, path: FieldPath): JsonObject {
    this.checkCollectionTag(node, path, '!!map');
    const object: JsonObject = {};
    const firstOfKey = new Map<string, unknown>();
    for (const pair of node.items) {
      if (isMergeKey(pair.key)) this.merge(pair, object, firstOfKey, path);
      else this.readEntry(pair, object, firstOfKey, path);
    }
    return object;
  }

  private readEntry(pair: Pair, object: JsonObject, firstOfKey: Map<string, unknown>, path: FieldPath): void {
    const key = this.readKey(pair.key, path);
    const at = key === undefined ? path : [...path, key];
    const value = this.read(pair.value, at);
    if (key === undefined) return;
    const first = firstOfKey.get(key);
    if (first === undefined) {
      firstOfKey.set(key, pair.key);
    } else {
      const { line } = this.source.position(offsetOf(first));
      this.error(pair.key, at, undefined, `is given twice, first in line ${line}`, 'keep one of the two');
    }
    setOwn(object, key, value);
  }

  private readKey(node: unknown, path: FieldPath): string | undefined {
    if (!this.enter(node, path)) return undefined;
    const key = keyName(node, this.targets);
    const target = dereference(node, this.targets);
    const text = isScalar(target) ? scalarText(target) : undefined;
    if (key === undefined) {
      const shown = text === undefined ? 'a list or an object' : text === '' ? 'empty' : text;
      this.error(node, path, undefined, `has a key that is no text: ${shown}`, 'put the key in quotes');
      return undefined;
    }
    if (isScalar(node)) {
      this.checkWriting(node, [...path, key]);
      if (isPlain(node) && text !== key) {
        const rule = `has the key ${text}, which Kubernetes (YAML 1.1) reads as "${key}"`;
        this.warn(node, [...path, key], undefined, rule, `put the key in quotes: "${text}"`);
      }
    }
    return key;
  }

  private readAlias(node: Alias, path: FieldPath): JsonValue {
    const target = this.targets.get(node);
    if (target === undefined) {
      const rule = `is the alias *${node.source} of an anchor that is not defined before it`;
      this.error(
        node,
        path,
        undefined,
        rule,
        'define the anchor, or put a text that begins with * in quotes',
      );
      return null;
    }
    if (this.openAliases.has(node)) {
      this.stop(
        node,
        path,
        `is the alias *${node.source} of a value that contains itself`,
        'write the value out',
      );
      return null;
    }
    this.openAliases.add(node);
    const value = this.read(target, path);
    this.openAliases.delete(node);
    return value;
  }

  /**
   * Merges as go-yaml does: in the order of the text, so that a `<<` below a field replaces the field
   * (by the specification the field would win).
   */
  private merge(pair: Pair, object: JsonObject, own: ReadonlyMap<string, unknown>, path: FieldPath): void {
    const sources = isSeq(pair.value) ? [...pair.value.items].reverse() : [pair.value];
    for (const source of sources) {
      if (!isMap(dereference(source, this.targets))) {
        this.error(
          source ?? pair.key,
          path,
          undefined,
          'merges (<<) something that is no object',
          'merge objects only',
        );
        continue;
      }
      const merged = this.read(source, path);
      for (const [key, value] of Object.entries(merged ?? {})) {
        if (own.has(key) && JSON.stringify(object[key]) !== JSON.stringify(value)) {
          const rule = `is replaced by the merge (<<) below it, which YAML readers other than Go's would not do`;
          this.warn(
            own.get(key),
            [...path, key],
            object[key],
            rule,
            'move the merge above the field, or remove one of them',
          );
        }
        setOwn(object, key, value);
      }
    }
  }

  /** Counts a reading of a node, as go-yaml does against alias bombs; false where there is to be no more. */
  private enter(node: unknown, path: FieldPath): boolean {
    if (this.exhausted) return false;
    this.readCount += 1;
    if (this.openAliases.size > 0) this.aliasReadCount += 1;
    const ratio = this.aliasReadCount / this.readCount;
    if (this.aliasReadCount > 100 && this.readCount > 1000 && ratio > allowedAliasRatio(this.readCount)) {
      this.stop(node, path, 'repeats too much by aliases', 'write the values out, or use fewer aliases');
    } else if (this.depth > DEEPEST_NESTING + 1) {
      this.stop(
        node,
        path,
        `is nested by aliases deeper than ${DEEPEST_NESTING} levels`,
        'use fewer aliases',
      );
    }
    return !this.exhausted;
  }

  /** Reports, also behind an alias, what makes the rest of the document unreadable. */
  private stop(node: unknown, path: FieldPath, rule: string, fix: string): void {
    this.findings.push(this.source.finding(offsetOf(node), { severity: 'error', path, rule, fix }));
    this.exhausted = true;
  }

  /** What the parser takes and go-yaml does not, seen in the scalar as it is written. */
  private checkWriting(node: ScalarNode, path: FieldPath): void {
    const [start, end] = node.range ?? [0, 0];
    if (node.type === 'PLAIN') {
      if (!this.inFlow || !startsAsFlowIndicator(scalarText(node))) return;
      const rule = "begins with ? or : inside [] or {}, which Kubernetes' clients (YAML 1.1) read otherwise";
      this.error(node, path, undefined, rule, 'put the text in quotes');
    } else if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') {
      const written = this.source.text.slice(start, end);
      if (isUnclosed(written)) this.error(node, path, undefined, 'has no closing quote', 'close the quote');
      if (node.type === 'QUOTE_SINGLE' || this.source.isJson) return;
      for (const { offset, rule, fix } of checkEscapes(written, start)) {
        this.report(offset, { severity: 'error', path, rule, fix });
      }
    }
  }

  private checkCollectionTag(node: YAMLMap | YAMLSeq, path: FieldPath, expected: string): void {
    const tag = shortTag(node.tag ?? expected);
    if (tag === expected) return;
    this.error(
      node,
      path,
      undefined,
      `has the tag ${tag}, which means nothing to Kubernetes here`,
      'remove the tag',
    );
  }

  private error(node: unknown, path: FieldPath, value: unknown, rule: string, fix: string): void {
    this.report(offsetOf(node), { severity: 'error', path, value, rule, fix });
  }

  private warn(node: unknown, path: FieldPath, value: unknown, rule: string, fix: string): void {
    this.report(offsetOf(node), { severity: 'warning', path, value, rule, fix });
  }

  /** What stands behind an alias has been reported where it is written. */
  private report(offset: number, finding: Parameters<SourceText['finding']>[1]): void {
    if (this.openAliases.size === 0) this.findings.push(this.source.finding(offset, finding));
  }
}

function jsonOf(scalar: Scalar): JsonValue {
  return scalar.kind === 'int' ? Number(scalar.value) : scalar.value;
}

function describeTagFault(node: ScalarNode): [rule: string, fix: string] {
  const tag = shortTag(node.tag ?? '');
  if (SCALAR_TAGS.includes(tag))
    return [`does not fit its tag ${tag}`, 'correct the value or remove the tag'];
  return [`has the tag ${tag}, which means nothing to Kubernetes here`, 'remove the tag'];
}

/** @see https://github.com/yaml/go-yaml/blob/v2.4.2/decode.go (allowedAliasRatio) */
function allowedAliasRatio(readCount: number): number {
  const low = 400_000;
  const high = 4_000_000;
  if (readCount <= low) return 0.99;
  if (readCount >= high) return 0.1;
  return 0.99 - 0.89 * ((readCount - low) / (high - low));
}

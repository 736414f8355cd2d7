import { isMapping, isSameJson } from '../kubernetes/json';
import type { FieldSet, KubeObject } from '../kubernetes/kube-object';
import { isSameQuantity, isWithin, saysNothing } from './is-within';

/** A field in which a live object is not what we want. */
export interface FieldDifference {
  /** Such as `spec.template.spec.containers[name=web].image`. */
  readonly path: string;
  /** The same as keys of a field set, to look for its owner. */
  readonly fields: readonly string[];
  readonly kind: 'changed' | 'removed' | 'left over' | 'not owned';
  /** What the live object says. */
  readonly live: unknown;
}

/**
 * Where a live object differs from what we want. Fields that others added are no difference. What the server did to the object
 * is read from its managed fields: they tell lists that are merged from those that are replaced, and which fields
 * we once applied and no longer want.
 *
 * @param manager our field manager.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export function fieldDifferences(wanted: KubeObject, live: KubeObject, manager: string): FieldDifference[] {
  const differences: FieldDifference[] = [];
  const { labels, annotations, ownerReferences } = wanted.metadata;
  const { apiVersion: _version, kind: _kind, ...body } = wanted;
  const ours = { ...body, metadata: given({ labels, annotations, ownerReferences }) };
  new Comparison(differences).mapping(ours, live, appliedFields(live, manager), []);
  return differences;
}

/** The fields that a manager applied to an object. */
export function appliedFields({ metadata }: KubeObject, manager: string): FieldSet {
  const entries = Array.isArray(metadata.managedFields) ? metadata.managedFields : [];
  const entry = entries.find(
    (each) => each.manager === manager && each.operation === 'Apply' && !each.subresource,
  );
  return entry?.fieldsV1 ?? {};
}

class Comparison {
  constructor(private readonly found: FieldDifference[]) {}

  mapping(wanted: Mapping, live: unknown, applied: FieldSet, at: Place): void {
    const actual = isMapping(live) ? live : {};
    for (const [key, value] of Object.entries(wanted)) {
      this.value(value, actual[key], applied[`f:${key}`], [...at, `f:${key}`]);
    }
    for (const field of Object.keys(applied)) {
      const key = field.slice(2);
      if (field.startsWith('f:') && !(key in wanted) && actual[key] !== undefined) {
        this.report('left over', [...at, field], actual[key]);
      }
    }
  }

  private value(wanted: unknown, live: unknown, applied: FieldSet | undefined, at: Place): void {
    if (live === undefined) {
      // the server does not store what says nothing; where someone took it away, it is no longer ours
      if (!saysNothing(wanted) || applied === undefined) this.report('removed', at, live);
    } else if (applied === undefined) {
      this.report(isWithin(wanted, live) ? 'not owned' : 'changed', at, live);
    } else if (isMapping(wanted) && isMerged(applied, 'f:')) {
      this.mapping(wanted, live, applied, at);
    } else if (Array.isArray(wanted) && isMerged(applied, 'k:')) {
      this.keyedList(wanted, live, applied, at);
    } else if (Array.isArray(wanted) && isMerged(applied, 'v:')) {
      this.set(wanted, live, applied, at);
    } else if (!isSameJson(wanted, live) && !(isAmount(at) && isSameQuantity(wanted, live))) {
      this.report('changed', at, live);
    }
  }

  /** A list whose items are told apart by some of their fields. */
  private keyedList(wanted: readonly unknown[], live: unknown, applied: FieldSet, at: Place): void {
    const items = Array.isArray(live) ? live : [];
    const keyed = keyedFields(applied);
    const seen = new Set<string>();
    for (const item of wanted) {
      const known = keyed.find(({ keys }) => hasKeys(item, keys));
      const { field, keys } = known ?? newField(item);
      const fields = known && applied[field];
      const actual = items.find((each) => hasKeys(each, keys));
      seen.add(field);
      // an item that is one value to the server has no fields of its own
      if (isMapping(item) && fields !== undefined && actual !== undefined && isMerged(fields, 'f:')) {
        this.mapping(item, actual, fields, [...at, field]);
      } else this.value(item, actual, fields, [...at, field]);
    }
    for (const { field, keys } of keyed) {
      const actual = seen.has(field) ? undefined : items.find((each) => hasKeys(each, keys));
      if (actual) this.report('left over', [...at, field], actual);
    }
  }

  /** A list of values without order. */
  private set(wanted: readonly unknown[], live: unknown, applied: FieldSet, at: Place): void {
    const values = Array.isArray(live) ? live : [];
    for (const value of wanted) {
      if (!values.includes(value)) this.report('removed', [...at, `v:${JSON.stringify(value)}`], undefined);
    }
    for (const field of Object.keys(applied)) {
      const value: unknown = field.startsWith('v:') ? JSON.parse(field.slice(2)) : undefined;
      if (value !== undefined && values.includes(value) && !wanted.includes(value)) {
        this.report('left over', [...at, field], value);
      }
    }
  }

  private report(kind: FieldDifference['kind'], fields: Place, live: unknown): void {
    this.found.push({ kind, fields, path: pathOf(fields), live });
  }
}

type Mapping = Readonly<Record<string, unknown>>;
type Place = readonly string[];

function given(mapping: Mapping): Mapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, value]) => value !== undefined));
}

function isAmount(at: Place): boolean {
  const parent = at.at(-2);
  return parent === 'f:limits' || parent === 'f:requests';
}

function isMerged(fields: FieldSet, prefix: string): boolean {
  for (const key in fields) if (key.startsWith(prefix)) return true;
  return false;
}

/** An item of a list as managed fields tell it apart: `k:{"name":"web"}`. */
interface KeyedField {
  readonly field: string;
  readonly keys: Mapping;
}

function keyedFields(applied: FieldSet): KeyedField[] {
  const fields = Object.keys(applied).filter((key) => key.startsWith('k:'));
  return fields.map((field) => ({ field, keys: JSON.parse(field.slice(2)) as Mapping }));
}

/** Of an item that was not applied before. */
function newField(item: unknown): KeyedField {
  const keys: Mapping = isMapping(item) && item.name !== undefined ? { name: item.name } : {};
  return { field: `k:${JSON.stringify(keys)}`, keys };
}

function hasKeys(item: unknown, keys: Mapping): boolean {
  if (!isMapping(item)) return false;
  // a key that an item leaves out has its default, such as the protocol of a port
  for (const key in keys) if ((item[key] ?? keys[key]) !== keys[key]) return false;
  return true;
}

/** `["f:spec", "k:{\"name\":\"web\"}"]` as people write it. */
export function pathOf(fields: Place): string {
  let path = '';
  for (const field of fields) {
    const text = field.slice(2);
    if (field.startsWith('f:')) path += plainKey.test(text) ? `${path && '.'}${text}` : `["${text}"]`;
    else if (field.startsWith('v:')) path += `[${text}]`;
    else {
      const keys = Object.entries(JSON.parse(text) as Mapping).map(([key, value]) => `${key}=${value}`);
      path += `[${keys.join(',')}]`;
    }
  }
  return path;
}

const plainKey = /^[A-Za-z0-9_-]+$/;

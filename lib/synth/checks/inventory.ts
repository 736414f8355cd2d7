import { APP_LABEL } from '../../chatgpt/app';
import { valueAt } from '../../validation/field-path';
import { isObject } from '../../validation/structural-schema';
import { LabelIndex } from './label-index';
import type { ObjectReference } from './object-reference';
import { podTemplateOf } from './pod-template';
import type { CheckedObject } from './synthesized-object';

/** All objects of one cluster that will be written, for looking up what others refer to. */
export class Inventory {
  /** Names of the apps that any object belongs to. */
  public readonly apps = new Set<string>();
  private readonly byKind = new Map<string, Map<string, Map<string, CheckedObject>>>();
  private readonly pods = new Map<string, LabelIndex>();
  private readonly services = new Map<string, LabelIndex>();

  constructor(objects: readonly CheckedObject[]) {
    for (const object of objects) this.add(object);
  }

  /** What is written under this name, or makes an object of it in the cluster. */
  find({ group, kind, namespace, name }: Omit<ObjectReference, 'path'>): CheckedObject | undefined {
    return this.byKind.get(`${group} ${kind}`)?.get(name)?.get(namespace);
  }

  /** The namespaces that have an object of this kind and name, sorted. */
  namespacesOf({ group, kind, name }: ObjectReference): string[] {
    return [...(this.byKind.get(`${group} ${kind}`)?.get(name)?.keys() ?? [])].sort();
  }

  /** The names of a kind in a namespace. */
  namesIn({ group, kind, namespace }: ObjectReference): string[] {
    const names = this.byKind.get(`${group} ${kind}`) ?? [];
    return [...names].filter(([, namespaces]) => namespaces.has(namespace)).map(([name]) => name);
  }

  /** The labels of the pods that are written for the namespace, or that its workloads make. */
  podsIn(namespace: string): LabelIndex {
    return this.pods.get(namespace) ?? NOTHING;
  }

  servicesIn(namespace: string): LabelIndex {
    return this.services.get(namespace) ?? NOTHING;
  }

  /** The namespaces that have Services. */
  namespacesWithServices(): string[] {
    return [...this.services.keys()];
  }

  private add(object: CheckedObject): void {
    const { group, kind, namespace, name, metadata } = object;
    this.addName(group, kind, name, object);
    for (const secret of secretsMadeBy(object)) this.addName('', 'Secret', secret, object);
    const labels = isObject(metadata.labels) ? metadata.labels : {};
    const app = labels[APP_LABEL];
    if (typeof app === 'string') this.apps.add(app);
    if (group === '' && kind === 'Service') indexAt(this.services, namespace).add(labels);
    const template = podTemplateOf(object);
    if (template === undefined) return;
    const podLabels = template.metadata.labels;
    indexAt(this.pods, namespace).add(isObject(podLabels) ? podLabels : {});
  }

  private addName(group: string, kind: string, name: string, object: CheckedObject): void {
    const names = entryAt(this.byKind, `${group} ${kind}`, () => new Map());
    entryAt(names, name, () => new Map<string, CheckedObject>()).set(object.namespace, object);
  }
}

const NOTHING = new LabelIndex();

/** Where kinds that end up as a Secret have its name. */
const SECRET_MAKERS: Readonly<Record<string, readonly string[]>> = {
  'bitnami.com SealedSecret': ['spec', 'template', 'metadata', 'name'],
  'cert-manager.io Certificate': ['spec', 'secretName'],
  'external-secrets.io ExternalSecret': ['spec', 'target', 'name'],
};

function secretsMadeBy({ group, kind, name, manifest }: CheckedObject): string[] {
  const path = SECRET_MAKERS[`${group} ${kind}`];
  if (path === undefined) return [];
  const given = valueAt(manifest, path);
  return [typeof given === 'string' && given !== '' ? given : name];
}

function indexAt(indexes: Map<string, LabelIndex>, namespace: string): LabelIndex {
  return entryAt(indexes, namespace, () => new LabelIndex());
}

function entryAt<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const created = create();
  map.set(key, created);
  return created;
}

import { monotonicClock } from '../clock';
import { isSameJson } from '../kubernetes/json';
import type { KubeObject } from '../kubernetes/kube-object';
import { groupOf } from '../kubernetes/object-id';
import type { Resource } from '../kubernetes/resource';
import type { Transport } from '../kubernetes/transport';
import type { ManagedKind } from '../managed-kind';
import type { Priority } from '../queue/lanes';
import type { Claimant } from '../reconcile/claims';
import type { CacheEvent } from '../watch/object-cache';
import { objectKey } from '../watch/object-key';
import type { ReflectorObserver } from '../watch/reflector-observer';
import { Watcher } from '../watch/watcher';
import type { ClusterView } from './cluster-view';
import { StoredObject } from './stored-object';

export interface WatchedClusterOptions {
  readonly transport: Transport;
  readonly kind: ManagedKind;
  /** @default all */
  readonly namespaces?: readonly string[];
  /** Is told of each kind that is watched. */
  readonly observerOf?: (resource: Resource, state: () => WatchState) => ReflectorObserver;
  /** A parent is to be looked at: it, or a child of it, was changed by another. */
  readonly changed: (key: string, priority: Priority) => void;
  /** A kind that was not served is there: every parent may want some of it. */
  readonly appeared: () => void;
}

/** How far one watch is. */
export interface WatchState {
  readonly objects: number;
  readonly secondsSinceContact: number;
}

/** What a controller sees of the cluster, kept by watches. */
export class WatchedCluster implements ClusterView {
  private readonly parentWatcher: Watcher<StoredObject>;
  private readonly childWatchers: ReadonlyMap<string, Watcher<StoredObject>>;

  constructor(private readonly options: WatchedClusterOptions) {
    const { kind } = options;
    this.parentWatcher = this.watcher(kind.resource, (object) => this.parentObject(object));
    this.parentWatcher.cache.subscribe((event) => this.parentChanged(event));
    const children = kind.children.map((child): [string, Watcher<StoredObject>] => {
      const watcher = this.watcher(child, (object) => this.child(object), kind.parentLabel);
      watcher.cache.subscribe((event) => this.childChanged(event));
      return [kindKey(child.group, child.kind), watcher];
    });
    this.childWatchers = new Map(children);
  }

  get kind(): ManagedKind {
    return this.options.kind;
  }

  parent(key: string): StoredObject | undefined {
    return this.parentWatcher.cache.get(key);
  }

  parents(): StoredObject[] {
    return this.parentWatcher.cache.list();
  }

  claimants(claim: string): readonly Claimant[] {
    return this.parentWatcher.cache.byIndex(CLAIM, claim);
  }

  children({ metadata }: KubeObject): ReadonlyMap<string, StoredObject> {
    const key = objectKey(metadata);
    const found = new Map<string, StoredObject>();
    for (const { cache } of this.childWatchers.values()) {
      for (const child of cache.byIndex(PARENT, key)) found.set(child.id, child);
    }
    return found;
  }

  isServed(apiVersion: string, kind: string): boolean {
    return this.childWatchers.get(kindKey(groupOf(apiVersion), kind))?.served ?? true;
  }

  write<T extends KubeObject | undefined>(object: KubeObject, work: () => Promise<T>): Promise<T> {
    const { kind } = this.options;
    const isParent = object.kind === kind.resource.kind && groupOf(object.apiVersion) === kind.resource.group;
    const watcher = isParent
      ? this.parentWatcher
      : this.childWatchers.get(kindKey(groupOf(object.apiVersion), object.kind));
    return watcher ? watcher.cache.write(objectKey(object.metadata), work) : work();
  }

  /** Whether all kinds have been listed, or are not served. */
  get hasSynced(): boolean {
    return this.watchers.every(({ hasSynced, served }) => hasSynced || !served);
  }

  /** Seconds since the server told something of the kind that has been silent for longest. */
  get secondsSinceContact(): number {
    return Math.max(...this.watchers.map((watcher) => stateOf(watcher).secondsSinceContact));
  }

  start(): void {
    for (const watcher of this.watchers) watcher.start();
  }

  stop(): void {
    for (const watcher of this.watchers) watcher.stop();
  }

  /** A CRD came: looks at once whether it is of a kind that was not served. @param name as `plural.group`. */
  crdAppeared(name: string): void {
    const { kind } = this.options;
    for (const { plural, group } of [kind.resource, ...kind.children]) {
      if (name === `${plural}.${group}`)
        for (const watcher of this.watchers) if (!watcher.served) watcher.retryNow();
    }
  }

  private get watchers(): Watcher<StoredObject>[] {
    return [this.parentWatcher, ...this.childWatchers.values()];
  }

  private parentObject(object: KubeObject): StoredObject {
    return new StoredObject(object, undefined, this.options.kind.claims?.(object));
  }

  private child(object: KubeObject): StoredObject {
    const name = object.metadata.labels?.[this.options.kind.parentLabel];
    return new StoredObject(object, name && objectKey({ name, namespace: object.metadata.namespace }));
  }

  private parentChanged({ type, key, object, previous, initial, own }: CacheEvent<StoredObject>): void {
    const priority = initial ? 'low' : 'normal';
    if (!own) this.options.changed(key, priority);
    const [before, after] = [previous?.claims ?? [], type === 'deleted' ? [] : object.claims];
    if (isSameJson(before, after)) return;
    // who claims the same may have it now, or not any more
    const rivals = [...before, ...after].flatMap(({ id }) => this.claimants(id));
    for (const rival of new Set(rivals)) if (rival.key !== key) this.options.changed(rival.key, priority);
  }

  private childChanged({ object, previous, initial, own }: CacheEvent<StoredObject>): void {
    if (own) return;
    for (const parent of new Set([object.parent, previous?.parent])) {
      if (parent !== undefined) this.options.changed(parent, initial ? 'low' : 'high');
    }
  }

  private watcher(
    resource: Resource,
    accept: (object: KubeObject) => StoredObject,
    labelSelector?: string,
  ): Watcher<StoredObject> {
    const { transport, namespaces, observerOf, appeared } = this.options;
    let wasServed = true;
    const observer = observerOf?.(resource, () => stateOf(watcher));
    const watcher: Watcher<StoredObject> = new Watcher({
      ...{ transport, namespaces, resource, labelSelector, accept },
      clock: monotonicClock,
      indexes: {
        [PARENT]: ({ parent }) => (parent === undefined ? [] : [parent]),
        [CLAIM]: ({ claims }) => claims.map(({ id }) => id),
      },
      observer: {
        ...observer,
        listed(objects, seconds) {
          observer?.listed?.(objects, seconds);
          if (!wasServed) appeared();
          wasServed = true;
        },
        failed(error, delay) {
          observer?.failed?.(error, delay);
          wasServed = watcher.served;
        },
      },
    });
    return watcher;
  }
}

const PARENT = 'parent';
const CLAIM = 'claim';

function stateOf({ cache, lastContact }: Watcher<StoredObject>): WatchState {
  return { objects: cache.size, secondsSinceContact: (monotonicClock.now() - lastContact) / 1000 };
}

function kindKey(group: string, kind: string): string {
  return `${group}/${kind}`;
}

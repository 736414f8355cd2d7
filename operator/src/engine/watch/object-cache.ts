import type { KubeObject } from '../kubernetes/kube-object';
import { ObjectIndex } from './object-index';
import { objectKey } from './object-key';
import type { ObjectSink } from './object-sink';
import { OwnWrites } from './own-writes';
import { resourceVersion } from './resource-version';

export interface ObjectCacheOptions<T> {
  /** Makes what is kept of an object. Keep little: memory is paid for all objects of the kind. */
  readonly accept: (object: KubeObject) => T;
  /** Values under which an object is found, by the name of the index. */
  readonly indexes?: Readonly<Record<string, (object: T) => readonly string[]>>;
  /** Is told what a handler throws. */
  readonly failed?: (error: unknown) => void;
}

/** A change of a cache. */
export interface CacheEvent<T> {
  readonly type: 'added' | 'updated' | 'deleted';
  readonly key: string;
  /** Of the object, as of this change. */
  readonly version: string | undefined;
  /** The object; one that was deleted as it was last known. */
  readonly object: T;
  /** What was kept before. */
  readonly previous?: T;
  /** It came by a list, not by a change just now. */
  readonly initial: boolean;
  /** It is a write of our own, by `write` or `remember`. No second event tells of it. */
  readonly own: boolean;
}

type Origin = Pick<CacheEvent<unknown>, 'initial' | 'own'>;
const LIVE: Origin = { initial: false, own: false };
const LISTED: Origin = { initial: true, own: false };
const OWN: Origin = { initial: false, own: true };

interface Entry<T> {
  readonly key: string;
  readonly namespace: string | undefined;
  readonly uid: string | undefined;
  readonly version: string | undefined;
  readonly object: T;
  /** Values of each index. */
  readonly values: readonly (readonly string[])[];
  /** Our own write, which the server has not told us of yet. */
  readonly own: boolean;
}

/**
 * The objects of one kind as the server told, and as our own writes made them since.
 *
 * Handlers are called when the cache has changed, all changes of a list at once before the first of them is called.
 */
export class ObjectCache<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly indexes: readonly { readonly name: string; readonly index: ObjectIndex }[];
  private readonly handlers = new Set<(event: CacheEvent<T>) => void>();
  /** How far each sink has told, by its namespace. */
  private readonly told = new Map<string | undefined, bigint>();
  private readonly writes = new OwnWrites<CacheEvent<T>>();

  constructor(private readonly options: ObjectCacheOptions<T>) {
    this.indexes = Object.keys(options.indexes ?? {}).map((name) => ({ name, index: new ObjectIndex() }));
  }

  get size(): number {
    return this.entries.size;
  }

  /** @param key `namespace/name`, or `name` where the kind has no namespaces. */
  get(key: string): T | undefined {
    return this.entries.get(key)?.object;
  }

  list(): T[] {
    return Array.from(this.entries.values(), ({ object }) => object);
  }

  /** @throws Error where there is no such index. */
  byIndex(name: string, value: string): T[] {
    const found = this.indexes.find((each) => each.name === name);
    if (!found) throw new Error(`cache has no index "${name}"`);
    return found.index.keys(value).flatMap((key) => this.get(key) ?? []);
  }

  /** Tells of changes from now on. @returns how to end it. */
  subscribe(handler: (event: CacheEvent<T>) => void): () => void {
    this.handlers.add(handler);
    return () => this.handlers.delete(handler);
  }

  /**
   * Does a write of our own, and remembers the answer. What the server tells of the object meanwhile is in the cache at once, but
   * handlers are told after the answer: whichever of the two comes first, they know our own write.
   *
   * @param key `namespace/name`, or `name` where the kind has no namespaces.
   * @param work gives the answer; undefined where nothing was written.
   */
  async write<A extends KubeObject | undefined>(key: string, work: () => Promise<A>): Promise<A> {
    let answer: A | undefined;
    this.writes.begin(key);
    try {
      answer = await work();
    } finally {
      const waited = this.writes.end(key, answer?.metadata.resourceVersion);
      this.publish(waited.map(({ event, own }) => (own ? { ...event, own } : event)));
    }
    if (answer) this.remember(answer);
    return answer;
  }

  /**
   * Takes the server's answer to our own write at once, so that no one sees the past. What the server tells later and
   * is older does not undo it, and what it has told already stays.
   */
  remember(object: KubeObject): void {
    const entry = this.entryOf(object, true);
    const version = resourceVersion(entry.version);
    // the server has told of this and what came after: the object may be gone
    if (version <= this.toldOf(entry.namespace)) return;
    const known = this.entries.get(entry.key);
    if (known && version <= resourceVersion(known.version)) return;
    this.publish(this.put(entry, OWN));
  }

  /** Where a reflector puts objects. @param namespace the only one that the reflector watches. @default all */
  sink(namespace?: string): ObjectSink {
    return {
      replacing: () => {
        const listed = new Map<string, Entry<T>>();
        return {
          add: (object) => {
            const entry = this.entryOf(object);
            listed.set(entry.key, entry);
          },
          finish: (version) => this.replace(listed, version, namespace),
        };
      },
      upsert: (object) => {
        if (this.isEcho(object, namespace)) return;
        const entry = this.entryOf(object);
        this.advance(namespace, entry);
        this.publish(this.isPast(entry) ? [] : this.put(entry, LIVE));
      },
      remove: (object) => {
        const entry = this.entryOf(object);
        this.advance(namespace, entry);
        const known = this.entries.get(entry.key);
        if (!known || this.isLaterIncarnation(known, entry)) return;
        this.publish([this.drop(known, LIVE, entry)]);
      },
    };
  }

  private replace(
    listed: ReadonlyMap<string, Entry<T>>,
    version: string | undefined,
    namespace: string | undefined,
  ): void {
    if (version !== undefined) this.told.set(namespace, resourceVersion(version));
    const isNewer = ({ own, version: known }: Entry<T>) =>
      own && version !== undefined && resourceVersion(known) > resourceVersion(version);
    const events: CacheEvent<T>[] = [];
    for (const known of [...this.entries.values()]) {
      const isListed = listed.has(known.key) || (namespace !== undefined && known.namespace !== namespace);
      if (!isListed && !isNewer(known)) events.push(this.drop(known, LISTED));
    }
    for (const entry of listed.values()) {
      const known = this.entries.get(entry.key);
      if (!known || !isNewer(known)) events.push(...this.put(entry, LISTED));
    }
    this.publish(events);
  }

  private entryOf(object: KubeObject, own = false): Entry<T> {
    const { namespace, uid, resourceVersion: version } = object.metadata;
    const accepted = this.options.accept(object);
    // now, so that one who throws here leaves nothing half done
    const values = Object.values(this.options.indexes ?? {}).map((valuesOf) => valuesOf(accepted));
    return { key: objectKey(object.metadata), object: accepted, ...{ namespace, uid, version, values, own } };
  }

  private advance(namespace: string | undefined, { version }: Entry<T>): void {
    const told = resourceVersion(version);
    if (told > (this.told.get(namespace) ?? 0n)) this.told.set(namespace, told);
  }

  private toldOf(namespace: string | undefined): bigint {
    return this.told.get(namespace) ?? this.told.get(undefined) ?? 0n;
  }

  /** Whether what is known came after this. Of what the server told in order, only our own writes may be ahead. */
  private isPast(entry: Entry<T>): boolean {
    const known = this.entries.get(entry.key);
    if (!known || (known.uid !== entry.uid && !known.own)) return false;
    return resourceVersion(entry.version) < resourceVersion(known.version);
  }

  private isLaterIncarnation(known: Entry<T>, deleted: Entry<T>): boolean {
    return known.uid !== deleted.uid && resourceVersion(known.version) > resourceVersion(deleted.version);
  }

  /** Whether the server tells what we know already, mostly by our own write: then nothing is made of it. */
  private isEcho({ metadata }: KubeObject, namespace: string | undefined): boolean {
    const known = this.entries.get(objectKey(metadata));
    if (
      known?.version === undefined ||
      known.version !== metadata.resourceVersion ||
      known.uid !== metadata.uid
    )
      return false;
    this.advance(namespace, known);
    this.entries.set(known.key, { ...known, own: false });
    return true;
  }

  private put(entry: Entry<T>, origin: Origin): CacheEvent<T>[] {
    const known = this.entries.get(entry.key);
    const { key, version, object } = entry;
    if (known && known.uid !== entry.uid) return [this.drop(known, origin), ...this.put(entry, origin)];
    if (known && known.version !== undefined && known.version === entry.version) {
      this.entries.set(key, { ...known, own: known.own && entry.own });
      return [];
    }
    this.entries.set(key, entry);
    this.reindex(key, known?.values, entry.values);
    return known
      ? [{ type: 'updated', key, version, object, previous: known.object, ...origin }]
      : [{ type: 'added', key, version, object, ...origin }];
  }

  private drop(known: Entry<T>, origin: Origin, { version, object } = known): CacheEvent<T> {
    const { key, values, object: previous } = known;
    this.entries.delete(key);
    this.reindex(key, values);
    return { type: 'deleted', key, version, object, previous, ...origin };
  }

  private reindex(key: string, previous: Entry<T>['values'] = [], next: Entry<T>['values'] = []): void {
    this.indexes.forEach(({ index }, position) => {
      index.set(key, previous[position] ?? [], next[position] ?? []);
    });
  }

  private publish(events: readonly CacheEvent<T>[]): void {
    for (const event of events) {
      if (this.writes.hold(event)) continue;
      for (const handler of this.handlers) {
        try {
          handler(event);
        } catch (error) {
          this.options.failed?.(error);
        }
      }
    }
  }
}

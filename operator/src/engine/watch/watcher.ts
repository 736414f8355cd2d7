import { ObjectCache, type ObjectCacheOptions } from './object-cache';
import { Reflector, type ReflectorOptions } from './reflector';

export interface WatcherOptions<T>
  extends Omit<ReflectorOptions, 'sink' | 'namespace'>,
    ObjectCacheOptions<T> {
  /** A reflector for each. @default all namespaces, by one */
  readonly namespaces?: readonly string[];
}

/** The objects of a kind, kept as the server has them. */
export class Watcher<T> {
  readonly cache: ObjectCache<T>;
  private readonly reflectors: readonly Reflector[];

  constructor({ namespaces, ...options }: WatcherOptions<T>) {
    this.cache = new ObjectCache(options);
    const scopes = namespaces !== undefined && options.resource.namespaced ? namespaces : [undefined];
    this.reflectors = scopes.map(
      (namespace) => new Reflector({ ...options, namespace, sink: this.cache.sink(namespace) }),
    );
  }

  get hasSynced(): boolean {
    return this.reflectors.every(({ hasSynced }) => hasSynced);
  }

  /** False where the server has no such kind. */
  get served(): boolean {
    return this.reflectors.every(({ served }) => served);
  }

  /** When the server last told something of the namespace that has been silent for longest. */
  get lastContact(): number {
    return Math.min(...this.reflectors.map(({ lastContact }) => lastContact));
  }

  start(): void {
    for (const reflector of this.reflectors) reflector.start();
  }

  stop(): void {
    for (const reflector of this.reflectors) reflector.stop();
  }

  /** Ends all pauses after failures, such as when a CRD appears. */
  retryNow(): void {
    for (const reflector of this.reflectors) reflector.retryNow();
  }
}

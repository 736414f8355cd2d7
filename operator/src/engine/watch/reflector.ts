import { type Clock, monotonicClock } from '../clock';
import type { KubeObject } from '../kubernetes/kube-object';
import { apiVersionOf, collectionPath, type Resource } from '../kubernetes/resource';
import { ApiError, type ApiStatus, type Transport } from '../kubernetes/transport';
import { abortAfter } from './abort-after';
import { Backoff } from './backoff';
import type { ObjectSink } from './object-sink';
import type { ReflectorObserver } from './reflector-observer';
import { isWellFormed, malformation } from './well-formed';

const PAGE = 500;
const JSON_TYPE = 'application/json';
/** Milliseconds that a watch lasts that is no failure. */
const HEALTHY = 5_000;
/** Seconds that a watch may last longer than it was asked to. */
const SLACK = 15;
/** Milliseconds of silence after which a watch is given up that has had bookmarks: they come each minute. */
const SILENCE = 150_000;
/** Milliseconds after a list in which an expired version is no reason for another at once. */
const RECENT = 30_000;
/** Failures of the server's own in a row after which its watch is not trusted any more. */
const MOST_FAULTS = 3;

export interface ReflectorOptions {
  readonly transport: Transport;
  readonly resource: Resource;
  /** @default all */
  readonly namespace?: string;
  readonly labelSelector?: string;
  /** Objects have their metadata only. @default false */
  readonly metadataOnly?: boolean;
  readonly sink: ObjectSink;
  readonly observer?: ReflectorObserver;
  /** Seconds that a watch lasts, at random between the two. @default 300 to 600 */
  readonly watchSeconds?: { readonly least: number; readonly most: number };
  /** For tests. @default the system's */
  readonly clock?: Clock;
  /** For tests. @default Math.random */
  readonly random?: () => number;
}

/** Where a run of a reflector is. */
interface Position {
  /** `resourceVersion` to watch from; undefined where a list must be made first. */
  version?: string;
  /** The pages of a list expired before the last of them was read. */
  isUnpaged: boolean;
  faults: number;
  /** When the last list was begun. */
  listed: number;
}

interface Page {
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
  readonly items?: readonly unknown[] | null;
}

/**
 * Makes a sink hold what the server holds, for ever: lists, watches, and goes on after every fault. Only `stop` ends it,
 * and after that nothing is delivered.
 *
 * A kind that is not served is no fault: it has no objects until it is.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
export class Reflector {
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly backoff: Backoff;
  private readonly path: string;
  private generation: AbortController | undefined;
  private synced = false;
  private isServed = true;
  private contact: number;
  private wake: () => void = () => undefined;

  constructor(private readonly options: ReflectorOptions) {
    this.clock = options.clock ?? monotonicClock;
    this.random = options.random ?? Math.random;
    this.backoff = new Backoff(this.random);
    this.path = collectionPath(options.resource, options.namespace);
    this.contact = this.clock.now();
  }

  /** The sink holds what the server held at some time since `start`. */
  get hasSynced(): boolean {
    return this.synced;
  }

  /** False where the server has no such kind, as when its CRD is not installed. */
  get served(): boolean {
    return this.isServed;
  }

  /** When the server last gave a list, opened a watch, or sent an event: milliseconds since the epoch. */
  get lastContact(): number {
    return this.contact;
  }

  /** Begins with a list; does nothing where it has begun. */
  start(): void {
    if (this.generation) return;
    this.generation = new AbortController();
    this.synced = false;
    this.contact = this.clock.now();
    this.backoff.reset();
    void this.run(this.generation.signal);
  }

  stop(): void {
    this.generation?.abort();
    this.generation = undefined;
  }

  /** Ends a pause after a failure: there is reason to believe that it would be well now. */
  retryNow(): void {
    this.backoff.reset();
    this.wake();
  }

  private async run(signal: AbortSignal): Promise<void> {
    const position: Position = { isUnpaged: false, faults: 0, listed: this.clock.now() };
    while (!signal.aborted) {
      try {
        if (position.version === undefined) await this.list(position, signal);
        await this.watch(position, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!mayResume(error, position)) position.version = undefined;
        const mayList = isExpired(error) && this.clock.now() - position.listed > RECENT;
        const delay = mayList ? 0 : Math.max(this.backoff.next(), retryAfter(error) * 1000);
        this.options.observer?.failed?.(error instanceof Error ? error : new Error(String(error)), delay);
        await this.pause(delay, signal);
      }
    }
  }

  private async list(position: Position, signal: AbortSignal): Promise<void> {
    const begin = this.clock.now();
    position.listed = begin;
    const list = this.options.sink.replacing();
    let objects = 0;
    let page: Page | undefined;
    do {
      const next = page?.metadata?.continue;
      try {
        page = await this.page(next, position, signal);
      } catch (error) {
        if (isExpired(error)) position.isUnpaged = next !== undefined;
        if (!signal.aborted && error instanceof ApiError && error.code === 404) this.synchronize(false);
        throw error;
      }
      signal.throwIfAborted();
      this.contact = this.clock.now();
      for (const item of page.items ?? [])
        objects += this.deliver(item, (object) => list.add(object)) ? 1 : 0;
    } while (page.metadata?.continue);
    const version = page.metadata?.resourceVersion ?? '';
    list.finish(version);
    Object.assign(position, { version, isUnpaged: false });
    this.synchronize(true);
    this.options.observer?.listed?.(objects, (this.clock.now() - begin) / 1000);
  }

  private page(next: string | undefined, { isUnpaged }: Position, signal: AbortSignal): Promise<Page> {
    return this.options.transport.send<Page>({
      method: 'GET',
      path: this.path,
      query: {
        ...this.selector(),
        ...(!isUnpaged && { limit: String(PAGE) }),
        ...(next && { continue: next }),
      },
      accept: this.accept('PartialObjectMetadataList'),
      signal,
    });
  }

  private synchronize(served: boolean): void {
    if (!served) this.options.sink.replacing().finish();
    else if (!this.isServed) this.backoff.reset();
    this.isServed = served;
    this.contact = this.clock.now();
    this.synced = true;
  }

  private async watch(position: Position, signal: AbortSignal): Promise<void> {
    const { least, most } = this.options.watchSeconds ?? { least: 300, most: 600 };
    const seconds = Math.round(least + this.random() * (most - least));
    // the server ends it earlier, or sends bookmarks, if it is still there
    const limit = abortAfter(this.clock, (seconds + SLACK) * 1000, signal);
    let opened: number | undefined;
    let hasBookmarks = false;
    const request = {
      method: 'GET' as const,
      path: this.path,
      query: {
        ...this.selector(),
        watch: 'true',
        allowWatchBookmarks: 'true',
        timeoutSeconds: String(seconds),
        resourceVersion: position.version ?? '',
      },
      accept: this.accept('PartialObjectMetadata'),
      signal: limit.signal,
      opened: () => {
        opened = this.clock.now();
        this.contact = opened;
        this.options.observer?.watching?.();
      },
    };
    try {
      for await (const event of this.options.transport.stream(request)) {
        signal.throwIfAborted();
        this.contact = this.clock.now();
        opened ??= this.contact;
        const type = this.take(event, position);
        hasBookmarks ||= type === 'BOOKMARK';
        if (hasBookmarks) limit.restart(SILENCE);
      }
      if (limit.isOver()) throw new Error(`watch of ${this.path} is silent`);
      if (!this.isHealthy(opened)) throw new Error(`watch of ${this.path} ended at once`);
    } finally {
      limit.release();
      if (this.isHealthy(opened)) {
        this.backoff.reset();
        position.faults = 0;
      }
    }
  }

  private isHealthy(opened: number | undefined): boolean {
    return opened !== undefined && this.clock.now() - opened >= HEALTHY;
  }

  /** @returns the type of the event. */
  private take(event: unknown, position: Position): unknown {
    const { type, object } = (event ?? {}) as { readonly type?: unknown; readonly object?: unknown };
    if (type === 'ERROR') {
      const status = (object ?? {}) as ApiStatus;
      throw new ApiError(status.code ?? 500, status, { method: 'GET', path: this.path });
    }
    this.options.observer?.received?.(String(type));
    const { sink } = this.options;
    if (type === 'ADDED' || type === 'MODIFIED') this.deliver(object, (it) => sink.upsert(it));
    else if (type === 'DELETED') this.deliver(object, (it) => sink.remove(it));
    else if (type !== 'BOOKMARK') this.options.observer?.skipped?.(event, `event of type ${String(type)}`);
    const version = (object as Partial<KubeObject> | null | undefined)?.metadata?.resourceVersion;
    if (typeof version === 'string') position.version = version;
    return type;
  }

  /** @returns whether the object was taken. */
  private deliver(value: unknown, take: (object: KubeObject) => void): boolean {
    const { observer, resource } = this.options;
    if (!isWellFormed(value)) {
      observer?.skipped?.(value, malformation(value));
      return false;
    }
    try {
      // items of a list have neither, and those with metadata only have another
      take({ ...value, apiVersion: apiVersionOf(resource), kind: resource.kind });
      return true;
    } catch (error) {
      observer?.skipped?.(value, error);
      return false;
    }
  }

  private selector(): Readonly<Record<string, string>> {
    const { labelSelector } = this.options;
    return labelSelector === undefined ? {} : { labelSelector };
  }

  private accept(partial: string): string {
    return this.options.metadataOnly ? `${JSON_TYPE};as=${partial};g=meta.k8s.io;v=v1` : JSON_TYPE;
  }

  private pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.clock.after(milliseconds, end);
      signal.addEventListener('abort', end);
      this.wake = end;
    });
  }
}

function isExpired(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 410 || error.reason === 'Expired');
}

/** Whether the watch may go on where it was. Each refusal of the server means a list, but those that tell to wait. */
function mayResume(error: unknown, position: Position): boolean {
  if (!(error instanceof ApiError) || error.code === 429) return true;
  return !isExpired(error) && error.code >= 500 && ++position.faults < MOST_FAULTS;
}

function retryAfter(error: unknown): number {
  return error instanceof ApiError ? (error.retryAfter ?? 0) : 0;
}

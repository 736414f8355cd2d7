import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import type { Resource } from '../../../../operator/src/engine/kubernetes/resource';
import type { ApiStatus } from '../../../../operator/src/engine/kubernetes/transport';

/** The kind that a fake API server serves. */
export const widgets: Resource = {
  group: 'example.dev',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
};

export interface WatchEvent {
  readonly type: string;
  readonly object: unknown;
}

/** What a fake API server refuses with. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    readonly status: ApiStatus,
  ) {
    super(status.message);
  }
}

const GONE = { code: 410, reason: 'Expired', message: 'too old resource version' };

/** The store of an API server with one kind: versions, history, pages that expire, watches that wait. */
export class FakeApi {
  served = true;
  private version = 100;
  private forgotten = 100;
  private readonly objects = new Map<string, KubeObject>();
  private history: { readonly version: number; readonly event: WatchEvent }[] = [];
  private readonly waiting = new Set<() => void>();

  /** Creates an object, or changes the one that exists, and gives the answer to the write. */
  put(
    name: string,
    { metadata, ...fields }: Readonly<Record<string, unknown>> = {},
    namespace = 'shop',
  ): KubeObject {
    const key = `${namespace}/${name}`;
    const known = this.objects.get(key);
    const version = String(++this.version);
    const object: KubeObject = {
      apiVersion: 'example.dev/v1',
      kind: 'Widget',
      metadata: {
        ...(metadata as object),
        ...{ name, namespace, uid: known?.metadata.uid ?? `uid-${version}`, resourceVersion: version },
      },
      ...fields,
    };
    this.objects.set(key, object);
    this.tell(known ? 'MODIFIED' : 'ADDED', object);
    return object;
  }

  /** Deletes an object, if it exists. */
  remove(name: string, namespace = 'shop'): void {
    const known = this.objects.get(`${namespace}/${name}`);
    if (!known) return;
    this.objects.delete(`${namespace}/${name}`);
    const metadata = { ...known.metadata, resourceVersion: String(++this.version) };
    this.tell('DELETED', { ...known, metadata });
  }

  /** Puts something into the store that no server would. */
  putRaw(object: unknown): void {
    this.version++;
    this.objects.set(`raw-${this.version}`, object as KubeObject);
    this.tell('ADDED', object);
  }

  /** Forgets history: who watches from before, or reads a list's next page, is too late. */
  compact(): void {
    this.forgotten = this.version;
    this.history = [];
  }

  /** Tells all who watch how far they are, and does not care whether it is true. */
  bookmark(resourceVersion: string): void {
    this.version++;
    this.tell('BOOKMARK', { kind: 'Widget', apiVersion: 'example.dev/v1', metadata: { resourceVersion } });
  }

  /** Resource versions of all well-formed objects, by key. */
  state(): Readonly<Record<string, string | undefined>> {
    const entries = [...this.objects].filter(([key]) => !key.startsWith('raw-'));
    return Object.fromEntries(entries.map(([key, { metadata }]) => [key, metadata.resourceVersion]).sort());
  }

  list(query: URLSearchParams, namespace?: string): unknown {
    if (!this.served) throw new Refusal(404, { message: '404 page not found' });
    const [at, start] = (query.get('continue') ?? `${this.version}:0`).split(':').map(Number) as [
      number,
      number,
    ];
    if (at < this.forgotten) throw new Refusal(410, GONE);
    const limit = Number(query.get('limit') ?? Number.POSITIVE_INFINITY);
    const all = [...this.objects].filter(([key]) => !namespace || key.startsWith(`${namespace}/`));
    const more = start + limit < all.length;
    return {
      metadata: { resourceVersion: String(at), ...(more && { continue: `${at}:${start + limit}` }) },
      items: all.slice(start, start + limit).map(([, { apiVersion: _, kind: __, ...item }]) => item),
    };
  }

  /** Gives what came after a version, and waits for more until aborted. */
  watch(query: URLSearchParams, signal: AbortSignal): AsyncIterable<WatchEvent> {
    const from = Number(query.get('resourceVersion'));
    if (!this.served) throw new Refusal(404, { message: '404 page not found' });
    if (from < this.forgotten) throw new Refusal(410, GONE);
    return this.follow(from, signal);
  }

  private async *follow(from: number, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    let told = from;
    while (!signal.aborted) {
      if (told < this.forgotten) return; // what was forgotten can't be told
      const next = this.history.find(({ version }) => version > told);
      if (next) {
        told = next.version;
        yield next.event;
      } else {
        await this.change(signal);
      }
    }
  }

  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.waiting.delete(go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.waiting.add(go);
      signal.addEventListener('abort', go);
    });
  }

  private tell(type: string, object: unknown): void {
    this.history.push({ version: this.version, event: { type, object } });
    for (const go of [...this.waiting]) go();
  }
}

import {
  ApiError,
  type ApiRequest,
  ConnectionError,
  type Transport,
} from '../../../../operator/src/engine/kubernetes/transport';
import { type FakeApi, Refusal } from './fake-api';

/** What goes wrong with the next request of its sort. */
export type ListFault = 'refused' | 'faulty' | 'throttled' | 'expired' | 'expired page';
export type WatchFault =
  | 'refused'
  | 'faulty'
  | 'gone'
  | 'ends at once'
  | 'breaks'
  | 'gone in stream'
  | 'faulty in stream'
  | 'silent'
  | 'malformed events';

const MALFORMED: readonly unknown[] = [
  null,
  7,
  'x',
  {},
  { type: 'ADDED' },
  { type: 'ADDED', object: { metadata: null } },
  { type: 'MODIFIED', object: { metadata: { name: 5 } } },
  { type: 'DELETED', object: { metadata: { name: 'a', namespace: {} } } },
  { type: 'STRANGE', object: { metadata: { name: 'a' } } },
];

/** A transport to a fake API server without a network in between, with faults in the order in which they are given. */
export class FakeTransport implements Transport {
  readonly requests: ApiRequest[] = [];
  listFaults: ListFault[] = [];
  watchFaults: WatchFault[] = [];
  openWatches = 0;
  private readonly ends = new Set<(cleanly: boolean) => void>();

  constructor(private readonly api: FakeApi) {}

  get lists(): ApiRequest[] {
    return this.requests.filter(({ query }) => query?.watch === undefined);
  }

  get watches(): ApiRequest[] {
    return this.requests.filter(({ query }) => query?.watch !== undefined);
  }

  /** Breaks the watches that are open. */
  breakWatches(): void {
    for (const end of [...this.ends]) end(false);
  }

  /** Ends the watches that are open, as a server does when their time is over. */
  endWatches(): void {
    for (const end of [...this.ends]) end(true);
  }

  async send<T>(request: ApiRequest): Promise<T> {
    this.requests.push(request);
    const isNext = request.query?.continue !== undefined;
    const fault = this.listFaults[0] === 'expired page' && !isNext ? undefined : this.listFaults.shift();
    await Promise.resolve();
    if (fault === 'refused') throw new ConnectionError('refused');
    if (fault === 'faulty') throw new ApiError(500, { message: 'etcd is away' }, request);
    if (fault === 'throttled') throw new ApiError(429, {}, request, 7);
    if (fault === 'expired' || fault === 'expired page')
      throw new ApiError(410, { reason: 'Expired' }, request);
    return this.orRefuse(request, () => this.api.list(queryOf(request), namespaceOf(request))) as T;
  }

  async *stream(request: ApiRequest): AsyncGenerator<unknown> {
    this.requests.push(request);
    const fault = this.watchFaults.shift();
    await Promise.resolve();
    if (fault === 'refused') throw new ConnectionError('refused');
    if (fault === 'faulty') throw new ApiError(500, { message: 'etcd is away' }, request);
    if (fault === 'gone') throw new ApiError(410, { reason: 'Expired' }, request);
    const broken = new AbortController();
    let isClean = false;
    const end = (cleanly: boolean) => {
      isClean = cleanly;
      broken.abort();
    };
    request.signal?.addEventListener('abort', () => end(true));
    if (request.signal?.aborted) end(true);
    this.ends.add(end);
    this.openWatches++;
    try {
      const events = this.orRefuse(request, () => this.api.watch(queryOf(request), broken.signal));
      request.opened?.();
      if (fault === 'ends at once') return;
      if (fault === 'malformed events') yield* MALFORMED;
      if (fault === 'gone in stream') yield errorEvent(410, 'Expired');
      if (fault === 'faulty in stream') yield errorEvent(500, 'InternalError');
      if (fault === 'silent') await aborted(broken.signal);
      else if (fault === 'breaks') for await (const event of events) return yield* thenBreak(event);
      else yield* events;
      if (!isClean) throw new ConnectionError('read ECONNRESET');
    } finally {
      this.openWatches--;
      this.ends.delete(end);
    }
  }

  async close(): Promise<void> {}

  private orRefuse<R>(request: ApiRequest, act: () => R): R {
    try {
      return act();
    } catch (error) {
      throw error instanceof Refusal ? new ApiError(error.code, error.status, request) : error;
    }
  }
}

function queryOf({ query }: ApiRequest): URLSearchParams {
  return new URLSearchParams(query);
}

function namespaceOf({ path }: ApiRequest): string | undefined {
  return /\/namespaces\/([^/]+)/.exec(path)?.[1];
}

function errorEvent(code: number, reason: string) {
  return { type: 'ERROR', object: { kind: 'Status', code, reason } };
}

async function* thenBreak(event: unknown): AsyncGenerator<unknown> {
  yield event;
  throw new ConnectionError('read ECONNRESET');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}

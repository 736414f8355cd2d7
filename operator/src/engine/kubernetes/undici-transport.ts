import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, Pool } from 'undici';
import { asciiJson } from './ascii-json';
import type { ClusterAccess } from './cluster-access';
import { readJsonLines } from './read-json-lines';
import { readRefusal } from './read-refusal';
import type { RequestObserver } from './request-observer';
import { retryDelay } from './retry-delay';
import { ApiError, type ApiRequest, ConnectionError, type Transport } from './transport';
import { withDeadline } from './with-deadline';
import { withPermit } from './with-permit';

const TIMEOUT = 30_000;
const CONNECTIONS = 16;
/** Milliseconds that an idle connection is kept: less than the 90 s of the API server and the 60 s of load balancers. */
const KEEP_ALIVE = 50_000;
/** Milliseconds of silence before TCP probes the peer, one probe a second then: what finds hosts that are gone. */
const TCP_PROBE_AFTER = 15_000;
/** Milliseconds that a server may take to say its version, over a new connection and a bad line too. */
const PATIENCE = 10_000;

export interface UndiciTransportOptions {
  readonly observer?: RequestObserver;
  /** @default "chatgpt-operator" */
  readonly userAgent?: string;
  /** Waits before a retry; for tests. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** Milliseconds after which silence is believed. @default 10000 */
  readonly patience?: number;
  /** For tests. @default Math.random */
  readonly random?: () => number;
}

/**
 * Asks the API server over HTTP/1.1 connections that are kept. Streams have connections of their own, as many as there
 * are streams, so they never hold back a write.
 *
 * What the server refuses for now (429, or 503 with Retry-After) is sent again within the request's timeout, and what
 * it answers with 401 once more with new credentials.
 */
export class UndiciTransport implements Transport {
  private requests: Dispatcher;
  private streams: Pool;
  private canary: Pool;
  private readonly server: URL;
  private readonly pause: NonNullable<UndiciTransportOptions['pause']>;
  private readonly random: () => number;

  constructor(
    private readonly access: ClusterAccess,
    private readonly options: UndiciTransportOptions = {},
  ) {
    this.server = new URL(access.server);
    this.pause = options.pause ?? ((milliseconds, signal) => sleep(milliseconds, undefined, { signal }));
    this.random = options.random ?? Math.random;
    this.requests = this.requestPool();
    this.streams = this.pool(null);
    this.canary = this.newCanary();
  }

  async send<T = unknown>(request: ApiRequest): Promise<T> {
    const read = async ({ body }: Dispatcher.ResponseData): Promise<Read<string>> => {
      const bytes = Buffer.from(await body.arrayBuffer());
      return { value: bytes.toString(), bytes: bytes.length };
    };
    return withDeadline(request.timeout ?? TIMEOUT, request.signal, async (deadline) => {
      for (let retries = 0; ; retries++) {
        try {
          return parse<T>(await this.askTwice(this.requests, request, deadline.signal, read));
        } catch (error) {
          if (!(error instanceof ApiError)) throw connectionError(request, error, deadline.reason);
          const delay = retryDelay(request, error, retries, this.random);
          if (delay === undefined || delay >= deadline.left()) throw error;
          this.options.observer?.retried({
            method: request.method,
            code: String(error.code),
            host: this.server.host,
          });
          await this.pause(delay, deadline.signal).catch((cause) => {
            throw connectionError(request, cause, deadline.reason);
          });
        }
      }
    });
  }

  async *stream(request: ApiRequest): AsyncGenerator<unknown> {
    const signal = request.signal;
    const read = async ({ body }: Dispatcher.ResponseData) => {
      request.opened?.();
      return { value: body, bytes: 0 };
    };
    try {
      yield* readJsonLines(await this.askTwice(this.streams, request, signal, read));
    } catch (error) {
      if (signal?.aborted) return;
      throw error instanceof ApiError ? error : connectionError(request, error);
    }
  }

  /**
   * Asks for something that every server answers at once, over a connection that is kept for it. Where there is silence,
   * all connections are given up and new ones opened: what they carried fails, and is done again by those who wait for it.
   *
   * @returns whether something came: an answer, or the end of the connection.
   */
  async checkConnections(): Promise<boolean> {
    const request = { method: 'GET', path: '/version' } as const;
    const read = async ({ body }: Dispatcher.ResponseData) => ({ value: await body.dump(), bytes: 0 });
    // where credentials are slow to come, it is not the server that keeps silent; any answer will do, 401 too
    const authorization = await this.access.authorization?.().catch(() => undefined);
    return withDeadline(this.options.patience ?? PATIENCE, undefined, async ({ signal }) => {
      await this.ask(this.canary, request, signal, authorization, read).catch(() => undefined);
      if (signal.aborted) this.renewConnections();
      return !signal.aborted;
    });
  }

  async close(): Promise<void> {
    this.canary.removeAllListeners();
    await Promise.all([this.requests, this.streams, this.canary].map((pool) => pool.destroy()));
  }

  private renewConnections(): void {
    const given = [this.requests, this.streams, this.canary];
    this.requests = this.requestPool();
    this.streams = this.pool(null);
    this.canary = this.newCanary();
    for (const pool of given) void pool.destroy(new Error('the connection carries nothing any more'));
  }

  /** Its connection is never younger than those it speaks for, else it would live where they are dead. */
  private newCanary(): Pool {
    return this.pool(1).on('disconnect', () => void this.checkConnections());
  }

  private requestPool(): Dispatcher {
    return this.pool(this.access.connections ?? CONNECTIONS).compose(withPermit);
  }

  private pool(connections: number | null): Pool {
    const {
      certificateAuthority: ca,
      certificate: cert,
      key,
      serverName: servername,
      insecure,
    } = this.access;
    return new Pool(this.server.origin, {
      connections,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE,
      connect: {
        ...{ ca, cert, key, servername },
        rejectUnauthorized: insecure !== true,
        keepAliveInitialDelay: TCP_PROBE_AFTER,
      },
    });
  }

  private async askTwice<R>(
    pool: Dispatcher,
    request: ApiRequest,
    signal: AbortSignal | undefined,
    read: Reader<R>,
  ) {
    const authorization = await this.access.authorization?.();
    try {
      return await this.ask(pool, request, signal, authorization, read);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 401 || authorization === undefined) throw error;
      const renewed = await this.access.authorization?.(authorization);
      this.options.observer?.retried({ method: request.method, code: '401', host: this.server.host });
      return this.ask(pool, request, signal, renewed, read);
    }
  }

  private async ask<R>(
    pool: Dispatcher,
    request: ApiRequest,
    signal: AbortSignal | undefined,
    authorization: string | undefined,
    read: Reader<R>,
  ): Promise<R> {
    const body = request.body === undefined ? undefined : encoded(request);
    const begin = performance.now();
    const told = { code: '<error>', responseBytes: 0 };
    try {
      const options = {
        method: request.method,
        path: this.pathOf(request),
        headers: this.headersOf(request, authorization),
        body,
        signal,
        // of a request its deadline is the measure, and of a stream that is open its reader's
        headersTimeout: pool === this.streams ? (request.timeout ?? TIMEOUT) : 0,
        bodyTimeout: 0,
        permit: request.permit,
      };
      const response = await pool.request(options);
      if (response.statusCode >= 300) {
        const refusal = await readRefusal(request, response);
        Object.assign(told, { code: String(response.statusCode), responseBytes: refusal.bytes });
        throw refusal.error;
      }
      const { value, bytes } = await read(response);
      Object.assign(told, { code: String(response.statusCode), responseBytes: bytes });
      return value;
    } finally {
      this.options.observer?.requested({
        method: request.method,
        host: this.server.host,
        seconds: (performance.now() - begin) / 1000,
        requestBytes: body?.length ?? 0,
        ...told,
      });
    }
  }

  private pathOf({ path, query }: ApiRequest): string {
    const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
    return `${this.server.pathname.replace(/\/$/, '')}${path}${search}`;
  }

  private headersOf({ accept, body, contentType }: ApiRequest, authorization?: string) {
    const { impersonate } = this.access;
    return {
      accept: accept ?? 'application/json',
      'user-agent': this.options.userAgent ?? 'chatgpt-operator',
      ...(body !== undefined && { 'content-type': contentType ?? 'application/json' }),
      ...(authorization !== undefined && { authorization }),
      ...(impersonate && { 'impersonate-user': impersonate.user }),
      // an empty header would be a group without a name
      ...(impersonate?.groups?.length && { 'impersonate-group': [...impersonate.groups] }),
    };
  }
}

interface Read<R> {
  readonly value: R;
  readonly bytes: number;
}

type Reader<R> = (response: Dispatcher.ResponseData) => Promise<Read<R>>;

function encoded({ body, contentType }: ApiRequest): Buffer {
  return Buffer.from(contentType === 'application/apply-patch+yaml' ? asciiJson(body) : JSON.stringify(body));
}

function parse<T>(text: string): T {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`the answer is not JSON: ${JSON.stringify(text.slice(0, 80))}`, { cause });
  }
}

function connectionError({ method, path }: ApiRequest, cause: unknown, why?: string): ConnectionError {
  const message = why ?? (cause instanceof Error ? cause.message || cause.name : String(cause));
  return new ConnectionError(`${method} ${path}: ${message}`, { cause });
}

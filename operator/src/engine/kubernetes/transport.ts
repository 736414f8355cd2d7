/** One request to the API server. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Such as `/apis/apps/v1/namespaces/shop/deployments/web`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** @default application/json */
  readonly contentType?: string;
  /** @default application/json */
  readonly accept?: string;
  /** Milliseconds until the request is given up, retries included; of a stream until it is opened. @default 30000 */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Is called right before the request is written to its connection, long after it was sent maybe; may throw to call it off. */
  readonly permit?: () => void;
  /** Is called when the server has accepted a stream, which may be long before its first document. */
  readonly opened?: () => void;
}

/** The way to an API server. JSON in, JSON out, nothing dropped and nothing added. */
export interface Transport {
  /**
   * Sends a request and gives the body of the answer.
   *
   * @throws ApiError where the server refuses, ConnectionError where there is no answer.
   */
  send<T = unknown>(request: ApiRequest): Promise<T>;
  /**
   * Gives the JSON documents of a watch, as they come; ends when the server ends it or the signal aborts.
   *
   * @throws ApiError where the server refuses, ConnectionError where the connection breaks or a document is cut off.
   */
  stream(request: ApiRequest): AsyncIterable<unknown>;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** What the API server says when it refuses. @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
export interface ApiStatus {
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: {
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly {
      readonly reason?: string;
      readonly message?: string;
      readonly field?: string;
    }[];
  };
}

/** The API server answered, and refused. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly code: number,
    readonly status: ApiStatus,
    readonly request: Pick<ApiRequest, 'method' | 'path'>,
    /** Seconds that the server asks to wait. */
    readonly retryAfter?: number,
  ) {
    super(`${request.method} ${request.path}: ${code} ${status.message ?? status.reason ?? ''}`.trimEnd());
  }

  /** Such as `NotFound`, `Conflict`, `Expired`. */
  get reason(): string | undefined {
    return this.status.reason;
  }
}

/** No answer came: refused, reset, timed out, or cut off in the middle. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** What metrics want to know of requests. */
export interface RequestObserver {
  /** One request was answered, or failed; of a stream, that it was opened. Each retry is a request of its own. */
  requested(request: ObservedRequest): void;
  /** A request is going to be sent again, for this answer. */
  retried(request: Pick<ObservedRequest, 'method' | 'code' | 'host'>): void;
}

export interface ObservedRequest {
  readonly method: string;
  /** Status code, or `<error>` where no answer came. */
  readonly code: string;
  readonly host: string;
  readonly seconds: number;
  readonly requestBytes: number;
  /** 0 of a stream. */
  readonly responseBytes: number;
}

import type { Clock } from '../../../../operator/src/engine/clock';
import {
  ApiError,
  type ApiRequest,
  ConnectionError,
  type Transport,
} from '../../../../operator/src/engine/kubernetes/transport';
import type { Lease } from '../../../../operator/src/engine/lease/lease';

/** What the network does to one request. */
export interface Fate {
  /** Milliseconds until the server has it, and from then until the client has the answer. */
  readonly there: number;
  readonly back: number;
  /** Lost on the way there, or the answer on the way back; refused by the server with this code. */
  readonly lost?: 'request' | 'answer';
  readonly refused?: number;
}

/** An API server that knows one Lease: guards its resourceVersion and ignores writes without a change, as the real one. */
export class LeaseServer {
  lease: Lease | undefined;
  readonly requests: ApiRequest[] = [];
  private version = 0;

  constructor(private readonly clock: Clock) {}

  /** The way of one process to the server; `deliver` may hold an answer back. */
  transport(nextFate: () => Fate, deliver: (call: () => void) => void = (call) => call()): Transport {
    return {
      send: <T>(request: ApiRequest) =>
        new Promise<T>((resolve, reject) => {
          const { there, back, lost, refused } = nextFate();
          this.clock.after(request.timeout ?? 30_000, () =>
            deliver(() => reject(new ConnectionError('timed out'))),
          );
          request.signal?.addEventListener('abort', () =>
            deliver(() => reject(new ConnectionError('aborted'))),
          );
          if (lost === 'request') return;
          this.clock.after(there, () => {
            const answer = this.answer(request, refused);
            if (lost === 'answer') return;
            this.clock.after(back, () =>
              deliver(() => (answer instanceof ApiError ? reject(answer) : resolve(answer as T))),
            );
          });
        }),
      // biome-ignore lint/correctness/useYield: nothing is streamed to an elector
      async *stream() {
        throw new Error('an elector does not watch');
      },
      close: () => Promise.resolve(),
    };
  }

  /** Somebody else changes the lease. */
  write(change: (lease: Lease) => Lease): void {
    if (this.lease !== undefined) this.lease = this.stamped(change(this.lease));
  }

  private answer(request: ApiRequest, refused: number | undefined): Lease | ApiError {
    this.requests.push(request);
    const refuse = (code: number) => new ApiError(code, { code, message: 'no' }, request);
    if (refused !== undefined) return refuse(refused);
    const sent = request.body as Lease;
    if (request.method === 'POST') return this.lease === undefined ? this.store(sent) : refuse(409);
    if (this.lease === undefined) return refuse(404);
    if (request.method === 'GET') return this.lease;
    if (sent.metadata.resourceVersion !== this.lease.metadata.resourceVersion) return refuse(409);
    return JSON.stringify(sent.spec) === JSON.stringify(this.lease.spec) ? this.lease : this.store(sent);
  }

  private store(lease: Lease): Lease {
    this.lease = this.stamped(lease);
    return this.lease;
  }

  private stamped(lease: Lease): Lease {
    this.version++;
    return { ...lease, metadata: { ...lease.metadata, resourceVersion: String(this.version) } };
  }
}

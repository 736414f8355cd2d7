import { collectionPath, objectPath } from '../kubernetes/resource';
import { ApiError, type Transport } from '../kubernetes/transport';
import { LEASES, type Lease, type LeaseSpec } from './lease';

/** Which lease, and how long a request for it may take. */
export interface LeaseClientOptions {
  readonly transport: Transport;
  readonly namespace: string;
  readonly name: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Ends what is under way. */
  readonly signal?: () => AbortSignal;
}

/** Reads and writes one Lease. A write is refused where anybody else has written since the read. */
export class LeaseClient {
  private readonly path: string;

  constructor(private readonly options: LeaseClientOptions) {
    this.path = objectPath(LEASES, options.name, options.namespace);
  }

  /** Undefined where there is none. */
  async read(): Promise<Lease | undefined> {
    const { transport, timeout, signal } = this.options;
    try {
      return await transport.send<Lease>({ method: 'GET', path: this.path, timeout, signal: signal?.() });
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return undefined;
      throw error;
    }
  }

  /** @throws ApiError 409 where there is one already. */
  create(spec: LeaseSpec): Promise<Lease> {
    const { transport, timeout, signal, namespace, name } = this.options;
    const body = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace }, spec };
    return transport.send<Lease>({
      method: 'POST',
      path: collectionPath(LEASES, namespace),
      body,
      timeout,
      signal: signal?.(),
    });
  }

  /** Changes what was read; fields that we do not know stay. @throws ApiError 409 where it has changed since. */
  update(lease: Lease, spec: LeaseSpec): Promise<Lease> {
    const { transport, timeout, signal } = this.options;
    const body = { ...lease, spec: { ...lease.spec, ...spec } };
    return transport.send<Lease>({ method: 'PUT', path: this.path, body, timeout, signal: signal?.() });
  }
}

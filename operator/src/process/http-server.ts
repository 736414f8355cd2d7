import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { BindAddress } from './bind-address';
import type { KeyPair } from './renewed-certificates';

/** A certificate that others renew. */
export interface ServedCertificates {
  readonly current: KeyPair;
  /** Calls back with each new pair. */
  onChange(call: (pair: KeyPair) => void): void;
}

export interface HttpServerOptions {
  readonly address: BindAddress;
  readonly handler: RequestListener;
  /** Serves HTTPS, and new certificates as they come. @default HTTP */
  readonly certificates?: ServedCertificates;
  /** Milliseconds for requests to end when it is closed. @default 1000 */
  readonly patience?: number;
}

/** A server that listens. */
export interface HttpServer {
  /** With the port that it got. */
  readonly url: string;
  /** Lets requests end that are under way, for a moment. */
  close(): Promise<void>;
}

/** Milliseconds. */
const REQUEST_TIMEOUT = 30_000;

/** @throws Error where the address cannot be had. */
export async function serveHttp(options: HttpServerOptions): Promise<HttpServer> {
  const { address, handler, certificates, patience = 1_000 } = options;
  const server = certificates === undefined ? createServer(handler) : secureServer(handler, certificates);
  server.requestTimeout = REQUEST_TIMEOUT;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address.host, port: address.port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    url: `${certificates === undefined ? 'http' : 'https'}://${reachable(server.address() as AddressInfo)}`,
    close: () => closeServer(server, patience),
  };
}

function secureServer(handler: RequestListener, certificates: ServedCertificates): Server {
  const server = createSecureServer({ ...certificates.current, minVersion: 'TLSv1.2' }, handler);
  certificates.onChange((pair) => server.setSecureContext({ ...pair, minVersion: 'TLSv1.2' }));
  return server;
}

function closeServer(server: Server, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** An address by which this machine itself reaches what listens on it. */
function reachable({ address, port }: AddressInfo): string {
  if (address === '::') return `[::1]:${port}`;
  if (address === '0.0.0.0') return `127.0.0.1:${port}`;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

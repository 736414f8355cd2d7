import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where the process listens that stands for the pod of an address; undefined where there is none. */
export type ProcessOf = (podAddress: string) => Promise<number | undefined>;

/**
 * The way from Prometheus to pods that are only simulated: an HTTP proxy on 127.0.0.1 that sends what is meant for a pod
 * to the process that stands for it. Nothing ever goes to the address of a pod.
 */
export class ScrapeProxy {
  private constructor(
    private readonly server: Server,
    private readonly processOf: ProcessOf,
  ) {
    server.on('request', (incoming, outgoing) => {
      this.forward(incoming, outgoing).catch(() => badGateway(outgoing));
    });
    server.on('connect', (_, socket) => socket.end('HTTP/1.1 501 Not Implemented\r\n\r\n'));
  }

  static async start(processOf: ProcessOf): Promise<ScrapeProxy> {
    const server = createServer();
    await new Promise<void>((listening, failed) => {
      server.once('error', failed).listen(0, '127.0.0.1', listening);
    });
    return new ScrapeProxy(server, processOf);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { hostname, pathname, search } = new URL(incoming.url ?? '');
    const port = await this.processOf(hostname);
    if (port === undefined) return badGateway(outgoing);
    const onwards = request(
      {
        host: '127.0.0.1',
        port,
        path: `${pathname}${search}`,
        headers: { ...incoming.headers, host: hostname },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onwards.once('error', () => badGateway(outgoing));
    outgoing.once('close', () => onwards.destroy());
    onwards.end();
  }
}

function badGateway(outgoing: ServerResponse): void {
  if (!outgoing.headersSent) outgoing.writeHead(502);
  outgoing.end();
}

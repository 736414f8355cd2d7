import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Patience, waitFor } from '../../cluster/harness/wait-for';

/** A request as it came. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP server on 127.0.0.1 that says yes to everything and remembers it: where notifications go. */
export class WebhookReceiver {
  private readonly received: ReceivedRequest[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (incoming, outgoing) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      incoming.once('end', () => {
        const { method = '', url: path = '', headers } = incoming;
        this.received.push({ method, path, headers, body });
        outgoing.end();
      });
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return new WebhookReceiver(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What has come so far, oldest first. */
  get requests(): readonly ReceivedRequest[] {
    return this.received;
  }

  /** Waits for a request that is as wanted. */
  waitFor(
    what: string,
    wanted: (request: ReceivedRequest) => boolean,
    patience: Patience = {},
  ): Promise<ReceivedRequest> {
    return waitFor(
      `a request comes: ${what}`,
      () => this.received.find(wanted),
      patience,
      () => `Received: ${JSON.stringify(this.received.map(({ path, body }) => ({ path, body })))}`,
    );
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

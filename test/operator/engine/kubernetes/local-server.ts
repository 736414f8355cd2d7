import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface SeenRequest extends Pick<IncomingMessage, 'method' | 'headers'> {
  readonly path: string;
  readonly body: string;
}

export type Answer = (response: ServerResponse, request: SeenRequest) => unknown;

/** A server on this machine that answers as a test wants, and remembers what it was asked. */
export class LocalServer {
  readonly requests: SeenRequest[] = [];
  connections = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(
    answer: Answer,
    tls?: { readonly cert: string; readonly key: string },
  ): Promise<LocalServer> {
    const server = tls ? createTlsServer(tls) : createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const local = new LocalServer(server, `${tls ? 'https' : 'http'}://127.0.0.1:${port}`);
    server.on(tls ? 'secureConnection' : 'connection', () => local.connections++);
    server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of request) chunks.push(chunk);
      } catch {
        return; // the client is gone
      }
      const { method, headers, url: path = '' } = request;
      const seen = { method, headers, path, body: Buffer.concat(chunks).toString() };
      local.requests.push(seen);
      answer(response, seen);
    });
    return local;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  code = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Certificate } from '../../../cluster/harness/certificates';

/** Takes TLS connections and never says anything; when it stops they break. */
export class SilentServer {
  private readonly sockets = new Set<TLSSocket>();

  private constructor(private readonly server: Server) {
    // whoever gives up breaks the connection
    server.on('secureConnection', (socket) => this.sockets.add(socket.on('error', () => undefined)));
  }

  static async start({ certificateFile, keyFile }: Certificate): Promise<SilentServer> {
    const server = createServer({ cert: readFileSync(certificateFile), key: readFileSync(keyFile) });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new SilentServer(server);
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((closed) => this.server.close(closed));
  }
}

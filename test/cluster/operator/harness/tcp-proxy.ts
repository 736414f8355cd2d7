import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  isDead: boolean;
}

/** A way to a server that can be spoiled: it breaks connections, swallows what they carry, or takes its time. */
export class TcpProxy {
  /** Milliseconds that each byte takes, each way. */
  latency = 0;
  /** Whether new connections come through; else they are broken at once. */
  isOpen = true;
  private readonly listener: Server;
  private readonly pairs = new Set<Pair>();

  static async start(target: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(target));
    await new Promise<void>((listening) => proxy.listener.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  private constructor(target: URL) {
    this.listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      if (!this.isOpen) {
        client.resetAndDestroy();
        return;
      }
      const server = connect({
        host: target.hostname,
        port: Number(target.port || 443),
        allowHalfOpen: true,
        noDelay: true,
      });
      const pair: Pair = { client, server, isDead: false };
      this.pairs.add(pair);
      this.forward(pair, client, server);
      this.forward(pair, server, client);
    });
  }

  get url(): string {
    return `https://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.pairs.size;
  }

  /** Breaks all connections, in the middle of whatever they carry. */
  reset(): void {
    for (const { client, server } of this.pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
    this.pairs.clear();
  }

  /** The connections that are open carry nothing any more, either way, and never end: as if a router forgot them. */
  swallow(): void {
    for (const pair of this.pairs) pair.isDead = true;
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise((closed) => this.listener.close(closed));
  }

  private forward(pair: Pair, from: Socket, to: Socket): void {
    let due = 0;
    // in order, also when the latency changes
    const later = (act: () => void) => {
      due = Math.max(due, performance.now() + this.latency);
      const wait = due - performance.now();
      const run = () => pair.isDead || act();
      if (wait <= 0) run();
      else setTimeout(run, wait);
    };
    from.on('data', (bytes) => later(() => to.write(bytes)));
    from.on('end', () => later(() => to.end()));
    from.on('error', () => later(() => to.resetAndDestroy()));
    from.on('close', () => {
      if (!pair.isDead) this.pairs.delete(pair);
    });
  }
}

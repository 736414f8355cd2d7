import { once } from 'node:events';
import { connect } from 'node:net';
import { type HttpServer, serveHttp } from '../../../operator/src/process/http-server';
import { exchange } from './http-exchange';

const LOOPBACK = { host: '127.0.0.1', port: 0 };

describe('serveHttp', () => {
  const servers: HttpServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it('says where it listens, on all addresses too', async () => {
    const server = await serveHttp({
      address: { host: undefined, port: 0 },
      handler: (_, response) => response.end('x'),
    });
    servers.push(server);
    expect((await exchange(server.url)).body).toBe('x');
  });

  it('fails where the address is taken', async () => {
    const first = await serveHttp({ address: LOOPBACK, handler: () => undefined });
    servers.push(first);
    const port = Number(new URL(first.url).port);
    await expect(serveHttp({ address: { ...LOOPBACK, port }, handler: () => undefined })).rejects.toThrow(
      'EADDRINUSE',
    );
  });

  it('closes though a client keeps its connection', async () => {
    const server = await serveHttp({
      address: LOOPBACK,
      handler: (_, response) => response.end('x'),
      patience: 20,
    });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.resume();
    const closed = once(socket, 'close');
    socket.on('error', () => undefined);
    await server.close();
    await closed;
  });
});

import { connect } from 'node:net';
import { type HttpServer, serveHttp } from '../../../operator/src/process/http-server';
import { type HealthCheck, probeHandler } from '../../../operator/src/process/probe-handler';
import { exchange } from './http-exchange';

const good = (name: string): HealthCheck => ({ name, check: () => undefined });
const bad = (name: string, fault: string): HealthCheck => ({ name, check: () => fault });

describe('probeHandler', () => {
  const servers: HttpServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function get(
    target: string,
    healthz: readonly HealthCheck[],
    readyz: readonly HealthCheck[] = [],
    method = 'GET',
  ) {
    const server = await serveHttp({
      address: { host: '127.0.0.1', port: 0 },
      handler: probeHandler({ healthz, readyz }),
    });
    servers.push(server);
    const { status, body } = await exchange(`${server.url}${target}`, { method });
    return `${status} ${body}`;
  }

  it('is ok where nothing is wrong', async () => {
    expect(await get('/healthz', [good('reflectors')])).toBe('200 ok');
    expect(await get('/readyz/', [bad('lease', 'old')], [])).toBe('200 ok');
    expect(await get('/healthz', [good('reflectors')], [], 'HEAD')).toBe('200 ');
  });

  it('names all checks where one fails, and keeps the reason to itself', async () => {
    expect(await get('/healthz', [good('reflectors'), bad('lease', 'secret')])).toBe(
      '500 [+]reflectors ok\n[-]lease failed: reason withheld\nhealthz check failed\n',
    );
  });

  it('takes a check that throws as one that fails', async () => {
    const broken: HealthCheck = {
      name: 'broken',
      check() {
        throw new Error('oh');
      },
    };
    expect(await get('/readyz', [], [broken])).toBe(
      '500 [-]broken failed: reason withheld\nreadyz check failed\n',
    );
  });

  it('names all checks by ?verbose', async () => {
    expect(await get('/healthz?verbose=1', [good('a'), good('b')])).toBe(
      '200 [+]a ok\n[+]b ok\nhealthz check passed\n',
    );
  });

  it('leaves checks out by ?exclude', async () => {
    expect(await get('/healthz?verbose&exclude=b&exclude=c', [good('a'), bad('b', 'no')])).toBe(
      '200 [+]a ok\n[+]b excluded: ok\nwarn: no check to exclude is named c\nhealthz check passed\n',
    );
  });

  it('answers for one check, with its reason', async () => {
    const checks = [good('a'), bad('lease', 'not renewed for 12 s')];
    expect(await get('/healthz/a', checks)).toBe('200 ok');
    expect(await get('/healthz/lease', checks)).toBe('500 internal server error: not renewed for 12 s\n');
    expect(await get('/healthz/c', checks)).toBe('404 no such check\n');
  });

  it.each(['/', '/metrics', '/healthz/a/b', '//', '/%zz?%zz'])('knows no %s', async (target) => {
    expect(await get(target, [good('a')])).toBe('404 not found\n');
  });

  it('takes no POST', async () => {
    expect(await get('/healthz', [], [], 'POST')).toBe('405 use GET\n');
  });

  it('survives what is no HTTP', async () => {
    const server = await serveHttp({
      address: { host: '127.0.0.1', port: 0 },
      handler: probeHandler({ healthz: [], readyz: [] }),
    });
    servers.push(server);
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.end('\0\0\0\r\n\r\n'));
    await new Promise((resolve) => socket.resume().once('close', resolve));
    expect((await exchange(`${server.url}/healthz`)).status).toBe(200);
  });
});

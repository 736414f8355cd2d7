import {
  type ApiRequest,
  ConnectionError,
  type Transport,
} from '../../../operator/src/engine/kubernetes/transport';
import { type HttpServer, serveHttp } from '../../../operator/src/process/http-server';
import { Metrics } from '../../../operator/src/process/metrics';
import { MetricsAccess } from '../../../operator/src/process/metrics-access';
import { metricsHandler } from '../../../operator/src/process/metrics-handler';
import { FakeClock } from '../fake-clock';
import { exchange } from './http-exchange';

const USER = { username: 'prometheus', uid: 'u', groups: ['g'], extra: { scopes: ['a'] } };

/** An API server that knows the token `good`, and lets its user scrape unless told otherwise. */
function reviews(change: { may?: boolean; down?: boolean } = {}) {
  const requests: ApiRequest[] = [];
  const transport: Transport = {
    async send<T>(request: ApiRequest): Promise<T> {
      requests.push(request);
      if (change.down === true) throw new ConnectionError('refused');
      const { spec } = request.body as { spec: { token?: string } };
      const authenticated = { authenticated: spec.token === 'good', user: USER };
      return { status: 'token' in spec ? authenticated : { allowed: change.may ?? true } } as T;
    },
    stream: () => {
      throw new Error('nothing is watched');
    },
    close: () => Promise.resolve(),
  };
  return { requests, transport, change };
}

describe('metricsHandler', () => {
  const servers: HttpServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serve(access?: MetricsAccess, metrics: Pick<Metrics, 'scrape'> = new Metrics()) {
    const server = await serveHttp({
      address: { host: '127.0.0.1', port: 0 },
      handler: metricsHandler({ metrics, access }),
    });
    servers.push(server);
    return (path = '/metrics', authorization?: string, method = 'GET') =>
      exchange(`${server.url}${path}`, {
        method,
        headers: authorization === undefined ? {} : { authorization },
      });
  }

  it('serves metrics as text that Prometheus reads', async () => {
    const get = await serve();
    const { status, body, headers } = await get();
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toContain('# TYPE chatgpt_apps gauge');
    expect((await get('/')).status).toBe(404);
    expect((await get('/metrics', undefined, 'POST')).status).toBe(405);
    expect(await get('/metrics', undefined, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('answers 500 where a scrape fails, and goes on', async () => {
    let fails = true;
    const get = await serve(undefined, {
      scrape: async () => {
        if (fails) throw new Error('no');
        return { text: 'x', contentType: 'text/plain' };
      },
    });
    expect((await get()).status).toBe(500);
    fails = false;
    expect((await get()).body).toBe('x');
  });

  describe('with access', () => {
    it('asks who it is and whether they may, as controller-runtime does', async () => {
      const { requests, transport } = reviews();
      const get = await serve(new MetricsAccess({ transport, clock: new FakeClock() }));
      expect((await get('/metrics', 'Bearer good')).status).toBe(200);
      expect(requests).toMatchObject([
        {
          method: 'POST',
          path: '/apis/authentication.k8s.io/v1/tokenreviews',
          body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token: 'good' } },
        },
        {
          method: 'POST',
          path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
          body: {
            kind: 'SubjectAccessReview',
            spec: {
              user: 'prometheus',
              uid: 'u',
              groups: ['g'],
              extra: { scopes: ['a'] },
              nonResourceAttributes: { path: '/metrics', verb: 'get' },
            },
          },
        },
      ]);
    });

    it.each([undefined, 'Basic good', 'Bearer', 'Bearer bad'])(
      'refuses %s with 401',
      async (authorization) => {
        const get = await serve(
          new MetricsAccess({ transport: reviews().transport, clock: new FakeClock() }),
        );
        expect(await get('/metrics', authorization)).toMatchObject({ status: 401, body: 'Unauthorized\n' });
      },
    );

    it('refuses who may not with 403', async () => {
      const get = await serve(
        new MetricsAccess({ transport: reviews({ may: false }).transport, clock: new FakeClock() }),
      );
      expect(await get('/metrics', 'Bearer good')).toMatchObject({
        status: 403,
        body: 'Authorization denied for user prometheus\n',
      });
    });

    it('remembers a yes for a minute, a no for 10 s, each verb by itself', async () => {
      const { requests, transport, change } = reviews();
      const clock = new FakeClock();
      const get = await serve(new MetricsAccess({ transport, clock }));
      await get('/metrics', 'Bearer good');
      await clock.advance(59_000);
      change.may = false;
      expect((await get('/metrics', 'Bearer good')).status).toBe(200);
      expect(requests).toHaveLength(2);
      expect((await get('/metrics', 'Bearer good', 'HEAD')).status).toBe(403);
      expect(requests).toHaveLength(4);
      await clock.advance(1_000);
      expect((await get('/metrics', 'Bearer good')).status).toBe(403);
      change.may = true;
      await clock.advance(9_000);
      expect((await get('/metrics', 'Bearer good')).status).toBe(403);
      await clock.advance(1_000);
      expect((await get('/metrics', 'Bearer good')).status).toBe(200);
    });

    it('asks once for many who ask at the same time', async () => {
      const { requests, transport } = reviews();
      const access = new MetricsAccess({ transport, clock: new FakeClock() });
      await Promise.all([1, 2, 3].map(() => access.decide('Bearer good', 'get', '/metrics')));
      expect(requests).toHaveLength(2);
    });

    it('answers 500 where the API server gives no answer, and remembers nothing', async () => {
      const { transport, change } = reviews({ down: true });
      const get = await serve(new MetricsAccess({ transport, clock: new FakeClock() }));
      expect((await get('/metrics', 'Bearer good')).status).toBe(500);
      change.down = false;
      expect((await get('/metrics', 'Bearer good')).status).toBe(200);
    });
  });
});

import { once } from 'node:events';
import type { ClusterAccess } from '../../../../operator/src/engine/kubernetes/cluster-access';
import type { ObservedRequest } from '../../../../operator/src/engine/kubernetes/request-observer';
import {
  ApiError,
  type ApiRequest,
  ConnectionError,
} from '../../../../operator/src/engine/kubernetes/transport';
import { UndiciTransport } from '../../../../operator/src/engine/kubernetes/undici-transport';
import { type Answer, json, LocalServer } from './local-server';
import { selfSigned } from './self-signed';

const GET: ApiRequest = { method: 'GET', path: '/api/v1/pods' };
const WATCH: ApiRequest = { ...GET, query: { watch: 'true' } };
const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop();
});

async function connected(
  answer: Answer,
  access: Partial<ClusterAccess> = {},
  tls?: ReturnType<typeof selfSigned>,
) {
  const server = await LocalServer.start(answer, tls);
  const pauses: number[] = [];
  const requested: ObservedRequest[] = [];
  const retried: string[] = [];
  const transport = new UndiciTransport(
    { server: server.url, ...access },
    {
      random: () => 0,
      patience: 100,
      pause: async (milliseconds) => pauses.push(milliseconds),
      observer: {
        requested: (request) => requested.push(request),
        retried: ({ code }) => retried.push(code),
      },
    },
  );
  const stop = async () => {
    await transport.close();
    await server.stop();
  };
  running.push({ stop });
  return { ...{ server, transport, pauses, requested, retried, stop } };
}

async function collect(documents: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const document of documents) all.push(document);
  return all;
}

async function refused(sent: Promise<unknown>): Promise<Error> {
  return sent.then(
    (answer) => {
      throw new Error(`was answered with ${JSON.stringify(answer)}`);
    },
    (error) => error,
  );
}

describe('requests', () => {
  it('go over connections that are kept', async () => {
    const { server, transport } = await connected((response) => json(response, {}), { connections: 4 });
    for (let round = 0; round < 25; round++) {
      await Promise.all(Array.from({ length: 8 }, () => transport.send(GET)));
    }
    expect(server.requests).toHaveLength(200);
    expect(server.connections).toBeLessThanOrEqual(4);
  });

  it('have the path, query, body and headers that are asked for', async () => {
    const { server, transport } = await connected((response, { body }) => json(response, { got: body }), {
      impersonate: { user: 'system:serviceaccount:shop:operator', groups: ['a', 'b'] },
    });
    const body = { metadata: { name: 'a' }, unknownField: { kept: [null, 1, 'ü'] } };
    const query = { fieldManager: 'a b', force: 'true' };
    const answer = await transport.send({ method: 'POST', path: '/api/v1/pods', query, body });
    expect(answer).toEqual({ got: JSON.stringify(body) });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/pods?fieldManager=a+b&force=true',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'impersonate-user': 'system:serviceaccount:shop:operator',
        'impersonate-group': 'a, b',
        'user-agent': 'chatgpt-operator',
      },
    });
  });

  it('keep the path of the server', async () => {
    const { server } = await connected((response) => json(response, {}));
    const transport = new UndiciTransport({ server: `${server.url}/k8s/clusters/c-1/` });
    await transport.send(GET);
    await transport.close();
    expect(server.requests[0]?.path).toBe('/k8s/clusters/c-1/api/v1/pods');
  });

  it('send an apply as JSON that is YAML too', async () => {
    const { server, transport } = await connected((response) => json(response, {}));
    const contentType = 'application/apply-patch+yaml';
    const body = { text: '\u0085\u2028 ü 🍎 \ud800' };
    await transport.send({ method: 'PATCH', path: '/x', contentType, body });
    expect(server.requests[0]?.body).toBe('{"text":"\\u0085\\u2028 \\u00fc 🍎 \\ufffd"}');
  });

  it('trust only who is signed by the authority, and is named so', async () => {
    const tls = selfSigned();
    const trusting = { certificateAuthority: tls.cert };
    const answer: Answer = (response) => json(response, { ok: true });
    const good = await connected(answer, trusting, tls);
    expect(await good.transport.send(GET)).toEqual({ ok: true });
    const named = await connected(answer, { ...trusting, serverName: 'localhost' }, tls);
    expect(await named.transport.send(GET)).toEqual({ ok: true });
    const misnamed = await connected(answer, { ...trusting, serverName: 'kubernetes' }, tls);
    expect((await refused(misnamed.transport.send(GET))).message).toMatch('altnames');
    const unknown = await connected(answer, {}, tls);
    expect((await refused(unknown.transport.send(GET))).message).toMatch('self-signed certificate');
    const insecure = await connected(answer, { insecure: true }, tls);
    expect(await insecure.transport.send(GET)).toEqual({ ok: true });
  });
});

describe('refusals', () => {
  it('have the code, reason and causes that the server gives', async () => {
    const details = { causes: [{ field: '.spec.replicas', message: 'conflict with "hpa"' }] };
    const status = { kind: 'Status', code: 409, reason: 'Conflict', message: 'Apply failed', details };
    const { transport } = await connected((response) => json(response, status, 409));
    const error = await refused(transport.send(GET));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 409, reason: 'Conflict', status: { details } });
    expect(error.message).toBe('GET /api/v1/pods: 409 Apply failed');
  });

  it('may be words of something in between', async () => {
    const { transport } = await connected((response) =>
      response.writeHead(502).end('<h1>Bad Gateway</h1>\n'),
    );
    expect(await refused(transport.send(GET))).toMatchObject({
      code: 502,
      status: { message: '<h1>Bad Gateway</h1>' },
    });
  });

  it.each<[string, Answer]>([
    ['seconds', (response) => json(response, {}, 503, { 'retry-after': '9' })],
    [
      'a date',
      (response) => json(response, {}, 503, { 'retry-after': new Date(Date.now() + 9_400).toUTCString() }),
    ],
    ['its body', (response) => json(response, { details: { retryAfterSeconds: 9 } }, 503)],
  ])('say when to come again by %s', async (_, answer) => {
    const { transport } = await connected(answer);
    const error = await refused(transport.send({ ...GET, timeout: 1000 }));
    // a date has no parts of a second, and some may have passed
    const seconds = Number(error instanceof ApiError && error.retryAfter);
    expect(seconds).toBeGreaterThan(5);
    expect(seconds).toBeLessThanOrEqual(10);
  });

  it('of a storm of 429 are waited out as the server says', async () => {
    let left = 6;
    const { transport, pauses, retried } = await connected((response) =>
      left-- > 0 ? json(response, {}, 429, { 'retry-after': '1' }) : json(response, { ok: true }),
    );
    expect(await transport.send({ ...GET, method: 'POST', body: {} })).toEqual({ ok: true });
    expect(pauses).toEqual([1000, 1000, 1000, 1000, 1000, 1000]);
    expect(retried).toEqual(Array(6).fill('429'));
  });

  it('end at the last retry, or where the server asks for more time than there is', async () => {
    const { server, transport } = await connected((response) =>
      json(response, {}, 429, { 'retry-after': '2' }),
    );
    expect(await refused(transport.send(GET))).toMatchObject({ code: 429, retryAfter: 2 });
    expect(server.requests).toHaveLength(11);
    expect(await refused(transport.send({ ...GET, timeout: 1500 }))).toMatchObject({
      code: 429,
      retryAfter: 2,
    });
    expect(server.requests).toHaveLength(12);
  });

  it('of 401 lead to one more try with new credentials', async () => {
    const refusedHeaders: (string | undefined)[] = [];
    let token = 'old';
    const { server, transport, requested } = await connected(
      (response, { headers }) =>
        headers.authorization === 'Bearer new' ? json(response, { ok: true }) : json(response, {}, 401),
      {
        authorization: async (refusal) => {
          refusedHeaders.push(refusal);
          if (refusal) token = 'new';
          return `Bearer ${token}`;
        },
      },
    );
    expect(await transport.send(GET)).toEqual({ ok: true });
    expect(refusedHeaders).toEqual([undefined, 'Bearer old']);
    expect(requested.map(({ code }) => code)).toEqual(['401', '200']);
    expect(server.requests).toHaveLength(2);
  });

  it('of 401 with new credentials too are final', async () => {
    const { server, transport } = await connected((response) => json(response, {}, 401), {
      authorization: async () => 'Bearer bad',
    });
    expect(await refused(transport.send(GET))).toMatchObject({ code: 401 });
    expect(server.requests).toHaveLength(2);
  });
});

describe('connections that fail', () => {
  it.each<[string, Answer, RegExp]>([
    ['is reset', (response) => response.socket?.resetAndDestroy(), /ECONNRESET|other side closed/],
    ['ends in the answer', (response) => cutOff(response), /other side closed|terminated/],
    ['gives no JSON', (response) => response.end('ok'), /the answer is not JSON: "ok"/],
  ])('are told where one %s', async (_, answer, message) => {
    const { transport, requested } = await connected(answer);
    const error = await refused(transport.send(GET));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^GET \/api\/v1\/pods: /);
    expect(requested).toHaveLength(1);
  });

  it('are told where no one listens', async () => {
    const { server, transport, requested } = await connected(() => undefined);
    await server.stop();
    expect(await refused(transport.send(GET))).toBeInstanceOf(ConnectionError);
    expect(requested.map(({ code }) => code)).toEqual(['<error>']);
  });

  it('are told where there are no credentials', async () => {
    const { server, transport } = await connected((response) => json(response, {}), {
      authorization: () => Promise.reject(new Error('plugin failed')),
    });
    const error = await refused(transport.send(GET));
    expect([error.message, error.name]).toEqual(['GET /api/v1/pods: plugin failed', 'ConnectionError']);
    expect(server.requests).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['no answer comes', () => undefined],
    ['its body does not end', (response) => response.writeHead(200).write('{"items":[')],
  ])('are given up in time where %s', async (_, answer) => {
    const closed: Promise<unknown>[] = [];
    const { transport } = await connected((response, request) => {
      closed.push(once(response, 'close'));
      answer(response, request);
    });
    const error = await refused(transport.send({ ...GET, timeout: 50 }));
    expect([error.name, error.message]).toEqual([
      'ConnectionError',
      'GET /api/v1/pods: no answer within 0.05 s',
    ]);
    await closed[0]; // the server sees that no one waits any more
  });

  it('are given up when the caller says so', async () => {
    const caller = new AbortController();
    const { transport } = await connected(() => caller.abort());
    expect(await refused(transport.send({ ...GET, signal: caller.signal }))).toBeInstanceOf(ConnectionError);
    expect(await refused(transport.send({ ...GET, signal: caller.signal }))).toBeInstanceOf(ConnectionError);
  });
});

describe('streams', () => {
  it('give documents as they come, and end with the server', async () => {
    const { transport } = await connected((response) => {
      for (const chunk of ['{"a":', '1}\n{"b":2}\n', '{"c":3}\n']) response.write(chunk);
      response.end();
    });
    expect(await collect(transport.stream(WATCH))).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
  });

  it('tell that they are open before the first document', async () => {
    const { transport } = await connected((response) => response.flushHeaders());
    const caller = new AbortController();
    const opened = jest.fn(() => caller.abort());
    expect(await collect(transport.stream({ ...WATCH, opened, signal: caller.signal }))).toEqual([]);
    expect(opened).toHaveBeenCalledTimes(1);
  });

  it('take no connection from requests', async () => {
    const { server, transport } = await connected(
      (response, { path }) =>
        path.includes('watch') ? response.writeHead(200).write('{"a":1}\n') : json(response, { ok: true }),
      { connections: 1 },
    );
    const streams = Array.from({ length: 20 }, () => transport.stream(WATCH)[Symbol.asyncIterator]());
    await Promise.all(streams.map((stream) => stream.next()));
    expect(await transport.send(GET)).toEqual({ ok: true });
    expect(server.connections).toBe(21);
  });

  it('close their connection where the reader goes', async () => {
    const closed: Promise<unknown>[] = [];
    const { transport } = await connected((response) => {
      closed.push(once(response, 'close'));
      response.writeHead(200).write('{"a":1}\n');
    });
    for await (const document of transport.stream(WATCH)) {
      expect(document).toEqual({ a: 1 });
      break;
    }
    await closed[0];
  });

  it('are refused as requests are, but not sent again', async () => {
    const { server, transport } = await connected((response) =>
      json(response, { code: 410, reason: 'Expired' }, server.requests.length > 1 ? 429 : 410, {
        'retry-after': '3',
      }),
    );
    expect(await refused(collect(transport.stream(WATCH)))).toMatchObject({ code: 410, reason: 'Expired' });
    expect(await refused(collect(transport.stream(WATCH)))).toMatchObject({ code: 429, retryAfter: 3 });
    expect(server.requests).toHaveLength(2);
  });

  it.each<[string, Answer, RegExp]>([
    ['is reset', (response) => response.write('{"a":1}\n', () => response.socket?.resetAndDestroy()), /./],
    ['is cut off in a line', (response) => response.end('{"a":1}\n{"b":'), /cut off after "{\\"b\\":"/],
    ['holds what is not JSON', (response) => response.end('{"a":1}\nhello\n'), /not JSON: "hello"/],
  ])('fail where one %s, after the documents before', async (_, answer, message) => {
    const { transport } = await connected(answer);
    const seen: unknown[] = [];
    const reading = async () => {
      for await (const document of transport.stream(WATCH)) seen.push(document);
    };
    const error = await refused(reading());
    expect([error.name, seen]).toEqual(['ConnectionError', [{ a: 1 }]]);
    expect(error.message).toMatch(message);
  });

  it('are given up where the server does not open them in time', async () => {
    const { transport } = await connected(() => undefined);
    const error = await refused(collect(transport.stream({ ...WATCH, timeout: 50 })));
    expect(error).toBeInstanceOf(ConnectionError);
  });
});

it('tells how much was sent and received', async () => {
  const { server, transport, requested } = await connected((response) => json(response, { ü: 1 }));
  await transport.send({ method: 'PUT', path: '/x', body: { ä: 1 } });
  expect(requested).toEqual([
    {
      ...{ method: 'PUT', code: '200', host: new URL(server.url).host, requestBytes: 8, responseBytes: 8 },
      seconds: expect.any(Number),
    },
  ]);
});

function cutOff(response: Parameters<Answer>[0]): void {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"items":[', () => response.socket?.end());
}

describe('a permit', () => {
  it('is asked for when the turn of a request comes, and without it nothing is written', async () => {
    let answer: () => unknown = () => undefined;
    const { server, transport } = await connected(
      (response) => {
        answer = () => json(response, {});
      },
      { connections: 1 },
    );
    let isLeading = true;
    const permit = () => {
      if (!isLeading) throw new Error('may not write');
    };
    const first = transport.send({ ...GET, permit });
    const second = refused(transport.send({ ...GET, path: '/second', permit }));
    while (server.requests.length === 0) await new Promise(setImmediate);
    isLeading = false;
    answer();
    expect(await first).toEqual({});
    expect((await second).message).toContain('may not write');
    expect(server.requests.map(({ path }) => path)).toEqual([GET.path]);
  });
});

describe('connections', () => {
  /** A server that takes requests and says nothing, for now. */
  async function silent() {
    let isSilent = true;
    const found = await connected((response) => isSilent || json(response, {}));
    return { ...found, speak: () => (isSilent = false) };
  }

  it('are opened anew where the server keeps silent, and what they carried fails', async () => {
    const { transport, speak } = await silent();
    const watch = collect(transport.stream(WATCH));
    const request = refused(transport.send(GET));
    expect(await transport.checkConnections()).toBe(false);
    expect(await request).toBeInstanceOf(ConnectionError);
    await expect(watch).rejects.toThrow('the connection carries nothing any more');
    speak();
    expect(await transport.checkConnections()).toBe(true);
    expect(await transport.send(GET)).toEqual({});
  });

  it('are kept where the server answers, though all requests wait', async () => {
    const { transport, requested, stop } = await connected(
      (response, { path }) => path === '/version' && json(response, {}),
      { connections: 2 },
    );
    const waiting = Array.from({ length: 3 }, () => refused(transport.send(GET)));
    expect(await transport.checkConnections()).toBe(true);
    expect(requested).toHaveLength(1);
    await stop();
    await Promise.all(waiting);
  });

  it('are no silence where the server is gone', async () => {
    const { transport, server } = await connected((response) => json(response, {}));
    await server.stop();
    expect(await transport.checkConnections()).toBe(true);
  });
});

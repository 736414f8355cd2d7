import { request } from 'node:http';
import { type AdmissionOptions, admissionHandler } from '../../../operator/src/admission/admission-handler';
import type { KubeObject } from '../../../operator/src/engine/kubernetes/kube-object';
import type { Claimant } from '../../../operator/src/engine/reconcile/claims';
import type { Reference } from '../../../operator/src/engine/reference';
import { chatGPTApps } from '../../../operator/src/kinds/chatgptapp';
import { type HttpServer, serveHttp } from '../../../operator/src/process/http-server';

const PATH = '/validate-apps-makeaihq-com-v1alpha1-chatgptapp';

function app(spec: object = {}, metadata: object = {}): KubeObject {
  return {
    apiVersion: 'apps.makeaihq.com/v1alpha1',
    kind: 'ChatGPTApp',
    metadata: { name: 'fitness', namespace: 'shop', uid: 'uid-of-fitness', ...metadata },
    spec: {
      displayName: 'Fitness',
      description: 'Books classes.',
      mcpServer: {
        image: 'ghcr.io/acme/fitness:1.4.2',
        port: 8080,
        path: '/mcp',
        healthCheckPath: '/health',
      },
      ...spec,
    },
  };
}

const HOST = 'fitness.example.com';

/** Who has the host: an app in another namespace. */
const other: Claimant = {
  ...{ uid: 'uid-of-gym', key: 'gym/fitness', created: '2030-01-01T00:00:00Z' },
  claims: chatGPTApps.claims?.(app({ host: HOST })) ?? [],
};

interface Answer {
  readonly status: number;
  readonly body: string;
}

describe('the admission webhook', () => {
  let server: HttpServer;
  let holders: readonly Claimant[] = [];
  let missing: (references: readonly Reference[]) => readonly Reference[] = () => [];
  let unready: string | undefined;
  const codes: number[] = [];

  beforeAll(async () => {
    const options: AdmissionOptions = {
      surroundings: [
        {
          kind: chatGPTApps,
          claimants: (claim) => holders.filter(({ claims }) => claims.some(({ id }) => id === claim)),
          missing: (_, references) => Promise.resolve(missing(references)),
        },
      ],
      unready: () => unready,
      observer: { started: () => (code) => codes.push(code) },
    };
    server = await serveHttp({ address: { host: '127.0.0.1', port: 0 }, handler: admissionHandler(options) });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    holders = [];
    missing = () => [];
    unready = undefined;
  });

  function send(body: string, path = PATH, method = 'POST'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      request(server.url, { path, method, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      })
        .on('error', reject)
        .end(body);
    });
  }

  async function review(object: KubeObject, oldObject?: KubeObject) {
    const operation = oldObject ? 'UPDATE' : 'CREATE';
    const body = {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      request: { uid: '705ab4f5', operation, object, oldObject: oldObject ?? null },
    };
    const answer = await send(JSON.stringify(body));
    expect(answer.status).toBe(200);
    const { response, ...rest } = JSON.parse(answer.body);
    expect(rest).toEqual({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview' });
    expect(response.uid).toBe('705ab4f5');
    return response;
  }

  it('lets an app pass that has nothing wrong', async () => {
    expect(await review(app({ host: HOST }))).toEqual({ uid: '705ab4f5', allowed: true });
  });

  it('refuses a host that another app has, and names the field and the app', async () => {
    holders = [other];
    expect(await review(app({ host: HOST }))).toMatchObject({
      allowed: false,
      status: {
        code: 422,
        reason: 'Invalid',
        message: expect.stringContaining(
          'spec.host: the host fitness.example.com is that of ChatGPTApp gym/fitness. Fix:',
        ),
        details: { kind: 'ChatGPTApp', name: 'fitness', causes: [{ field: 'spec.host' }] },
      },
    });
    expect((await review(app({ host: 'other.example.com' }))).allowed).toBe(true);
  });

  it('takes an app for no rival of itself, nor of an older one of its name', async () => {
    holders = [{ ...other, key: 'shop/fitness', uid: 'uid-of-an-earlier-one' }];
    expect((await review(app({ host: HOST }))).allowed).toBe(true);
  });

  it('refuses a change to a taken host, and lets whoever has it already change the rest', async () => {
    holders = [other];
    const exposure = { allowHostChange: true };
    const before = app({ host: 'before.example.com' });
    expect((await review(app({ host: HOST, exposure }), before)).allowed).toBe(false);
    expect((await review(app({ host: HOST, replicas: 3 }), app({ host: HOST }))).allowed).toBe(true);
  });

  it('lets everything pass that does not change the spec, and all of what is being deleted', async () => {
    holders = [other];
    const broken = { host: HOST, widgets: COLLIDING };
    expect((await review(app(broken, { labels: { a: 'b' } }), app(broken))).allowed).toBe(true);
    const leaving = { deletionTimestamp: '2030-01-01T00:00:00Z', finalizers: [] };
    expect((await review(app(broken, leaving), app())).allowed).toBe(true);
  });

  const COLLIDING = [
    { name: 'a', path: '/a.html', uri: 'ui://fitness/b.html' },
    { name: 'b', path: '/b.html' },
  ];

  it('refuses what the construct refuses and the CRD cannot see, with its field', async () => {
    const { allowed, status } = await review(app({ widgets: COLLIDING }));
    expect(allowed).toBe(false);
    expect(status.details.causes).toEqual([
      { reason: 'FieldValueInvalid', field: 'spec.widgets[0].uri', message: expect.stringContaining('Fix:') },
    ]);
  });

  it('warns of what is doubtful', async () => {
    const { allowed, warnings } = await review(app({ mcpServer: { image: 'ghcr.io/acme/fitness:latest' } }));
    expect(allowed).toBe(true);
    expect(warnings).toEqual([expect.stringMatching(/^spec\.mcpServer\.image: .*the tag latest.* Fix: /)]);
  });

  it('only warns of a rule of the CRD: the API server knows it, and let the app pass', async () => {
    const { allowed, warnings } = await review(app({ replicas: 1, autoscaling: { maxReplicas: 2 } }));
    expect(allowed).toBe(true);
    expect(warnings).toEqual([expect.stringContaining('spec.replicas: ')]);
  });

  it('warns of what the app refers to and is not there', async () => {
    missing = (references) => references.filter(({ name }) => name === 'absent');
    const envFrom = [{ secretRef: { name: 'absent' } }, { secretRef: { name: 'present' } }];
    const mcpServer = { image: 'ghcr.io/acme/fitness:1.4.2', envFrom };
    expect((await review(app({ mcpServer }))).warnings).toEqual([
      'spec.mcpServer.envFrom[0]: Secret absent does not exist. Fix: create it, or correct the name',
    ]);
  });

  it('keeps warnings few, short, and on one line each', async () => {
    const name = 'n'.repeat(253);
    missing = () =>
      Array.from({ length: 40 }, () => ({ name: `${name}\n`, field: 'f', resource: chatGPTApps.resource }));
    const { warnings } = await review(app());
    expect(warnings).toHaveLength(17);
    for (const warning of warnings) {
      expect(warning.length).toBeLessThanOrEqual(256);
      expect(warning).not.toContain('\n');
    }
  });

  it('does not judge before it has seen the cluster', async () => {
    unready = 'the cluster has not been listed yet';
    expect(await send('{}')).toEqual({ status: 503, body: 'the cluster has not been listed yet\n' });
  });

  it.each([
    ['no JSON', 'hello', 400],
    ['a review of another version', '{"apiVersion":"admission.k8s.io/v1beta1","request":{"uid":"1"}}', 400],
    ['an object of another kind', reviewOf({ kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a' } }), 400],
    ['no object', reviewOf(null), 400],
    ['an object without a name', reviewOf({ ...app(), metadata: {} }), 400],
  ])('refuses %s without falling', async (_, body, status) => {
    expect((await send(body)).status).toBe(status);
  });

  it('answers other paths and methods as it should, and tells each answer about a kind to its observer', async () => {
    expect((await send('{}', '/')).status).toBe(404);
    expect((await send('', PATH, 'GET')).status).toBe(405);
    codes.length = 0;
    await review(app());
    await send('hello');
    expect(codes).toEqual([200, 400]);
  });
});

function reviewOf(object: unknown): string {
  return JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    request: { uid: '1', operation: 'CREATE', object },
  });
}

import { at, type Changes, rendered } from './fitness-app';

const issuers = { oauth: { issuers: ['https://a.example.com'] } };
const client = {
  oauth: {
    clientId: 'up',
    clientSecretRef: { name: 's', key: 'k' },
    authorizationUrl: 'https://up.example.com/a',
    tokenUrl: 'https://up.example.com/t',
  },
};
const METADATA = '/.well-known/oauth-protected-resource';
const CHALLENGE = '/.well-known/openai-apps-challenge';

/** Published paths; exact ones with a = before them. */
const PATHS: [string, Changes, string[]][] = [
  ['a plain app', {}, ['/mcp']],
  ['another path', { 'mcpServer.path': '/a/b' }, ['/a/b']],
  ['a resource server', issuers, ['/mcp', `=${METADATA}/mcp`, `=${METADATA}`]],
  ['an upstream client only', client, ['/mcp']],
  ['a domain to verify', { domainVerification: { token: 'x' } }, ['/mcp', `=${CHALLENGE}`]],
  [
    'all of it',
    { ...issuers, 'mcpServer.path': '/x', domainVerification: { tokenSecretRef: { name: 'a', key: 'b' } } },
    ['/x', `=${METADATA}/x`, `=${METADATA}`, `=${CHALLENGE}`],
  ],
];

describe('the HTTPRoute', () => {
  it('attaches the host to the public Gateway with the default timeout', () => {
    expect(rendered('HTTPRoute')?.spec).toEqual({
      parentRefs: [
        { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', namespace: 'gateway-system' },
      ],
      hostnames: ['fitness.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/mcp' } }],
          backendRefs: [{ group: '', kind: 'Service', name: 'fitness-mcp', port: 8080, weight: 1 }],
          timeouts: { request: '300s', backendRequest: '300s' },
        },
      ],
    });
  });

  it.each(PATHS)('of %s publishes these paths only', (_, changes, paths) => {
    const matches = at(rendered('HTTPRoute', changes), 'spec.rules.0.matches') as { path: object }[];
    expect(matches.map(({ path }) => path)).toEqual(
      paths.map((path) =>
        path.startsWith('=') ? { type: 'Exact', value: path.slice(1) } : { type: 'PathPrefix', value: path },
      ),
    );
  });

  it('takes Gateway, port and timeout from the spec', () => {
    const gateway = { name: 'own', namespace: 'edge', sectionName: 'https' };
    const route = rendered('HTTPRoute', { exposure: { gateway, timeoutSeconds: 9 }, 'mcpServer.port': 3000 });
    expect(at(route, 'spec.parentRefs.0')).toMatchObject(gateway);
    expect(at(route, 'spec.rules.0.timeouts')).toEqual({ request: '9s', backendRequest: '9s' });
    expect(at(route, 'spec.rules.0.backendRefs.0.port')).toBe(3000);
  });
});

describe('the Ingress', () => {
  const ingress = (changes: Changes = {}) => rendered('Ingress', { 'exposure.type': 'Ingress', ...changes });

  it('routes the host to the Service, by the default class and without TLS', () => {
    const backend = { service: { name: 'fitness-mcp', port: { name: 'http' } } };
    expect(ingress()?.spec).toEqual({
      rules: [
        { host: 'fitness.example.com', http: { paths: [{ path: '/mcp', pathType: 'Prefix', backend }] } },
      ],
    });
    expect(ingress()?.metadata).not.toHaveProperty('annotations');
  });

  it.each(PATHS)('of %s publishes these paths only', (_, changes, paths) => {
    const given = at(ingress(changes), 'spec.rules.0.http.paths') as { path: string; pathType: string }[];
    expect(given.map(({ path, pathType }) => (pathType === 'Exact' ? `=${path}` : path))).toEqual(paths);
  });

  it('takes the class, and the Secret of the certificate', () => {
    const tls = (secretName: string) => [{ hosts: ['fitness.example.com'], secretName }];
    expect(at(ingress({ 'exposure.ingress.className': 'haproxy' }), 'spec.ingressClassName')).toBe('haproxy');
    expect(at(ingress({ 'exposure.tls': {} }), 'spec.tls')).toEqual(tls('fitness-mcp-tls'));
    expect(at(ingress({ 'exposure.tls.secretName': 'own' }), 'spec.tls')).toEqual(tls('own'));
  });

  it('tells ingress-nginx to stream, unless the spec says otherwise', () => {
    const prefix = 'nginx.ingress.kubernetes.io';
    const streaming = {
      [`${prefix}/proxy-buffering`]: 'off',
      [`${prefix}/proxy-request-buffering`]: 'off',
      [`${prefix}/proxy-read-timeout`]: '300',
      [`${prefix}/proxy-send-timeout`]: '300',
      [`${prefix}/proxy-body-size`]: '4194304',
    };
    const own = { [`${prefix}/proxy-body-size`]: '1m', 'example.com/a': 'b' };
    const annotations = (exposure: object) => ingress({ 'exposure.ingress': exposure })?.metadata.annotations;
    expect(annotations({ className: 'nginx' })).toEqual(streaming);
    expect(annotations({ className: 'nginx', annotations: own })).toEqual({ ...streaming, ...own });
    expect(annotations({ className: 'other', annotations: own })).toEqual(own);
  });
});

describe('the Certificate', () => {
  it.each<[object, string, string]>([
    [{ issuerRef: { name: 'ca' } }, 'ClusterIssuer', 'fitness-mcp-tls'],
    [{ issuerRef: { name: 'ca', kind: 'Issuer' }, secretName: 'own' }, 'Issuer', 'own'],
  ])('of %j is signed by the %s into the Secret %s', (tls, kind, secretName) => {
    expect(rendered('Certificate', { 'exposure.tls': tls })?.spec).toEqual({
      secretName,
      dnsNames: ['fitness.example.com'],
      issuerRef: { group: 'cert-manager.io', kind, name: 'ca' },
    });
  });
});

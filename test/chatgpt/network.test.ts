import { at, type Changes, rendered } from './fitness-app';

const INTERNAL = { host: undefined };
const QUIET = { 'monitoring.enabled': false };
const INGRESS = { 'exposure.type': 'Ingress' };
const peer = { podSelector: { matchLabels: { app: 'client' } }, newer: { field: 1 } };
const namespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const tcp = (...ports: (number | string)[]) => ports.map((port) => ({ protocol: 'TCP', port }));
const callers = (...from: object[]) => ({ from, ports: tcp('http') });

function ingress(changes: Changes): unknown {
  return at(rendered('NetworkPolicy', changes), 'spec.ingress');
}

function egress(changes: Changes): { to?: unknown; ports?: unknown }[] {
  return at(rendered('NetworkPolicy', changes), 'spec.egress') as { to?: unknown; ports?: unknown }[];
}

it('the NetworkPolicy is about both directions, so that what it does not name is denied', () => {
  expect(rendered('NetworkPolicy')).toMatchObject({
    spec: {
      podSelector: { matchLabels: { 'apps.makeaihq.com/app': 'fitness' } },
      policyTypes: ['Ingress', 'Egress'],
    },
  });
});

describe('the server is called', () => {
  it.each<[string, Changes, object[]]>([
    ["the Gateway's namespace", {}, [callers(namespace('gateway-system'))]],
    [
      'the namespace of another Gateway',
      { 'exposure.gateway.namespace': 'edge' },
      [callers(namespace('edge'))],
    ],
    [
      'the Gateway and the peers of the spec, newer fields kept',
      { 'network.ingressFrom': [peer] },
      [callers(namespace('gateway-system'), peer)],
    ],
    ['nobody without host', INTERNAL, []],
    ['nobody with exposure None', { 'exposure.type': 'None' }, []],
    [
      'the peers of the spec only, without host',
      { ...INTERNAL, 'network.ingressFrom': [peer] },
      [callers(peer)],
    ],
    [
      'any namespace for an Ingress, whose controller may be anywhere',
      INGRESS,
      [callers({ namespaceSelector: {} })],
    ],
    [
      'any namespace for an Ingress with an empty list of peers',
      { ...INGRESS, 'network.ingressFrom': [] },
      [callers({ namespaceSelector: {} })],
    ],
    ['the peers of the spec for an Ingress', { ...INGRESS, 'network.ingressFrom': [peer] }, [callers(peer)]],
  ])('by %s', (_, changes, rules) => {
    expect(ingress({ ...QUIET, ...changes })).toEqual(rules);
  });

  it.each<[string, Changes, number | string]>([
    ["the server's port", {}, 'http'],
    ['the metrics port', { 'monitoring.port': 9100 }, 'metrics'],
    ["a sidecar's port", { 'monitoring.port': 'stats' }, 'stats'],
  ])('by Prometheus on %s', (_, changes, port) => {
    expect(ingress({ ...INTERNAL, ...changes })).toEqual([
      {
        from: [
          {
            namespaceSelector: {},
            podSelector: {
              matchLabels: expect.objectContaining({ 'app.kubernetes.io/name': 'prometheus' }),
            },
          },
        ],
        ports: tcp(port),
      },
    ]);
  });
});

describe('the server may call', () => {
  const DNS = {
    to: [namespace('kube-system'), { ipBlock: { cidr: '169.254.20.10/32' } }],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
  const client = {
    clientId: 'up',
    clientSecretRef: { name: 's', key: 'k' },
    authorizationUrl: 'https://up.example.com:8001/a',
    tokenUrl: 'https://up.example.com:8443/t',
  };
  const introspection = {
    url: 'https://i.example.com:7443/x',
    clientId: 'a',
    clientSecretRef: { name: 's', key: 'k' },
  };

  it('DNS only', () => {
    expect(egress({})).toEqual([DNS]);
  });

  it.each<[string, object, number[]]>([
    ['an issuer', { issuers: ['https://a.example.com'] }, [443]],
    ['issuers at ports', { issuers: ['https://a.example.com:9443/x', 'https://b.example.com'] }, [443, 9443]],
    ['keys', { issuers: ['https://a.example.com'], jwksUri: 'https://a.example.com:8443/k' }, [443, 8443]],
    ['introspection', { issuers: ['https://a.example.com'], introspection }, [443, 7443]],
    // the authorization endpoint is the browser's business
    ['an upstream', client, [8443]],
  ])('%s of oauth, at public addresses', (_, oauth, ports) => {
    const [dns, oauthRule, ...more] = egress({ oauth });
    expect([dns, more]).toEqual([DNS, []]);
    expect(oauthRule?.ports).toEqual(tcp(...ports));
    expect(oauthRule?.to).toEqual(PUBLIC);
  });

  it.each<[object, object]>([
    [{}, { to: 'public', ports: tcp(443) }],
    [
      { to: [], ports: [] },
      { to: 'public', ports: tcp(443) },
    ],
    [{ to: [peer] }, { to: [peer], ports: tcp(443) }],
    [{ ports: tcp(5432) }, { to: 'public', ports: tcp(5432) }],
    [
      { to: [peer], ports: [{ port: 1, endPort: 9, newer: true }] },
      { to: [peer], ports: [{ protocol: 'TCP', port: 1, endPort: 9, newer: true }] },
    ],
    [
      { to: [peer], ports: [{ port: 53, protocol: 'UDP' }] },
      { to: [peer], ports: [{ port: 53, protocol: 'UDP' }] },
    ],
  ])('what egressTo %j asks for', (given, rule) => {
    const expected = JSON.parse(JSON.stringify(rule).replace('"public"', JSON.stringify(PUBLIC)));
    expect(egress({ 'network.egressTo': [given] })).toEqual([DNS, expected]);
  });

  it('anything with allowAllEgress', () => {
    const network = { allowAllEgress: true, egressTo: [{ to: [peer] }] };
    expect(egress({ network, oauth: { issuers: ['https://a.example.com'] } })).toEqual([{}]);
  });
});

const PUBLIC = [
  {
    ipBlock: {
      cidr: '0.0.0.0/0',
      except: [
        '10.0.0.0/8',
        '100.64.0.0/10',
        '127.0.0.0/8',
        '169.254.0.0/16',
        '172.16.0.0/12',
        '192.168.0.0/16',
      ],
    },
  },
  { ipBlock: { cidr: '::/0', except: ['::1/128', 'fc00::/7', 'fe80::/10'] } },
];

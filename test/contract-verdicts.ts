import type { FieldPath } from '../lib/validation/field-path';
import { type Manifest, sampleApp } from './sample-apps';
import { setAt } from './set-at';

/** One line of the API contract: an app that is accepted, or refused because of a field. */
export interface ContractVerdict {
  readonly title: string;
  readonly app: Manifest;
  /** The field that is refused; undefined where the app is accepted. */
  readonly refused?: string;
}

type Changes = readonly (readonly [path: string, value: unknown])[];

const hello = sampleApp('hello');
const base = setAt(hello, ['spec', 'host'], undefined);
const tool = { name: 'a', description: 'b', inputSchema: { type: 'object' } };
const hints = { readOnlyHint: true, destructiveHint: false, openWorldHint: false };
const client = {
  clientId: 'a',
  clientSecretRef: { name: 's', key: 'k' },
  authorizationUrl: 'https://a.example.com/authorize?x=1',
  tokenUrl: 'https://a.example.com/token',
};
const HOST = 'a.example.com';

function changed(app: Manifest, changes: Changes): Manifest {
  return changes.reduce((result, [path, value]) => setAt(result, steps(path), value), app);
}

function steps(path: string): FieldPath {
  return path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function accepted(title: string, ...changes: Changes): ContractVerdict {
  return { title, app: changed(base, changes) };
}

function refused(field: string, title: string, ...changes: Changes): ContractVerdict {
  return { title, app: changed(base, changes), refused: field };
}

/** Both sides of a border: the last value that is accepted and the first that is not. */
function border(field: string, good: unknown, bad: unknown, ...around: Changes): ContractVerdict[] {
  const show = (value: unknown) => JSON.stringify(value)?.slice(0, 60);
  return [
    accepted(`${field} = ${show(good)}`, ...around, [field, good]),
    refused(field, `${field} = ${show(bad)}`, ...around, [field, bad]),
  ];
}

function values(field: string, good: unknown[], bad: unknown[], ...around: Changes): ContractVerdict[] {
  const show = (value: unknown) => JSON.stringify(value)?.slice(0, 60);
  return [
    ...good.map((value) => accepted(`${field} = ${show(value)}`, ...around, [field, value])),
    ...bad.map((value) => refused(field, `${field} = ${show(value)}`, ...around, [field, value])),
  ];
}

const TEXT: ContractVerdict[] = [
  ...border('spec.displayName', '𝒳'.repeat(50), '𝒳'.repeat(51)),
  ...values(
    'spec.displayName',
    ['日本', '👨‍👩‍👧'],
    ['', 'a\nb', 'a\u0000b', 'a\u0085b', 'a\u2028b', 'a\u2029b'],
  ),
  ...border('spec.description', 'é'.repeat(300), 'é'.repeat(301)),
  ...values('spec.description', ['two\nlines'], ['']),
  refused('spec.displayName', 'no displayName', ['spec.displayName', undefined]),
  refused('spec.description', 'no description', ['spec.description', undefined]),
  refused('spec', 'no spec', ['spec', undefined]),
];

const NAMES: ContractVerdict[] = [
  ...border('metadata.name', 'a'.repeat(52), 'a'.repeat(53)),
  ...values('metadata.name', ['a', 'a-1'], ['1a', 'a-mcp-widget-b', 'a.b']),
  ...values(
    'spec.host',
    ['a.example.com', 'xn--bcher-kva.example', '9.example.com'],
    [
      'example',
      'A.example.com',
      '*.example.com',
      'a.example.com:443',
      'a.example.com.',
      '1.2.3.4',
      'a_b.example.com',
      '',
    ],
  ),
  ...border('spec.host', `${'a.'.repeat(125)}aaa`, `${'a.'.repeat(125)}aaaa`),
];

const IMAGES: ContractVerdict[] = values(
  'spec.mcpServer.image',
  [
    'nginx',
    'makeaihq/mcp-fitness:1.0.0',
    'localhost:5000/app:1.0',
    'ghcr.io/acme/my_app:V1.0-RC1_x',
    '[2001:db8::1]:5000/app:1',
    `ghcr.io/acme/app:1.0@sha256:${'a'.repeat(64)}`,
    `${'a'.repeat(255)}:1`,
  ],
  [
    '',
    '///:...',
    'a//b:1',
    '-:-',
    'Nginx',
    'a b',
    `a:${'t'.repeat(129)}`,
    `a@sha256:${'a'.repeat(63)}`,
    `a@sha256:${'a'.repeat(65)}`,
    `${'a'.repeat(256)}:1`,
  ],
);

const SERVER: ContractVerdict[] = [
  refused('spec.mcpServer.image', 'no image', ['spec.mcpServer', {}]),
  ...values('spec.mcpServer.imagePullPolicy', ['Always', 'IfNotPresent', 'Never'], ['always']),
  ...values('spec.mcpServer.port', [1, 65535, null], [0, 65536, '8080', 80.5]),
  ...values(
    'spec.mcpServer.path',
    ['/mcp', '/a/b-c_d~e', '/%41'],
    [
      '/',
      '',
      'mcp',
      '/mcp/',
      '/a//b',
      '/a?b',
      '/a#b',
      '/a b',
      '/..',
      '/a/../b',
      '/a..b',
      '/a/./b',
      '/%2F',
      '/%',
      '/é',
    ],
  ),
  ...values('spec.mcpServer.healthCheckPath', ['/', '/health', '/health/'], ['health', '/h?x', '/h#x', '']),
  ...values('spec.mcpServer.health.livenessPath', ['/live'], ['live', '/live?x']),
  ...values('spec.mcpServer.health.readinessPath', ['/ready'], ['ready']),
  ...values('spec.mcpServer.health.hostHeader', ['example', 'a.example.com'], ['a b', 'a:80', '']),
  ...values(
    'spec.mcpServer.imagePullSecrets',
    [[{ name: 'a' }, { name: 'b' }]],
    [[{ name: 'a' }, { name: 'a' }]],
  ),
];

const ENVIRONMENT: ContractVerdict[] = [
  ...values(
    'spec.mcpServer.env',
    [[{ name: 'A' }], [{ name: '_a9', value: '' }]],
    [[{ name: 'A' }, { name: 'A' }]],
  ),
  ...['9A', 'A-B', 'A.B', '', 'PORT', 'OAUTH_SCOPES', 'CHATGPT_APP_NAME', 'OAUTH_AUTH_URL'].map((name) =>
    refused('spec.mcpServer.env[0].name', `variable ${name}`, ['spec.mcpServer.env', [{ name }]]),
  ),
  refused('spec.mcpServer.env[0].valueFrom', 'value and valueFrom', [
    'spec.mcpServer.env',
    [{ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
  ]),
  refused('spec.mcpServer.env[0].valueFrom', 'no source', [
    'spec.mcpServer.env',
    [{ name: 'A', valueFrom: {} }],
  ]),
  refused('spec.mcpServer.env[0].valueFrom', 'two sources', [
    'spec.mcpServer.env',
    [
      {
        name: 'A',
        valueFrom: { secretKeyRef: { name: 'a', key: 'b' }, configMapKeyRef: { name: 'a', key: 'b' } },
      },
    ],
  ]),
  accepted('envFrom', [
    'spec.mcpServer.envFrom',
    [{ secretRef: { name: 'a' } }, { configMapRef: { name: 'a' }, prefix: 'X_' }],
  ]),
  refused('spec.mcpServer.envFrom[0]', 'envFrom without reference', [
    'spec.mcpServer.envFrom',
    [{ prefix: 'X_' }],
  ]),
  refused('spec.mcpServer.envFrom[0]', 'envFrom with two references', [
    'spec.mcpServer.envFrom',
    [{ secretRef: { name: 'a' }, configMapRef: { name: 'a' } }],
  ]),
  refused('spec.mcpServer.envFrom[0].prefix', 'prefix with a dash', [
    'spec.mcpServer.envFrom',
    [{ secretRef: { name: 'a' }, prefix: 'x-' }],
  ]),
];

const TOOLS: ContractVerdict[] = [
  accepted('no tools', ['spec.mcpServer.tools', []]),
  accepted('a tool with every allowed character', ['spec.mcpServer.tools', [{ ...tool, name: 'a.b-c_D' }]]),
  ...['a b', '', 'a/b', 'a'.repeat(129), 'é'].map((name) =>
    refused('spec.mcpServer.tools[0].name', `tool ${name.slice(0, 9)}`, [
      'spec.mcpServer.tools',
      [{ ...tool, name }],
    ]),
  ),
  refused('spec.mcpServer.tools', 'two tools of one name', ['spec.mcpServer.tools', [tool, tool]]),
  refused('spec.mcpServer.tools[0].description', 'a tool without description', [
    'spec.mcpServer.tools',
    [{ ...tool, description: undefined }],
  ]),
  refused('spec.mcpServer.tools[0].inputSchema', 'inputSchema of a string', [
    'spec.mcpServer.tools',
    [{ ...tool, inputSchema: { type: 'string' } }],
  ]),
  refused('spec.mcpServer.tools[0].inputSchema', 'inputSchema without type', [
    'spec.mcpServer.tools',
    [{ ...tool, inputSchema: {} }],
  ]),
  accepted('unknown fields in inputSchema', [
    'spec.mcpServer.tools',
    [
      {
        ...tool,
        inputSchema: { type: 'object', properties: { a: { type: 'null', default: null } }, 'x-y': [null] },
      },
    ],
  ]),
  refused('spec.mcpServer.tools[0].outputSchema', 'outputSchema of an array', [
    'spec.mcpServer.tools',
    [{ ...tool, outputSchema: { type: 'array' } }],
  ]),
  refused('spec.mcpServer.tools[0].annotations.destructiveHint', 'read-only and destructive', [
    'spec.mcpServer.tools',
    [{ ...tool, annotations: { readOnlyHint: true, destructiveHint: true } }],
  ]),
  refused('spec.mcpServer.tools[0].visibility', 'visible to nobody', [
    'spec.mcpServer.tools',
    [{ ...tool, visibility: [] }],
  ]),
  refused('spec.mcpServer.tools[0].invoking', 'a long invoking text', [
    'spec.mcpServer.tools',
    [{ ...tool, invoking: 'x'.repeat(65) }],
  ]),
  refused('spec.mcpServer.tools', 'a widget that is not there', [
    'spec.mcpServer.tools',
    [{ ...tool, widget: 'w' }],
  ]),
  accepted(
    'a widget that is there',
    ['spec.mcpServer.tools', [{ ...tool, widget: 'w' }]],
    ['spec.widgets', [{ name: 'w', path: '/w.html' }]],
  ),
  refused('spec.mcpServer.tools', 'scopes without oauth', [
    'spec.mcpServer.tools',
    [{ ...tool, scopes: ['s'] }],
  ]),
  refused(
    'spec.mcpServer.tools',
    'a scope that oauth does not list',
    ['spec.mcpServer.tools', [{ ...tool, scopes: ['s'] }]],
    ['spec.oauth', { issuers: ['https://a.example.com'], scopes: ['t'] }],
  ),
];

const WIDGETS: ContractVerdict[] = [
  refused('spec.widgets[0]', 'a widget without source', ['spec.widgets', [{ name: 'w' }]]),
  refused('spec.widgets[0]', 'a widget with two sources', [
    'spec.widgets',
    [{ name: 'w', path: '/w', template: 'x' }],
  ]),
  refused('spec.widgets[0].name', 'a widget with a capital', ['spec.widgets', [{ name: 'W', path: '/w' }]]),
  refused('spec.widgets[0].template', 'an empty template', ['spec.widgets', [{ name: 'w', template: '' }]]),
  accepted('templates of 921600 bytes', [
    'spec.widgets',
    [
      { name: 'a', template: 'é'.repeat(230_400) },
      { name: 'b', template: 'x'.repeat(460_800) },
    ],
  ]),
  refused('spec.widgets', 'templates of 921601 bytes', [
    'spec.widgets',
    [
      { name: 'a', template: 'é'.repeat(230_400) },
      { name: 'b', template: 'x'.repeat(460_801) },
    ],
  ]),
  refused('spec.widgets', 'one uri twice', [
    'spec.widgets',
    [
      { name: 'a', path: '/a', uri: 'ui://x/y' },
      { name: 'b', path: '/b', uri: 'ui://x/y' },
    ],
  ]),
  ...['https://x', 'ui://', 'ui://a b'].map((uri) =>
    refused('spec.widgets[0].uri', `uri ${uri}`, ['spec.widgets', [{ name: 'a', path: '/a', uri }]]),
  ),
  refused('spec.widgets[0].mimeType', 'text/html', [
    'spec.widgets',
    [{ name: 'a', path: '/a', mimeType: 'text/html' }],
  ]),
  accepted('skybridge', [
    'spec.widgets',
    [{ name: 'a', path: '/a', mimeType: 'text/html+skybridge', maxTokens: 4000 }],
  ]),
  refused('spec.widgets[0].maxTokens', 'maxTokens 4001', [
    'spec.widgets',
    [{ name: 'a', path: '/a', maxTokens: 4001 }],
  ]),
  ...['https://a.example.com', 'https://a.example.com:65535', 'https://*.example.com'].map((origin) =>
    accepted(`csp ${origin}`, [
      'spec.widgets',
      [{ name: 'a', path: '/a', csp: { connectDomains: [origin] } }],
    ]),
  ),
  ...[
    'https://*',
    '*',
    'http://a.example.com',
    'https://a.example.com/',
    'https://a.example.com/x',
    'https://a.example.com:65536',
  ].map((origin) =>
    refused('spec.widgets[0].csp.frameDomains[0]', `csp ${origin}`, [
      'spec.widgets',
      [{ name: 'a', path: '/a', csp: { frameDomains: [origin] } }],
    ]),
  ),
  refused('spec.widgets[0].domain', 'a wildcard domain', [
    'spec.widgets',
    [{ name: 'a', path: '/a', domain: 'https://*.a.com' }],
  ]),
];

const OAUTH: ContractVerdict[] = [
  accepted("the seed's client", ['spec.oauth', { ...client, scopes: ['a'] }]),
  accepted('issuers', ['spec.oauth', { issuers: ['https://a.example.com/realms/x'] }]),
  accepted('issuers and a client', ['spec.oauth', { issuers: ['https://a.example.com'], ...client }]),
  refused('spec.oauth', 'nothing', ['spec.oauth', {}]),
  refused('spec.oauth', 'part of a client', ['spec.oauth', { ...client, tokenUrl: undefined }]),
  refused('spec.oauth', 'issuers and part of a client', [
    'spec.oauth',
    { issuers: ['https://a.example.com'], clientId: 'a' },
  ]),
  refused('spec.oauth.issuers', 'no issuer', ['spec.oauth', { issuers: [] }]),
  ...[
    'http://a.example.com',
    'https://a.example.com?x',
    'https://a.example.com#x',
    'https://u@a.example.com',
    'https://',
  ].map((issuer) =>
    refused('spec.oauth.issuers[0]', `issuer ${issuer}`, ['spec.oauth', { issuers: [issuer] }]),
  ),
  ...[
    'https://a.example.com/',
    'https://a.example.com/x/',
    'https://a.example.com#x',
    'http://a.example.com',
  ].map((resource) =>
    refused('spec.oauth.resource', `resource ${resource}`, [
      'spec.oauth',
      { issuers: ['https://a.example.com'], resource },
    ]),
  ),
  accepted('any audience', ['spec.oauth', { issuers: ['https://a.example.com'], audience: 'api://x y' }]),
  refused('spec.oauth.scopes[0]', 'offline_access', [
    'spec.oauth',
    { issuers: ['https://a.example.com'], scopes: ['offline_access'] },
  ]),
  refused('spec.oauth.scopes[0]', 'a scope with a space', [
    'spec.oauth',
    { issuers: ['https://a.example.com'], scopes: ['a b'] },
  ]),
  refused('spec.oauth.scopes', 'one scope twice', [
    'spec.oauth',
    { issuers: ['https://a.example.com'], scopes: ['a', 'a'] },
  ]),
  refused('spec.oauth.introspection.clientSecretRef', 'introspection without secret', [
    'spec.oauth',
    { issuers: ['https://a.example.com'], introspection: { url: 'https://a.example.com', clientId: 'x' } },
  ]),
];

const SCALE: ContractVerdict[] = [
  ...values('spec.replicas', [0, 1, 2147483647], [-1, 2147483648, '2', 1.5]),
  refused(
    'spec.replicas',
    'replicas and autoscaling',
    ['spec.replicas', 2],
    ['spec.autoscaling', { maxReplicas: 3 }],
  ),
  accepted('autoscaling', ['spec.autoscaling', { maxReplicas: 1 }]),
  refused('spec.autoscaling.maxReplicas', 'autoscaling without maximum', [
    'spec.autoscaling',
    { minReplicas: 1 },
  ]),
  refused('spec.autoscaling.minReplicas', 'minimum above maximum', [
    'spec.autoscaling',
    { minReplicas: 3, maxReplicas: 2 },
  ]),
  refused('spec.autoscaling.minReplicas', 'minimum 0', [
    'spec.autoscaling',
    { minReplicas: 0, maxReplicas: 2 },
  ]),
  ...border('spec.autoscaling.targetCPUUtilizationPercentage', 100, 101, [
    'spec.autoscaling',
    { maxReplicas: 2 },
  ]),
  ...values(
    'spec.resources.requests.memory',
    ['64Ki', '1Ti', '128M', '1e3', '.5', '2.', '100u', 128974848, '0'],
    ['500mi', '1GiB', '', '1.5e1.5', '-5Mi', 1.5, -1, '1'.repeat(33)],
  ),
  accepted('only memory', ['spec.resources', { limits: { memory: '1Gi' } }]),
  refused('spec.resources.requests.cpu', 'request above limit', [
    'spec.resources',
    { requests: { cpu: '1001m' }, limits: { cpu: 1 } },
  ]),
  refused("spec.resources.requests['ephemeral-storage']", 'storage request above limit', [
    'spec.resources',
    { requests: { 'ephemeral-storage': '1Gi' }, limits: { 'ephemeral-storage': '1G' } },
  ]),
  accepted('request equal to limit', ['spec.resources', { requests: { cpu: '1000m' }, limits: { cpu: 1 } }]),
  ...values('spec.disruption.minAvailable', [0, 1, '50%', '100%'], [-1, '101%', '5', '%', 1.5]),
  refused('spec.disruption', 'two bounds', ['spec.disruption', { minAvailable: 1, maxUnavailable: 1 }]),
  refused('spec.disruption', 'no bound', ['spec.disruption', {}]),
];

const PUBLIC: ContractVerdict[] = [
  ...['Gateway', 'Ingress'].flatMap((type) => [
    refused('spec.exposure.type', `${type} without host`, ['spec.exposure', { type }]),
    accepted(`${type} with host`, ['spec.host', HOST], ['spec.exposure', { type }]),
  ]),
  accepted('None without host', ['spec.exposure', { type: 'None' }]),
  ...border('spec.exposure.timeoutSeconds', 3600, 3601),
  ...border('spec.exposure.timeoutSeconds', 1, 0),
  ...values(
    'spec.exposure.tls.issuerRef.kind',
    ['Issuer', 'ClusterIssuer'],
    ['Other'],
    ['spec.exposure.tls.issuerRef', { name: 'a' }],
  ),
  refused('spec.domainVerification', 'verification without host', [
    'spec.domainVerification',
    { token: 'x' },
  ]),
  refused(
    'spec.domainVerification',
    'verification without token',
    ['spec.host', HOST],
    ['spec.domainVerification', {}],
  ),
  refused(
    'spec.domainVerification',
    'verification with two tokens',
    ['spec.host', HOST],
    ['spec.domainVerification', { token: 'x', tokenSecretRef: { name: 'a', key: 'b' } }],
  ),
  ...border('spec.domainVerification.token', 'x'.repeat(512), 'x'.repeat(513), ['spec.host', HOST]),
  ...values('spec.domainVerification.token', ['a b~!'], ['é', 'a\n', ''], ['spec.host', HOST]),
  refused('spec.listing', 'listing without host', ['spec.listing', { shortDescription: 'x' }]),
  refused(
    'spec.displayName',
    'listing with a long name',
    ['spec.host', HOST],
    ['spec.listing', {}],
    ['spec.displayName', 'x'.repeat(31)],
  ),
  accepted('a long name without listing', ['spec.displayName', 'x'.repeat(31)]),
  refused(
    'spec.mcpServer.tools',
    'listing with a tool without hints',
    ['spec.host', HOST],
    ['spec.listing', {}],
    ['spec.mcpServer.tools', [tool]],
  ),
  accepted(
    'listing with hints',
    ['spec.host', HOST],
    ['spec.listing', {}],
    ['spec.mcpServer.tools', [{ ...tool, annotations: hints }]],
  ),
  ...border('spec.listing.shortDescription', 'x'.repeat(30), 'x'.repeat(31), ['spec.host', HOST]),
  ...border('spec.listing.longDescription', 'x'.repeat(4000), 'x'.repeat(4001), ['spec.host', HOST]),
  ...values(
    'spec.listing.websiteUrl',
    ['https://a.example.com/x?y#z'],
    ['http://a.example.com', 'a'],
    ['spec.host', HOST],
  ),
  ...border('spec.listing.starterPrompts', ['a', 'b', 'c'], ['a', 'b', 'c', 'd'], ['spec.host', HOST]),
];

const TRANSPORT: ContractVerdict[] = [
  refused('spec.transport.stateless', 'stateful, two pods by default', [
    'spec.transport',
    { stateless: false },
  ]),
  refused(
    'spec.transport.stateless',
    'stateful, autoscaled',
    ['spec.transport', { stateless: false }],
    ['spec.autoscaling', { maxReplicas: 2 }],
  ),
  accepted('stateful, one pod', ['spec.transport', { stateless: false }], ['spec.replicas', 1]),
  accepted(
    'stateful, autoscaled to one',
    ['spec.transport', { stateless: false }],
    ['spec.autoscaling', { maxReplicas: 1 }],
  ),
  accepted('stateful with affinity', ['spec.transport', { stateless: false, sessionAffinity: 'ClientIP' }]),
  ...border('spec.transport.maxBodyBytes', 67108864, 67108865),
  ...border('spec.transport.maxBodyBytes', 1024, 1023),
  refused('spec.transport.allowedOrigins[0]', 'a wildcard origin', [
    'spec.transport',
    { allowedOrigins: ['https://*.example.com'] },
  ]),
  ...border('spec.shutdown.preStopSeconds', 0, -1),
  ...border('spec.shutdown.preStopSeconds', 300, 301),
  ...border('spec.shutdown.drainSeconds', 3600, 3601),
  ...border('spec.shutdown.drainSeconds', 1, 0),
  ...values(
    'spec.monitoring.port',
    [1, 65535, 'metrics', 'a-1'],
    [0, 65536, '123', 'a--b', '-a', 'A', 'x'.repeat(16)],
  ),
  ...values('spec.monitoring.interval', ['30s', '1h2m3s', '5m'], ['', '30', '1s1m', '1d', '-1s']),
  ...values('spec.monitoring.path', ['/m'], ['m', '/m?x']),
];

const POD: ContractVerdict[] = [
  accepted('own labels', ['spec.pod.labels', { 'example.com/team': 'a' }]),
  refused('spec.pod.labels', 'our labels', ['spec.pod.labels', { 'app.kubernetes.io/instance': 'a' }]),
  refused('spec.pod.labels', 'our selector', ['spec.pod.labels', { 'apps.makeaihq.com/app': 'a' }]),
  refused('spec.pod.sidecars[0].name', 'a sidecar called mcp-server', [
    'spec.pod.sidecars',
    [{ name: 'mcp-server', image: 'a' }],
  ]),
  ...['app-config', 'widgets', 'tmp'].map((name) =>
    refused('spec.pod.volumes[0].name', `a volume called ${name}`, [
      'spec.pod.volumes',
      [{ name, emptyDir: {} }],
    ]),
  ),
  ...['/tmp', '/tmp/x', '/etc/chatgpt-app', '/etc/chatgpt-app/x'].map((mountPath) =>
    refused('spec.pod.volumeMounts[0].mountPath', `a mount at ${mountPath}`, [
      'spec.pod.volumeMounts',
      [{ name: 'tmp', mountPath }],
    ]),
  ),
  ...['/tmpx', '/etc/chatgpt-apps', '/data'].map((mountPath) =>
    accepted(`a mount at ${mountPath}`, ['spec.pod.volumeMounts', [{ name: 'tmp', mountPath }]]),
  ),
  refused('spec.pod.volumeMounts', 'a mount of no volume', [
    'spec.pod.volumeMounts',
    [{ name: 'data', mountPath: '/data' }],
  ]),
  refused('spec.pod.labels', 'a label with a bad key', ['spec.pod.labels', { 'bad key': 'a' }]),
  refused('spec.pod.annotations', 'an annotation with a bad key', ['spec.pod.annotations', { 'a/b/c': 'x' }]),
  refused('spec.pod.nodeSelector', 'a node label with a bad key', ['spec.pod.nodeSelector', { '-a': 'x' }]),
  refused('spec.exposure.ingress.annotations', 'an Ingress annotation with a bad key', [
    'spec.exposure.ingress.annotations',
    { '': 'x' },
  ]),
  ...values('spec.pod.serviceAccountName', ['a', 'a.b-c'], ['A', 'a_b', 'a..b', '']),
  ...values('spec.exposure.gateway.namespace', ['a-b'], ['a.b', 'A']),
  refused('metadata.name', 'a name whose objects could be those of a widget', [
    'metadata.name',
    'a-mcp-widget',
  ]),
  refused('spec.unknown', 'an unknown field', ['spec.unknown', 1]),
  refused('spec.mcpServer.imagePullPolicy', 'null without default', ['spec.mcpServer.imagePullPolicy', null]),
];

/** Differences between checker and API server that the property test found, once each. */
const REGRESSIONS: ContractVerdict[] = [
  refused('spec.disruption.minAvailable', 'a number beyond int64', [
    'spec.disruption',
    { minAvailable: 1e21 },
  ]),
  refused('spec.description', 'half a surrogate pair', ['spec.description', 'a\ud83d']),
  accepted('a label that is null', ['metadata.labels', { tier: null }]),
  accepted('an annotation that is null', ['metadata.annotations', { note: null }]),
];

/** Every verdict of the API contract, both sides of each border. */
export const CONTRACT_VERDICTS: readonly ContractVerdict[] = [
  ...TEXT,
  ...NAMES,
  ...IMAGES,
  ...SERVER,
  ...ENVIRONMENT,
  ...TOOLS,
  ...WIDGETS,
  ...OAUTH,
  ...SCALE,
  ...PUBLIC,
  ...TRANSPORT,
  ...POD,
  ...REGRESSIONS,
].map((verdict) => ({ ...verdict, app: JSON.parse(JSON.stringify(verdict.app)) as Manifest }));

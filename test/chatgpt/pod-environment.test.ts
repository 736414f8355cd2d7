import fc from 'fast-check';
import crd from '../../imports/chatgptapp.crd.json';
import { sampleApps } from '../sample-apps';
import { render, renderKind } from '../sample-charts';
import { at, type Changes, environment, fitness, server } from './fitness-app';

const ALWAYS = {
  PORT: '8080',
  MCP_PORT: '8080',
  MCP_PATH: '/mcp',
  PUBLIC_URL: 'https://fitness.example.com/mcp',
  ALLOWED_HOSTS: [
    'fitness.example.com',
    'fitness-mcp',
    'fitness-mcp.chatgpt-test',
    'fitness-mcp.chatgpt-test.svc',
    'fitness-mcp.chatgpt-test.svc.cluster.local',
  ].join(','),
  MAX_BODY_BYTES: '4194304',
  APP_CONFIG: '/etc/chatgpt-app/app.json',
  WIDGETS_DIR: '/etc/chatgpt-app/widgets',
  STATELESS: 'true',
  DRAIN_SECONDS: '60',
  CHATGPT_APP_NAME: 'Fitness',
  CHATGPT_APP_DESCRIPTION: 'Classes and bookings.',
};
const secret = { name: 's', key: 'k' };
const fromSecret = { secretKeyRef: secret };
const issuers = ['https://a.example.com', 'https://b.example.com/realms/x'];
const introspection = { url: 'https://a.example.com/introspect', clientId: 'me', clientSecretRef: secret };
const client = {
  clientId: 'up',
  clientSecretRef: secret,
  authorizationUrl: 'https://up.example.com/authorize',
  tokenUrl: 'https://up.example.com/token',
};
const ISSUERS = { OAUTH_RESOURCE: 'https://fitness.example.com/mcp', OAUTH_ISSUERS: issuers.join(',') };

describe('the environment of the server', () => {
  it('holds nothing that the spec does not give', () => {
    expect(environment()).toEqual(ALWAYS);
  });

  it.each<[string, Changes, object]>([
    ['mcpServer.port', { 'mcpServer.port': 3000 }, { PORT: '3000', MCP_PORT: '3000' }],
    [
      'mcpServer.path',
      { 'mcpServer.path': '/a' },
      { MCP_PATH: '/a', PUBLIC_URL: 'https://fitness.example.com/a' },
    ],
    [
      'health.hostHeader',
      { 'mcpServer.health.hostHeader': 'probe' },
      { ALLOWED_HOSTS: `${ALWAYS.ALLOWED_HOSTS},probe` },
    ],
    ['health.hostHeader that is the host', { 'mcpServer.health.hostHeader': 'fitness.example.com' }, {}],
    [
      'transport.allowedOrigins',
      { 'transport.allowedOrigins': ['https://a.com', 'https://b.com'] },
      { ALLOWED_ORIGINS: 'https://a.com,https://b.com' },
    ],
    ['transport.maxBodyBytes', { 'transport.maxBodyBytes': 1024 }, { MAX_BODY_BYTES: '1024' }],
    ['transport.stateless', { 'transport.stateless': false, replicas: 1 }, { STATELESS: 'false' }],
    ['shutdown.drainSeconds', { 'shutdown.drainSeconds': 7 }, { DRAIN_SECONDS: '7' }],
    ['displayName', { displayName: 'Other' }, { CHATGPT_APP_NAME: 'Other' }],
    ['description', { description: 'two\nlines' }, { CHATGPT_APP_DESCRIPTION: 'two\nlines' }],
    ['a token', { domainVerification: { token: 'abc' } }, { OPENAI_APPS_CHALLENGE: 'abc' }],
    [
      'a secret token',
      { domainVerification: { tokenSecretRef: secret } },
      { OPENAI_APPS_CHALLENGE: fromSecret },
    ],
    ['oauth.issuers', { oauth: { issuers } }, ISSUERS],
    [
      'oauth.resource',
      { oauth: { issuers, resource: 'https://x.example.com/y' } },
      { ...ISSUERS, OAUTH_RESOURCE: 'https://x.example.com/y' },
    ],
    [
      'oauth.audience',
      { oauth: { issuers, audience: 'api://x' } },
      { ...ISSUERS, OAUTH_AUDIENCE: 'api://x' },
    ],
    [
      'oauth.jwksUri',
      { oauth: { issuers, jwksUri: 'https://a.example.com/jwks' } },
      { ...ISSUERS, OAUTH_JWKS_URI: 'https://a.example.com/jwks' },
    ],
    ['oauth.scopes', { oauth: { issuers, scopes: ['a:b', 'c'] } }, { ...ISSUERS, OAUTH_SCOPES: 'a:b c' }],
    [
      'oauth.introspection',
      { oauth: { issuers, introspection } },
      {
        ...ISSUERS,
        OAUTH_INTROSPECTION_URL: 'https://a.example.com/introspect',
        OAUTH_INTROSPECTION_CLIENT_ID: 'me',
        OAUTH_INTROSPECTION_CLIENT_SECRET: fromSecret,
      },
    ],
    [
      'the upstream client',
      { oauth: client },
      {
        OAUTH_RESOURCE: 'https://fitness.example.com/mcp',
        OAUTH_CLIENT_ID: 'up',
        OAUTH_CLIENT_SECRET: fromSecret,
        OAUTH_AUTHORIZATION_URL: 'https://up.example.com/authorize',
        OAUTH_AUTH_URL: 'https://up.example.com/authorize',
        OAUTH_TOKEN_URL: 'https://up.example.com/token',
      },
    ],
  ])('follows %s, and nothing else does', (_, changes, expected) => {
    expect(environment(changes)).toEqual({ ...ALWAYS, ...expected });
  });

  it('has no public URL without host', () => {
    const { PUBLIC_URL: _, ALLOWED_HOSTS: hosts, ...others } = ALWAYS;
    expect(environment({ host: undefined })).toEqual({
      ...others,
      ALLOWED_HOSTS: hosts.replace('fitness.example.com,', ''),
    });
    expect(environment({ host: undefined, oauth: { issuers } })).not.toHaveProperty('OAUTH_RESOURCE');
  });

  it('names the hosts of an app whose name would be no host in a browser', () => {
    const renamed = { ...fitness(), metadata: { name: 'xn--a' } };
    const env = at(renderKind(renamed, 'Deployment'), 'spec.template.spec.containers.0.env');
    const service = 'xn--a-mcp.chatgpt-test';
    expect(env).toContainEqual({
      name: 'ALLOWED_HOSTS',
      value: `fitness.example.com,xn--a-mcp,${service},${service}.svc,${service}.svc.cluster.local`,
    });
  });

  it('ends with the variables of the spec, in their order and shape', () => {
    const env = [
      { name: 'Z', value: '$(PORT)' },
      { name: 'A' },
      { name: 'M', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } },
    ];
    expect((server({ 'mcpServer.env': env }, 'env') as unknown[]).slice(-3)).toEqual(env);
  });

  it('names no variable twice, whatever the app', () => {
    for (const app of sampleApps()) {
      const deployment = render(app).find(({ kind }) => kind === 'Deployment');
      const env = at(deployment, 'spec.template.spec.containers.0.env') as { name: string }[];
      expect(new Set(env.map(({ name }) => name)).size).toBe(env.length);
    }
  });

  it('sets only names that the CRD refuses in mcpServer.env', () => {
    const rules = JSON.stringify(crd);
    const full = environment({
      oauth: { ...client, issuers, introspection },
      domainVerification: { token: 'x' },
    });
    expect(Object.keys(full).filter((name) => !rules.includes(`'${name}'`))).toEqual([]);
  });
});

describe('text with a dollar sign', () => {
  it.each([
    ['costs $5', 'costs $5'],
    ['$(PORT)', '$$(PORT)'],
    ['a $$ b', 'a $$$$ b'],
    ['$5 and $(X)', '$$5 and $$(X)'],
  ])('%s is written as %s', (description, value) => {
    expect(environment({ description }).CHATGPT_APP_DESCRIPTION).toBe(value);
  });

  it('reaches the server as it was written', () => {
    const text = fc
      .array(fc.constantFrom('$', '(', ')', 'PORT', 'a', '5', ' '), { minLength: 1, maxLength: 20 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (description) => {
        const { CHATGPT_APP_DESCRIPTION: value } = environment({ description });
        expect(expanded(String(value))).toBe(description);
      }),
      { numRuns: 60 },
    );
  });
});

/** As the kubelet expands a value (k8s.io/kubernetes/third_party/forked/golang/expansion): $$ is $, $(X) is X. */
function expanded(value: string): string {
  return value.replaceAll(/\$(?:(\$)|\(([^)]*)\))/g, (_, dollar?: string, name?: string) =>
    dollar ? '$' : name === 'PORT' ? '8080' : `$(${name})`,
  );
}

import { configFile } from './fitness-app';

const issuers = ['https://a.example.com'];
const oauth = {
  issuers,
  scopes: ['a'],
  audience: 'api://x',
  jwksUri: 'https://a.example.com/jwks',
  introspection: { url: 'https://a.example.com/i', clientId: 'me', clientSecretRef: { name: 's', key: 'k' } },
};
const client = {
  clientId: 'up',
  clientSecretRef: { name: 's', key: 'k' },
  authorizationUrl: 'https://up.example.com/a',
  tokenUrl: 'https://up.example.com/t',
};
const METADATA = 'oauth-protected-resource.json';

describe('app.json', () => {
  it('of the smallest app names it, its version and its URL', () => {
    expect(configFile('app.json')).toEqual({
      name: 'fitness',
      displayName: 'Fitness',
      description: 'Classes and bookings.',
      version: '1.4.2',
      url: 'https://fitness.example.com/mcp',
      tools: [],
      widgets: [],
    });
  });

  it('has no version and no URL where there is none', () => {
    const config = configFile('app.json', { host: undefined, 'mcpServer.image': 'app' });
    expect(Object.keys(config ?? {})).toEqual(['name', 'displayName', 'description', 'tools', 'widgets']);
  });

  it('holds tools as given, with their default visibility', () => {
    const inputSchema = {
      type: 'object',
      $schema: 'x',
      properties: { a: { default: null, enum: [null, 1.5] } },
    };
    const tool = { name: 'a', description: 'b', inputSchema, title: 'T', invoking: '…', annotations: {} };
    expect(configFile('app.json', { 'mcpServer.tools': [tool] })?.tools).toEqual([
      { ...tool, visibility: ['model', 'app'] },
    ]);
  });

  it('holds widgets with uri, type, file and domain, derived or given', () => {
    const csp = { connectDomains: ['https://api.example.com'] };
    const given = {
      uri: 'ui://x/y',
      domain: 'https://w.example.com',
      description: 'd',
      prefersBorder: false,
      csp,
    };
    const widgets = [
      { name: 'a', template: '<p>' },
      { name: 'b', path: '/app/b.html', mimeType: 'text/html+skybridge', ...given },
    ];
    expect(configFile('app.json', { widgets })?.widgets).toEqual([
      {
        name: 'a',
        uri: 'ui://fitness/a.html',
        mimeType: 'text/html;profile=mcp-app',
        file: '/etc/chatgpt-app/widgets/a.html',
        domain: 'https://fitness.example.com',
      },
      { name: 'b', mimeType: 'text/html+skybridge', file: '/app/b.html', ...given },
    ]);
    expect(configFile('app.json', { widgets: [widgets[0]], host: undefined })?.widgets).toEqual([
      expect.not.objectContaining({ domain: expect.anything() }),
    ]);
  });

  it('sums up oauth without client ids and secrets', () => {
    const { introspection: _, ...summary } = oauth;
    expect(configFile('app.json', { oauth: { ...oauth, ...client } })?.oauth).toEqual({
      resource: 'https://fitness.example.com/mcp',
      ...summary,
    });
  });
});

describe(METADATA, () => {
  const whole = {
    resource: 'https://fitness.example.com/mcp',
    authorization_servers: issuers,
    scopes_supported: ['a'],
    bearer_methods_supported: ['header'],
    resource_name: 'Fitness',
  };

  it('tells what RFC 9728 asks for', () => {
    expect(configFile(METADATA, { oauth })).toEqual(whole);
  });

  it('names the resource that the spec gives, also without host', () => {
    const resource = 'https://x.example.com/y';
    const changes = { host: undefined, oauth: { ...oauth, resource } };
    expect(configFile(METADATA, changes)).toEqual({ ...whole, resource });
  });

  it('lists no scopes where the spec has none', () => {
    expect(configFile(METADATA, { oauth: { issuers } })).not.toHaveProperty('scopes_supported');
  });

  it.each([
    ['oauth', {}],
    ['issuers', { oauth: client }],
    ['a known resource', { host: undefined, oauth }],
  ])('is absent without %s', (_, changes) => {
    expect(configFile(METADATA, changes)).toBeUndefined();
  });
});

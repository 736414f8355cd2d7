import { Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  ArgoConfig,
  type ArgoConfigProps,
  ProjectAction,
  RbacPolicy,
  RepositoryType,
} from '../../../lib/argocd';
import { plainSecrets } from '../../../lib/synth/checks/plain-secret';
import { checkedObject } from '../../../lib/synth/checks/synthesized-object';
import { FleetApp } from '../../../lib/synth/fleet-app';
import { data, LOGIN, objects, refused, URL } from './config-fixture';

describe('login', () => {
  it.each(['$oidc.clientSecret', '$my-oidc:clientSecret'])('takes its secret from %s', (clientSecret) => {
    const config = parse(
      data('argocd-cm', { url: URL, oidc: { ...LOGIN, clientSecret } })['oidc.config'] ?? '',
    );
    expect(config.clientSecret).toBe(clientSecret);
  });

  it('never holds the secret itself, nor prints it', () => {
    const message = refused({ url: URL, oidc: { ...LOGIN, clientSecret: 'hunter2' } });
    expect(message).toContain('oidc.clientSecret\n  is not a reference');
    expect(message).not.toContain('hunter2');
  });

  it.each([
    [{ oidc: LOGIN }, 'url\n  is needed'],
    [{ url: URL, oidc: { ...LOGIN, issuer: 'http://acme.okta.com' } }, 'is no https URL'],
    [{ url: URL, oidc: { ...LOGIN, clientId: '' } }, 'is empty'],
    [{ url: URL, oidc: { ...LOGIN, clientSecret: undefined } }, 'is missing, and so is pkce'],
    [{ url: URL, oidc: { ...LOGIN, requestedScopes: ['groups'] } }, 'lacks openid'],
    [{ adminEnabled: false }, 'leaves nobody who could log in'],
    [{ url: 'argocd.example.com' }, 'is no URL of a server'],
    [{ url: URL, additionalUrls: ['https://a?b'] }, 'additionalUrls[0]'],
    [{ banner: { content: ' ' } }, 'is empty'],
    [{ resourceExclusions: [{ kinds: ['*'] }] }, 'matches every object of every cluster'],
  ] as [ArgoConfigProps, string][])('%j is refused', (props, text) => {
    expect(refused(props)).toContain(text);
  });

  it.each([
    { adminEnabled: false, url: URL, oidc: LOGIN },
    { adminEnabled: false, extra: { 'dex.config': 'connectors: []' } },
    { adminEnabled: false, extra: { 'accounts.robot': 'login' } },
    { url: URL, oidc: { ...LOGIN, clientSecret: undefined, pkce: true } },
  ] as ArgoConfigProps[])('%j is fine', (props) => {
    expect(refused(props)).toBe('');
  });
});

describe('roles', () => {
  it.each([
    [{ defaultRole: 'admin' }, 'makes everybody who can log in an administrator'],
    [{ defaultRole: 'viewer' }, 'is no role (roles: admin, readonly)'],
    [{ roles: [{ name: 'role:a', groups: ['a'] }] }, 'write a.'],
    [{ roles: [{ name: 'a' }] }, 'says nothing'],
    [{ roles: [{ name: 'a', groups: [' a'] }] }, 'has spaces around it'],
    [
      {
        roles: [
          { name: 'a', groups: ['a'] },
          { name: 'a', groups: ['b'] },
        ],
      },
      'is the name of another role',
    ],
    [{ scopes: ['a b'] }, 'is no claim'],
  ])('%j is refused', (rbac, text) => {
    expect(refused({ rbac })).toContain(text);
  });

  it('have policies of known verbs about one object', () => {
    expect(() => RbacPolicy.applications([])).toThrow('holds no action');
    expect(() => RbacPolicy.projects([ProjectAction.GET], { name: 'a, b' })).toThrow('has a comma');
  });
});

describe('repositories', () => {
  const secrets = (props: ArgoConfigProps) => objects(props).filter(({ kind }) => kind === 'Secret');

  it('are declared without credentials, which the checks of a synthesis allow', () => {
    const declared = secrets({ repositories: [{ url: 'git@github.com:acme/deployments.git' }] });
    expect(declared).toEqual([
      expect.objectContaining({
        stringData: {
          url: 'git@github.com:acme/deployments.git',
          name: 'git-github-com-acme-deployments',
          type: 'git',
        },
      }),
    ]);
    expect(declared.map((manifest) => plainSecretsIn(manifest))).toEqual([0]);
  });

  it.each([
    [{ url: 'https://example.com/a', password: 'hunter2' }],
    [{ url: 'https://user:hunter2@example.com/a' }],
    [{ url: 'https://token@example.com/a' }],
  ])('a Secret with %j is a plain secret nevertheless', (stringData) => {
    const [declared] = secrets({ repositories: [{ url: 'https://example.com/a' }] });
    expect(plainSecretsIn({ ...declared, stringData })).toBe(1);
    expect(plainSecretsIn({ ...declared, data: { url: 'YQ==' } })).toBeGreaterThan(0);
  });

  it.each([
    [{ url: 'https://user:hunter2@example.com/a' }, 'has a user or a password in it'],
    [{ url: 'https://token@example.com/a' }, 'has a user or a password in it'],
    [{ url: 'oci://ghcr.io/a', type: RepositoryType.HELM, oci: true }, 'write ghcr.io/a'],
    [{ url: 'https://ghcr.io/a', type: RepositoryType.OCI }, 'write oci://ghcr.io/a'],
    [{ url: 'https://example.com/a', oci: true }, 'is about charts of Helm'],
    [{ url: '' }, 'is no URL'],
    [{ url: 'https://example.com/a', depth: 0 }, 'is no number of commits'],
    [{ url: 'https://example.com/a', name: 'A B' }, 'is no name of a Kubernetes object'],
  ])('%j is refused', (repository, text) => {
    const message = refused({ repositories: [repository] });
    expect(message).toContain(text);
    expect(message).not.toMatch(/hunter2|token@/);
  });

  it('are declared once', () => {
    const repositories = [{ url: 'https://example.com/a' }, { url: 'https://example.com/a.git' }];
    expect(refused({ repositories })).toContain('is declared already');
    const named = [{ url: 'https://example.com/a' }, { url: 'https://example.com/b', name: 'example-com-a' }];
    expect(refused({ repositories: named })).toContain('is the name of another one');
  });

  it('do not keep an app from being synthesized', () => {
    const app = new FleetApp();
    const chart = new Chart(app, 'platform', { namespace: 'argocd' });
    new ArgoConfig(chart, 'config', { repositories: [{ url: 'https://example.com/a' }] });
    expect(() => app.synthYaml()).not.toThrow();
  });
});

function plainSecretsIn(manifest: unknown): number {
  const checked = checkedObject({ path: 'a', manifest });
  return checked ? plainSecrets([checked]).length : 0;
}

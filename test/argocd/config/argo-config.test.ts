import { App, Chart, Duration, Testing } from 'cdk8s';
import { parse } from 'yaml';
import {
  ApplicationAction,
  ArgoConfig,
  type ArgoConfigProps,
  BannerPosition,
  HealthCheck,
  PolicyEffect,
  ProjectAction,
  RbacPolicy,
  RepositoryType,
} from '../../../lib/argocd';
import { platformChart } from '../argo-fixture';
import { data, LOGIN, refused, URL } from './config-fixture';

it('minimal', () => {
  const chart = platformChart();
  new ArgoConfig(chart, 'config');
  expect(Testing.synth(chart)).toMatchSnapshot();
});

it('all the properties', () => {
  const props: Required<ArgoConfigProps> = {
    namespace: 'gitops',
    url: URL,
    additionalUrls: ['https://argocd.internal'],
    adminEnabled: false,
    oidc: {
      ...LOGIN,
      cliClientId: 'argocd-cli',
      requestedScopes: ['openid', 'groups'],
      essentialClaims: ['groups'],
      logoutUrl: 'https://acme.okta.com/logout',
      rootCa: '-----BEGIN CERTIFICATE-----',
      pkce: true,
    },
    rbac: {
      roles: [
        {
          name: 'developer',
          groups: ['developers', 'shop, "eu"'],
          policies: [
            RbacPolicy.applications([ApplicationAction.GET, ApplicationAction.SYNC], { project: 'shops' }),
            RbacPolicy.applications([ApplicationAction.DELETE], {
              namespace: 'team-*',
              effect: PolicyEffect.DENY,
            }),
            RbacPolicy.applicationSets([ProjectAction.GET]),
            RbacPolicy.logs({ project: 'shops', name: 'shop-*' }),
            RbacPolicy.exec(),
            RbacPolicy.projects([ProjectAction.GET], { name: 'shops' }),
            RbacPolicy.repositories([ProjectAction.ALL], { name: 'shops/*' }),
            RbacPolicy.clusters([ProjectAction.GET]),
            RbacPolicy.accounts([ProjectAction.GET]),
            RbacPolicy.certificates([ProjectAction.GET]),
            RbacPolicy.gpgKeys([ProjectAction.GET]),
            RbacPolicy.extensions({ name: 'metrics' }),
          ],
        },
      ],
      defaultRole: 'readonly',
      scopes: ['groups', 'email'],
    },
    healthChecks: [
      HealthCheck.application({ acceptOutOfSync: ['legacy'] }),
      HealthCheck.byConditions('example.com', 'Database', { healthy: ['Ready'] }),
      HealthCheck.lua('example.com', 'Queue', 'return { status = "Healthy" }', { useOpenLibs: true }),
    ],
    ignoreDifferences: [
      {
        group: 'admissionregistration.k8s.io',
        kind: 'MutatingWebhookConfiguration',
        jsonPointers: ['/webhooks/0/clientConfig/caBundle'],
        jqPathExpressions: ['.webhooks[].clientConfig.caBundle'],
        managedFieldsManagers: ['cert-manager'],
      },
    ],
    ignoreResourceUpdates: [{ kind: 'all', jsonPointers: ['/status'] }],
    resourceExclusions: [{ apiGroups: ['example.com'], kinds: ['Report'], clusters: ['*'] }],
    usualExclusions: false,
    resourceInclusions: [{ apiGroups: ['*'], kinds: ['*'], clusters: ['https://a'] }],
    kustomize: {
      buildOptions: ['--load-restrictor=LoadRestrictionsNone', '--enable-helm'],
      versions: [{ version: 'v5.4.1', path: '/tools/kustomize', buildOptions: ['--enable-helm'] }],
    },
    banner: { content: 'Hello', url: 'https://example.com', permanent: true, position: BannerPosition.BOTH },
    repositories: [
      { url: 'https://github.com/acme/deployments', project: 'shops', lfs: true, depth: 1 },
      { url: 'ghcr.io/acme/charts', type: RepositoryType.HELM, oci: true, name: 'charts' },
      { url: 'oci://ghcr.io/acme/shop', type: RepositoryType.OCI },
    ],
    reconciliation: { timeout: Duration.minutes(3), jitter: Duration.seconds(90) },
    commandParameters: {
      progressiveSyncs: true,
      applicationNamespaces: ['team-*'],
      applicationSetNamespaces: ['team-*'],
      hydrator: true,
      extra: { 'controller.status.processors': '50' },
    },
    extra: { 'accounts.robot': 'apiKey' },
  };
  const chart = platformChart();
  new ArgoConfig(chart, 'config', props);
  expect(Testing.synth(chart)).toMatchSnapshot();
});

describe('build options of Kustomize', () => {
  it('are settings of Argo CD', () => {
    const buildOptions = ['--load-restrictor=LoadRestrictionsNone', '--enable-helm'];
    expect(data('argocd-cm', { kustomize: { buildOptions } })['kustomize.buildOptions']).toBe(
      '--load-restrictor=LoadRestrictionsNone --enable-helm',
    );
  });

  it.each([
    ['--load_restrictor=LoadRestrictionsNone', 'write --load-restrictor'],
    ['--load-restrictor none', 'write --load-restrictor=LoadRestrictionsNone'],
    ['--enable-helm --enable-exec', 'write each flag by itself'],
    ['--no-such-flag', 'is no flag of kustomize build'],
  ])('%s is refused', (option, text) => {
    expect(refused({ kustomize: { buildOptions: [option] } })).toContain(text);
  });

  it('of versions name a version and a program', () => {
    expect(refused({ kustomize: { versions: [{ version: '5.4.1', path: '/a' }] } })).toContain(
      'write it as in v5.4.1',
    );
    expect(refused({ kustomize: { versions: [{ version: 'v5.4.1', path: 'a' }] } })).toContain(
      'begin with a slash',
    );
  });
});

describe('parameters of processes', () => {
  it('turn progressive syncs on', () => {
    const written = data('argocd-cmd-params-cm', { commandParameters: { progressiveSyncs: true } });
    expect(written).toEqual({ 'applicationsetcontroller.enable.progressive.syncs': 'true' });
  });

  it.each([
    [{ extra: { 'hydrator.enabled': 'true' } }, 'is written from a typed prop'],
    [{ applicationSetNamespaces: ['a'] }, 'in which Applications may not live'],
  ])('%j is refused', (commandParameters, text) => {
    expect(refused({ commandParameters })).toContain(text);
  });
});

describe('further entries', () => {
  it.each([
    ['url', URL, 'use url'],
    ['resource.customizations', 'a: b', 'use healthChecks'],
    ['resource.customizations.health.apps_Deployment', 'return {}', 'use healthChecks'],
    ['resource.customizations.ignoreDifferences.core_Secret', 'a', 'use ignoreDifferences'],
    ['kustomize.buildOptions.v5.4.1', '--enable-helm', 'use kustomize'],
    ['repositories', '- url: a', 'is not read since Argo CD 2.1'],
    ['a b', 'c', 'is no key of a ConfigMap'],
    ['dex.config', 'connectors:\n  - config:\n      clientSecret: hunter2', 'has a value for clientSecret'],
  ])('%s is refused', (key, value, text) => {
    const message = refused({ extra: { [key]: value } });
    expect(message).toContain(text);
    expect(message).not.toContain('hunter2');
  });

  it.each([
    ['dex.config', 'connectors:\n  - config:\n      clientSecret: $dex.clientSecret'],
    ['accounts.robot', 'apiKey'],
    ['resource.customizations.actions.apps_Deployment', 'definitions: []'],
    ['statusbadge.enabled', 'true'],
  ])('%s is written as it is', (key, value) => {
    expect(data('argocd-cm', { extra: { [key]: value } })[key]).toBe(value);
  });
});

it('all that is wrong is told at once', () => {
  const message = refused({ url: 'a', banner: { content: '' }, rbac: { defaultRole: 'admin' } });
  expect(message.match(/Fix:/g)).toHaveLength(3);
  expect(message).toMatch(/^platform\/config: url = "a"/);
});

it('what an installation excludes stays excluded', () => {
  const kinds = (props?: ArgoConfigProps) =>
    (parse(data('argocd-cm', props)['resource.exclusions'] ?? '[]') as { kinds: string[] }[]).flatMap(
      (each) => each.kinds,
    );
  expect(kinds({ resourceExclusions: [{ kinds: ['Report'] }] })).toEqual(
    expect.arrayContaining(['Lease', 'Report']),
  );
  expect(kinds({ resourceExclusions: [{ kinds: ['Report'] }], usualExclusions: false })).toEqual(['Report']);
});

it('lives where its chart does, or in argocd', () => {
  const namespaces = (namespace?: string) => {
    const chart = new Chart(new App(), 'platform', { namespace });
    return [new ArgoConfig(chart, 'config').namespace, Testing.synth(chart)[0].metadata.namespace];
  };
  expect(namespaces()).toEqual(['argocd', 'argocd']);
  expect(namespaces('gitops')).toEqual(['gitops', 'gitops']);
});

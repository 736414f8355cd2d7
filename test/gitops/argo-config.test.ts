import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { ApplicationAction, ArgoConfig, type ArgoConfigProps, HealthCheck, RbacPolicy } from '../../lib';
import { type ArgoCdSources, argoCdFacts, MODULES } from '../../scripts/argo-cd-facts';
import { argoCd } from './harness/argo-cd';
import {
  APPLICATION_CASES,
  CHATGPTAPP_CASES,
  CONDITION_CASES,
  type HealthCase,
  OPERATOR_CASES,
} from './health-cases';

const ROOT = join(__dirname, '../..');
const { cli } = argoCd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'argo-config-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a ConfigMap of an ArgoConfig to a file. */
function configMap(name: string, props: ArgoConfigProps): string {
  const chart = new Chart(new App(), 'platform', { namespace: 'argocd' });
  new ArgoConfig(chart, 'config', props);
  const found = (Testing.synth(chart) as { metadata: { name: string } }[]).find(
    ({ metadata }) => metadata.name === name,
  );
  return write(`${name}.yaml`, found);
}

function write(name: string, value: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const CHECKS = [
  HealthCheck.application({ acceptOutOfSync: ['legacy'] }),
  HealthCheck.byConditions('example.com', 'Database', {
    healthy: ['Ready', 'Backed'],
    degraded: ['Lost'],
    degradedReasons: ['Broken'],
  }),
];

/** What the real Argo CD says. */
async function healthOf(object: object): Promise<string> {
  const settings = configMap('argocd-cm', { healthChecks: CHECKS });
  const command = ['settings', 'resource-overrides', 'health', write('object.yaml', object)];
  const { stdout, stderr } = await cli.admin([...command, '--argocd-cm-path', settings]);
  return /^STATUS: (\w+)/m.exec(stdout)?.[1] ?? `${stdout}${stderr}`;
}

const rows = (cases: readonly HealthCase[]) =>
  cases.map(({ of, expected, object }) => [of, expected, object] as const);

describe('the health of a ChatGPTApp', () => {
  it.each(rows(CHATGPTAPP_CASES))('with %s is %s', async (_, expected, object) => {
    expect(await healthOf(object)).toBe(expected);
  });
});

describe('the health of an Application', () => {
  it.each(rows(APPLICATION_CASES))('with %s is %s', async (_, expected, object) => {
    expect(await healthOf(object)).toBe(expected);
  });
});

describe('the health of what operators bring', () => {
  it.each(rows(OPERATOR_CASES))('%s: %s', async (_, expected, object) => {
    expect(await healthOf(object)).toBe(expected);
  });
});

describe('the health of a kind with conditions', () => {
  it.each(rows(CONDITION_CASES))('with %s is %s', async (_, expected, object) => {
    expect(await healthOf(object)).toBe(expected);
  });
});

it('a check that is forced takes the place of the one of Argo CD', async () => {
  const script = 'return { status = "Suspended", message = "asleep" }';
  const check = HealthCheck.lua('', 'Service', script).forced('our Services sleep at night');
  const settings = configMap('argocd-cm', { healthChecks: [check] });
  const service = write('service.yaml', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } });
  const command = ['settings', 'resource-overrides', 'health', service, '--argocd-cm-path', settings];
  expect((await cli.admin(command)).stdout).toContain('STATUS: Suspended');
});

describe('ignored differences', () => {
  async function ignored(object: object, props: ArgoConfigProps): Promise<string> {
    const command = ['settings', 'resource-overrides', 'ignore-differences', write('object.yaml', object)];
    const settings = configMap('argocd-cm', props);
    return (await cli.admin([...command, '--argocd-cm-path', settings])).stdout;
  }

  it('of a core kind are found by a key without group', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { token: 'YQ==' } };
    const difference = { kind: 'Secret', jsonPointers: ['/data/token'] };
    expect(await ignored(secret, { ignoreDifferences: [difference] })).toContain('<   token: YQ==');
  });

  it('of a core kind are not found by the key core_Secret', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { token: 'YQ==' } };
    const file = join(folder, 'core.yaml');
    const data = { 'resource.customizations.ignoreDifferences.core_Secret': 'jsonPointers: [/data/token]' };
    const labels = { 'app.kubernetes.io/part-of': 'argocd' };
    const metadata = { name: 'argocd-cm', namespace: 'argocd', labels };
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data }));
    const command = ['settings', 'resource-overrides', 'ignore-differences', write('object.yaml', secret)];
    expect((await cli.admin([...command, '--argocd-cm-path', file])).stdout).not.toContain('token');
  });

  it('of a kind of a group are found by a key with it', async () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'a' },
      spec: { replicas: 3 },
    };
    const difference = { group: 'apps', kind: 'Deployment', jqPathExpressions: ['.spec.replicas'] };
    expect(await ignored(deployment, { ignoreDifferences: [difference] })).toContain('<   replicas: 3');
  });
});

it('Argo CD reads all settings', async () => {
  const settings = configMap('argocd-cm', {
    url: 'https://argocd.example.com',
    oidc: { name: 'A', issuer: 'https://a.example.com', clientId: 'a', clientSecret: '$oidc.clientSecret' },
    kustomize: {
      buildOptions: ['--load-restrictor=LoadRestrictionsNone'],
      versions: [{ version: 'v5.4.1', path: '/tools/kustomize', buildOptions: ['--enable-helm'] }],
    },
    resourceExclusions: [{ apiGroups: ['example.com'], kinds: ['*'] }],
    extra: { 'accounts.robot': 'apiKey' },
  });
  const { code, stdout } = await cli.admin(['settings', 'validate', '--argocd-cm-path', settings]);
  expect(stdout).not.toContain('❌');
  expect({ code, stdout }).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--load-restrictor=LoadRestrictionsNone'),
  });
  expect(stdout).toContain('OIDC is configured');
});

it.each([
  ['shop, "eu"', 'delete', 'open/a', 'Yes'],
  ['developers', 'sync', 'shops/a', 'Yes'],
  ['developers', 'sync', 'other/a', 'No'],
  ['developers', 'delete', 'shops/a', 'No'],
  ['somebody', 'get', 'other/a', 'Yes'],
])('%s may %s %s: %s', async (group, verb, object, answer) => {
  const policy = configMap('argocd-rbac-cm', {
    rbac: {
      roles: [
        { name: 'admin', groups: ['shop, "eu"'] },
        {
          name: 'developer',
          groups: ['developers'],
          policies: [RbacPolicy.applications([ApplicationAction.SYNC], { project: 'shops' })],
        },
      ],
      defaultRole: 'readonly',
    },
  });
  const question = ['settings', 'rbac', 'can', group, verb, 'applications', object];
  const { stdout } = await cli.admin([...question, '--policy-file', policy]);
  expect(stdout.trim()).toBe(answer);
  expect((await cli.admin(['settings', 'rbac', 'validate', '--policy-file', policy])).code).toBe(0);
});

it('what the library knows about Argo CD is what its sources say (else: npm run import:argo-cd)', () => {
  const options = { cwd: join(__dirname, 'tools'), encoding: 'utf8' } as const;
  const folders = Object.entries(MODULES).map(([key, module]) => [
    key,
    execFileSync('go', ['list', '-mod=mod', '-m', '-f', '{{.Dir}}', module], options).trim(),
  ]);
  const committed = readFileSync(join(ROOT, 'imports/argo-cd.facts.json'), 'utf8');
  expect(argoCdFacts(Object.fromEntries(folders) as ArgoCdSources)).toBe(committed);
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { platformObjects } from '../dist-objects';
import { put, temporaryFolder } from '../synth/temporary-folder';

const REPOSITORY = join(__dirname, '../..');
const root = temporaryFolder();

interface Generated {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly destination: object;
    readonly source: {
      readonly path: string;
      readonly kustomize?: { readonly patches: { patch: string }[] };
    };
  };
}

/** The Applications that a set of the sample generates, by the command of the guide. */
function preview(set: string, ...args: string[]): Generated[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(REPOSITORY, 'bin/chatgpt-apps.js'),
      'appset-preview',
      join(REPOSITORY, `dist/argocd/sets/applicationset.${set}.yaml`),
      ...['--repo', REPOSITORY, '-o', 'json'],
      ...args,
    ],
    { cwd: root(), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const { applications } = JSON.parse(stdout) as { applications: { manifest: Generated }[] };
  return applications.map(({ manifest }) => manifest);
}

it('delivers to clusters what the root delivers to environments, each app once', () => {
  const clusters = ['development', 'staging', 'production'].map((environment) => ({
    name: `${environment}-1`,
    server: `https://${environment}.example.com`,
    labels: { 'apps.makeaihq.com/environment': environment },
  }));
  put(root(), { 'clusters.json': JSON.stringify(clusters) });
  const generated = preview('clusters', '--clusters', 'clusters.json');
  const applications = platformObjects().filter(
    ({ kind, metadata }) => kind === 'Application' && metadata.labels !== undefined,
  ) as never as Generated[];
  const pathsOf = (all: readonly Generated[]) => all.map(({ spec }) => spec.source.path).sort();
  expect(pathsOf(generated)).toEqual(pathsOf(applications));
  expect(generated.find(({ metadata }) => metadata.name === 'fitness-production-1')).toMatchObject({
    metadata: { labels: { 'apps.makeaihq.com/environment': 'production' } },
    spec: { destination: { name: 'production-1', namespace: 'chatgpt-production' } },
  });
});

it('gives each tenant an app of its own', () => {
  const [acme, globex] = preview('tenants');
  expect([acme?.metadata.name, globex?.metadata.name]).toEqual(['tenant-acme', 'tenant-globex']);
  expect(JSON.parse(acme?.spec.source.kustomize?.patches[0]?.patch ?? '')).toEqual([
    { op: 'replace', path: '/spec/host', value: 'acme.apps.example.com' },
    { op: 'replace', path: '/spec/mcpServer/env/0/value', value: '600' },
  ]);
});

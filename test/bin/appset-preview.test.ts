import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../bin/run';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'appset-preview-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function preview(...argv: readonly string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const stdin = (async function* () {})();
  const io = { stdin, stdout: output('stdout'), stderr: output('stderr'), cwd: folder, env: {} };
  const exitCode = await run(['appset-preview', ...argv], io);
  return { exitCode, ...written };
}

function set(generators: string, name = 'shop-{{.name}}'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: shop, namespace: argocd}
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators: ${generators}
  syncPolicy: {preserveResourcesOnDeletion: true}
  template:
    metadata: {name: '${name}', labels: {size: '{{ index . "size" | default "none" }}'}}
    spec:
      project: apps
      destination: {server: 'https://10.0.0.1', namespace: shop}
      source: {repoURL: 'https://github.com/acme/deployments', path: 'apps/{{.name}}'}
`;
}

const LIST = '[{list: {elements: [{name: a}, {name: b}]}}]';

it('shows its help', async () => {
  const { exitCode, stdout } = await preview('--help');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('--against PATH');
});

it('prints a table', async () => {
  write('sets/all.yaml', `kind: ConfigMap\n---\n${set(LIST)}`);
  expect(await preview('sets')).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: `APPLICATION  SET   STEP  DESTINATION            SOURCE
shop-a       shop  -     https://10.0.0.1/shop  apps/a
shop-b       shop  -     https://10.0.0.1/shop  apps/b
`,
  });
});

it('prints JSON', async () => {
  write('set.yaml', set(LIST));
  const { stdout } = await preview('-o', 'json', 'set.yaml');
  expect(JSON.parse(stdout).applications[0]).toMatchObject({
    set: 'shop',
    manifest: { metadata: { name: 'shop-a' } },
  });
});

it('reads clusters, repositories and pull requests', async () => {
  write('set.yaml', set('[{clusters: {selector: {matchLabels: {stage: live}}}}]'));
  write(
    'clusters.yaml',
    '- {name: one, server: "https://1", labels: {stage: live}}\n- {name: two, server: "https://2"}\n',
  );
  expect((await preview('--clusters', 'clusters.yaml', 'set.yaml')).stdout).toMatch(
    /shop-one(?![\s\S]*shop-two)/,
  );

  write('files.yaml', set('[{git: {repoURL: "https://x", revision: main, files: [{path: "t/*.json"}]}}]'));
  write('checkout/t/x.json', '{"name": "from-file"}');
  for (const repo of ['checkout', 'https://x=checkout']) {
    expect((await preview('--repo', repo, 'files.yaml')).stdout).toContain('shop-from-file');
  }
  expect(await preview('--repo', 'https://y=checkout', 'files.yaml')).toMatchObject({ exitCode: 1 });

  write(
    'pulls.yaml',
    set('[{pullRequest: {github: {owner: a, repo: b}, values: {}}}]', 'pr-{{.number}}').replace(
      '{{.name}}',
      'x',
    ),
  );
  write(
    'pr.json',
    '[{"number": 7, "title": "t", "branch": "b", "targetBranch": "m", "headSha": "c0ffee", "author": "me"}]',
  );
  expect((await preview('--pull-requests', 'pr.json', 'pulls.yaml')).stdout).toContain('pr-7');
});

describe('--against', () => {
  it('is silent about what stays, and tells what appears, changes and vanishes, worst first', async () => {
    write('before.yaml', set(LIST));
    write('out/before.yaml', (await preview('-o', 'yaml', 'before.yaml')).stdout);
    expect(await preview('--against', 'out', 'before.yaml')).toMatchObject({
      exitCode: 0,
      stdout: '0 appear, 0 change, 0 vanish\n',
    });

    write('more.yaml', set('[{list: {elements: [{name: a, size: big}, {name: b}, {name: c}]}}]'));
    expect(await preview('--against', 'out', 'more.yaml')).toEqual({
      exitCode: 3,
      stderr: '',
      stdout:
        '+ argocd/shop-c appears\n~ argocd/shop-a changes: metadata.labels.size\n1 appear, 1 change, 0 vanish\n',
    });

    write('less.yaml', set('[{list: {elements: [{name: a}]}}]'));
    expect(await preview('--against', 'out', 'less.yaml')).toMatchObject({
      exitCode: 4,
      stdout: expect.stringContaining('- argocd/shop-b vanishes'),
    });
  });
});

it.each([
  [
    'a parameter that is missing',
    set(LIST, '{{.nope}}'),
    /ApplicationSet shop: spec.template.metadata.name = "{{.nope}}"\n.*asks for/,
  ],
  ['the older engine', set(LIST).replace('goTemplate: true', 'goTemplate: false'), /older engine/],
  [
    'missing keys that are let through',
    set(LIST).replace('[missingkey=error]', '[]'),
    /lets templates go on/,
  ],
  [
    'a generator that is not previewed',
    set('[{scmProvider: {github: {organization: a}}}]'),
    /is a generator that is not previewed/,
  ],
  [
    'a template of a generator',
    set('[{list: {elements: [], template: {}}}]'),
    /list.template\n.*is not previewed/,
  ],
])('an invalid set: %s', async (_, text, message) => {
  write('set.yaml', text);
  const { exitCode, stderr, stdout } = await preview('set.yaml');
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(message);
});

it.each([
  [[], /a file is missing/],
  [['-o', 'xml', 'a.yaml'], /--output is table, yaml or json/],
  [['missing.yaml'], /missing.yaml.*\n.*does not exist/],
  [['empty.yaml'], /No file holds an ApplicationSet/],
  [['--clusters', 'bad.yaml', 'empty.yaml'], /bad.yaml: \[0\].server\n.*is no string/],
  [['broken.yaml'], /broken.yaml:2:1/],
])('could not run: %j', async (argv, message) => {
  write('empty.yaml', 'kind: ConfigMap\n');
  write('bad.yaml', '- name: a\n');
  write('broken.yaml', 'a: [\n');
  const { exitCode, stderr } = await preview(...argv);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
});

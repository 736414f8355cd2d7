import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { filesOf, put, temporaryFolder } from '../synth/temporary-folder';

const REPOSITORY = join(__dirname, '../..');
const APP = join(REPOSITORY, 'apps/fleet.js');
const CLI = join(REPOSITORY, 'node_modules/cdk8s-cli/bin/cdk8s');
const root = temporaryFolder();

beforeAll(() => {
  if (!fs.existsSync(APP))
    throw new Error('apps/fleet.js is missing. Fix: run `npm run build`, or `npm test`.');
});

beforeEach(() => {
  fs.cpSync(join(REPOSITORY, 'fleet'), join(root(), 'fleet'), { recursive: true });
  const config = fs.readFileSync(join(REPOSITORY, 'cdk8s.yaml'), 'utf8');
  put(root(), { 'cdk8s.yaml': config.replace('apps/fleet.js', APP), 'dist/README.md': 'mine' });
});

function run(script: string, ...args: string[]) {
  const { NO_COLOR: _, ...environment } = process.env;
  const options = {
    cwd: root(),
    encoding: 'utf8',
    env: { ...environment, CDK8S_CHECK_UPGRADE: 'false' },
  } as const;
  return spawnSync(process.execPath, [script, ...args], options);
}

it('is safe behind the cdk8s CLI: dist/ keeps the files of people, and survives an app that fails', () => {
  const first = run(CLI, 'synth');
  expect(first.stderr).toContain('bookkeeping  5 objects');
  expect(first.status).toBe(0);
  const dist = filesOf(join(root(), 'dist'));
  expect(dist).toEqual({ ...filesOf(join(root(), '.cdk8s/synth')), 'README.md': 'mine' });

  const salon = join(root(), 'fleet/apps/salon.yaml');
  fs.writeFileSync(salon, fs.readFileSync(salon, 'utf8').replace('displayName', 'displayNam'));
  const second = run(CLI, 'synth');
  expect(second.status).not.toBe(0);
  expect(second.stderr).toContain('Fix: did you mean displayName?');
  expect(filesOf(join(root(), 'dist'))).toEqual(dist);
}, 30_000);

it('leaves the committed dist/ of the sample fleet as it is', () => {
  fs.rmSync(join(root(), 'dist/README.md'));
  expect(run(APP).status).toBe(0);
  expect(filesOf(join(root(), 'dist'))).toEqual(filesOf(join(REPOSITORY, 'dist')));
});

it('tells Argo CD the repository that it is given', () => {
  expect(run(APP, '--repo-url', 'https://git.example.com/fleet.git').status).toBe(0);
  const texts = Object.values(filesOf(join(root(), 'dist/argocd')));
  const urls = texts.flatMap((text) => text.match(/https:\/\/\S*\.git/g) ?? []);
  expect(urls.length).toBeGreaterThan(25);
  expect(new Set(urls)).toEqual(new Set(['https://git.example.com/fleet.git']));
});

it('prints nothing where it is quiet and all is well', () => {
  const { status, stdout, stderr } = run(APP, '--quiet');
  expect([status, stdout, stderr]).toEqual([0, '', '']);
});

it('prints a summary as JSON to stdout, and nothing else', () => {
  const { status, stdout, stderr } = run(APP, '--json');
  expect([status, stderr]).toEqual([0, '']);
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({ errors: [], environments: ['development', 'production', 'staging'] });
  expect(summary.synthesized).toHaveLength(18);
  expect(summary.files.written).toContain('production/salon/deployment.salon-mcp.yaml');

  put(root(), { 'fleet/apps/salon.yaml': 'kind: [' });
  const failed = run(APP, '--json');
  expect([failed.status, failed.stderr]).toEqual([1, '']);
  const { errors, files } = JSON.parse(failed.stdout);
  expect([errors[0], files]).toEqual([expect.stringContaining('fleet/apps/salon.yaml'), undefined]);
});

it('explains itself, and refuses options that it does not have', () => {
  expect(run(APP, '--help').status).toBe(0);
  const { status, stderr } = run(APP, '--verbose');
  expect(status).toBe(2);
  expect(stderr).toContain("Unknown option '--verbose'");
  expect(stderr).toContain('Usage: node apps/fleet.js');
});

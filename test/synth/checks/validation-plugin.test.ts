import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { put, temporaryFolder } from '../temporary-folder';

const REPOSITORY = join(__dirname, '../../..');
const PLUGIN = join(REPOSITORY, 'lib/synth/checks/validation-plugin');
const CLI = join(REPOSITORY, 'node_modules/cdk8s-cli/bin/cdk8s');
const root = temporaryFolder();

beforeAll(() => {
  if (!existsSync(`${PLUGIN}.js`))
    throw new Error('lib/ is not compiled. Fix: run `npm run build`, or `npm test`.');
});

/** Runs `cdk8s synth` over an app of one ConfigMap and a Service with this selector. */
function synth(selector: object, properties: object = {}, ...args: string[]) {
  const validation = { package: PLUGIN, version: '0.0.0', class: 'SynthChecks', properties };
  // JSON is YAML
  const config = { language: 'typescript', app: 'node main.js', validations: [validation] };
  put(root(), { 'main.js': appOf(selector), 'cdk8s.yaml': JSON.stringify(config) });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'synth', '--no-check-upgrade', ...args],
    {
      cwd: root(),
      encoding: 'utf8',
    },
  );
  return { status, output: stdout + stderr };
}

function appOf(selector: object): string {
  return `
const { ApiObject, App, Chart } = require(${JSON.stringify(join(REPOSITORY, 'node_modules/cdk8s'))});
const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'live' });
new ApiObject(chart, 'pod', {
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'shop', labels: { app: 'shop' } }, spec: { containers: [] },
});
new ApiObject(chart, 'service', {
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'front' }, spec: { selector: ${JSON.stringify(selector)} },
});
app.synth();
`;
}

it('lets a sound app pass the cdk8s CLI', () => {
  const { status, output } = synth({ app: 'shop' });
  expect([status, output]).toEqual([0, expect.stringMatching(/Status *│ *success/)]);
}, 30_000);

it('fails cdk8s synth with exit code 2, and says what, where and how to mend it', () => {
  const { status, output } = synth({ app: 'shp' });
  expect(status).toBe(2);
  expect(output).toContain('dangling-reference (1 occurrences)');
  expect(output).toContain('Construct Path: shop/service');
  expect(output).toContain('Manifest Path: dist/shop.k8s.yaml');
  expect(output).toContain('> Service live/front: spec.selector = {"app":"shp"}');
  expect(output).toContain('Recommendation: selects no pod that is written for namespace live');
  expect(output).toContain('How to fix: use labels that the pod has, or add the pod');
}, 30_000);

it('takes checks that are switched off with a reason, and prints it', () => {
  const off = { 'dangling-reference': 'an operator makes the pods' };
  const { status, output } = synth({ app: 'shp' }, { off });
  expect(status).toBe(0);
  expect(output).toMatch(/dangling-reference is off *│ *an operator makes the pods/);
}, 30_000);

it('refuses to switch off what does not exist', () => {
  const { status, output } = synth({ app: 'shop' }, { off: { 'plain-secrets': 'x' } });
  expect([status, output]).toEqual([2, expect.stringContaining('How to fix: did you mean plain-secret?')]);
}, 30_000);

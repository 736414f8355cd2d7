import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { filesOf, put, temporaryFolder } from '../synth/temporary-folder';

const REPOSITORY = join(__dirname, '../..');
const CLI = join(REPOSITORY, 'node_modules/cdk8s-cli/bin/cdk8s');
const PLUGIN = join(REPOSITORY, 'lib/synth/checks/validation-plugin');
const root = temporaryFolder();

/** Two ordered charts and a Service whose selector finds nothing. */
function program(className: 'App' | 'FleetApp'): string {
  const cdk8s = JSON.stringify(join(REPOSITORY, 'node_modules/cdk8s'));
  const ours = JSON.stringify(join(REPOSITORY, 'lib'));
  return `
const { ApiObject, App, Chart } = require(${cdk8s});
const { FleetApp } = require(${ours});
const app = new ${className}();
const [shop, store] = ['shop', 'store'].map((id) => new Chart(app, id, { namespace: 'live' }));
shop.addDependency(store);
new ApiObject(shop, 'service', { apiVersion: 'v1', kind: 'Service', spec: { selector: { app: 'shp' } } });
new ApiObject(store, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', data: { lines: 'a\\nb\\n' } });
app.synth();
`;
}

function synth(className: 'App' | 'FleetApp', args: readonly string[], config: object = {}) {
  // the CLI names a Helm chart by its folder
  const folder = join(root(), className, 'platform');
  put(folder, {
    'main.js': program(className),
    'cdk8s.yaml': JSON.stringify({ language: 'typescript', app: 'node main.js', ...config }),
  });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'synth', '--no-check-upgrade', ...args],
    { cwd: folder, encoding: 'utf8' },
  );
  const { 'main.js': _, 'cdk8s.yaml': __, ...files } = filesOf(folder);
  return { status, stdout, stderr, files };
}

/** The CLI opens all files at once, and prints each when it has been read. */
function inAnyOrder({ stdout, ...others }: ReturnType<typeof synth>) {
  return { ...others, printed: stdout.split(/^(?=apiVersion:)/m).sort() };
}

it.each([
  ['synth', []],
  ['synth to stdout', ['--stdout']],
  ['a Helm chart', ['--format', 'helm', '--chart-api-version', 'v2', '--chart-version', '1.2.3']],
])(
  'gives %s of a FleetApp as of an App',
  (_, args) => {
    const expected = synth('App', args);
    expect(expected.status).toBe(0);
    expect(`${expected.stdout} ${Object.keys(expected.files).join()}`).toMatch(
      /0001-shop\.k8s\.yaml|name: shop-service/,
    );
    expect(inAnyOrder(synth('FleetApp', args))).toEqual(inAnyOrder(expected));
  },
  60_000,
);

it('validates a FleetApp as an App, by the paths of its constructs', () => {
  const validations = [{ package: PLUGIN, version: '0.0.0', class: 'SynthChecks' }];
  const { status, stdout, stderr } = synth('FleetApp', [], { validations });
  expect(status).toBe(2);
  expect(stdout + stderr).toContain('dangling-reference (1 occurrences)');
  expect(stdout + stderr).toContain('Construct Path: shop/service');
  const expected = synth('App', [], { validations });
  expect(stdout + stderr).toBe(expected.stdout + expected.stderr);
}, 60_000);

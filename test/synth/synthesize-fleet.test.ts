import fs from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { type SynthesisOptions, synthesizeFleet } from '../../lib/synth/synthesize-fleet';
import { appYaml, environmentYaml, yaml } from '../fleet/fleet-fixture';
import { filesOf, put, temporaryFolder } from './temporary-folder';

const REPOSITORY = join(__dirname, '../..');
const root = temporaryFolder();
const synthesize = (options: Partial<SynthesisOptions> = {}) => synthesizeFleet({ root: root(), ...options });

beforeEach(() => {
  put(root(), {
    'fleet/apps/hello.yaml': appYaml('hello'),
    'fleet/apps/shop.yaml': appYaml('shop', 'autoscaling: { maxReplicas: 3 }'),
    'fleet/environments/test.yaml': environmentYaml('test', "hostPattern: '{app}.test.example.com'"),
    'fleet/environments/live.yaml': environmentYaml('live', 'apps: { shop: { enabled: false } }'),
  });
});
afterEach(() => jest.restoreAllMocks());

it('writes <environment>/<app>/<kind>.<name>.yaml, and reports what became of each app', () => {
  const { errors, apps, environments, synthesized, files } = synthesize();
  expect(errors).toEqual([]);
  expect(apps).toEqual(['hello', 'shop']);
  expect(environments).toEqual(['live', 'test']);
  expect(synthesized).toEqual([
    { app: 'hello', environment: 'live', host: undefined, objects: 7, warnings: 0 },
    { app: 'hello', environment: 'test', host: 'hello.test.example.com', objects: 8, warnings: 0 },
    { app: 'shop', environment: 'test', host: 'shop.test.example.com', objects: 9, warnings: 0 },
  ]);
  const written = filesOf(join(root(), 'dist'));
  expect(Object.keys(written).sort()).toEqual([...(files?.written ?? [])].sort());
  expect(yaml(written['live/hello/deployment.hello-mcp.yaml'] ?? '')).toMatchObject({
    kind: 'Deployment',
    metadata: { name: 'hello-mcp', namespace: 'chatgpt-live' },
  });
});

it('gives the same bytes every time, and touches nothing the second time', () => {
  synthesize({ output: 'one' });
  synthesize({ output: 'two' });
  const one = filesOf(join(root(), 'one'));
  expect(filesOf(join(root(), 'two'))).toEqual(one);
  const { files } = synthesize({ output: 'one' });
  expect([files?.written, files?.removed]).toEqual([[], []]);
  expect(files?.unchanged).toHaveLength(Object.keys(one).length);
});

it('gives the same bytes in whichever order fields and files are', () => {
  synthesize({ output: 'one' });
  const shop = fs.readFileSync(join(root(), 'fleet/apps/shop.yaml'), 'utf8').trimEnd();
  const [head, spec = ''] = shop.split('spec:\n');
  const reversed = spec.split('\n').reverse().join('\n');
  fs.rmSync(join(root(), 'fleet/apps/shop.yaml'));
  put(root(), { 'fleet/apps/0.yaml': `spec:\n${reversed}\n${head}` });
  expect(synthesize({ output: 'two' }).errors).toEqual([]);
  expect(filesOf(join(root(), 'two'))).toEqual(filesOf(join(root(), 'one')));
});

it('names no folder of this machine', () => {
  synthesize();
  const texts = Object.values(filesOf(join(root(), 'dist'))).join('\n');
  expect(texts).not.toContain(root());
  expect(texts).not.toContain(REPOSITORY);
});

it('removes the files of an app that is gone, and keeps those of people', () => {
  synthesize();
  put(root(), { 'dist/README.md': 'mine', 'dist/test/shop/notes.md': 'mine' });
  fs.rmSync(join(root(), 'fleet/apps/shop.yaml'));
  put(root(), { 'fleet/environments/live.yaml': environmentYaml('live') });
  expect(synthesize().files?.removed).toHaveLength(9);
  const left = Object.keys(filesOf(join(root(), 'dist')));
  expect(left.filter((path) => !path.includes('hello'))).toEqual(['README.md', 'test/shop/notes.md']);
});

it('reports the errors of all apps and files together, and leaves dist as it was', () => {
  synthesize();
  const before = filesOf(join(root(), 'dist'));
  put(root(), {
    'fleet/apps/hello.yaml': appYaml('hello', 'replicas: -1\nresorces: {}'),
    'fleet/apps/shop.yaml': appYaml('shop', 'transport: { maxBodyBytes: 1 }'),
    'fleet/apps/broken.yaml': 'kind: [\n',
    'fleet/apps/empty.yaml': '',
    'fleet/environments/live.yaml': environmentYaml('live', 'hostPatern: x'),
  });
  const { errors, files } = synthesize();
  expect(files).toBeUndefined();
  expect(errors.map((error) => error.split(/:\d|:\n/)[0])).toEqual([
    'fleet/apps/broken.yaml',
    'fleet/apps/empty.yaml',
    'fleet/apps/hello.yaml',
    'fleet/apps/hello.yaml',
    'fleet/apps/shop.yaml',
    'fleet/environments/live.yaml',
  ]);
  expect(filesOf(join(root(), 'dist'))).toEqual(before);
});

it('gives the mirror the same files, and writes once where it is the output itself', () => {
  synthesize({ mirror: 'scratch/synth' });
  expect(filesOf(join(root(), 'scratch/synth'))).toEqual(filesOf(join(root(), 'dist')));
  expect(synthesize({ mirror: join(root(), 'dist') }).files?.written).toEqual([]);
});

it('leaves the output as it was where the mirror cannot be written', () => {
  put(root(), { scratch: 'a file' });
  const { errors, files } = synthesize({ mirror: 'scratch/synth' });
  expect(errors.join()).toContain('scratch/synth: cannot be written');
  expect(files).toBeUndefined();
  expect(fs.existsSync(join(root(), 'dist'))).toBe(false);
});

it('writes what is added beside the apps, and reports with the rest what is wrong there', () => {
  const { errors, files } = synthesize({
    extend: (fleet, apps) => {
      const chart = new Chart(fleet, 'index', { namespace: 'index' });
      const data = Object.fromEntries(
        apps.map(({ app, environment, chart: { node } }) => [`${environment.name}.${app}`, node.path]),
      );
      new ApiObject(chart, 'apps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'apps' }, data });
    },
  });
  expect(errors).toEqual([]);
  expect(files?.written).toContain('index/configmap.apps.yaml');
  expect(yaml(filesOf(join(root(), 'dist'))['index/configmap.apps.yaml'] ?? '')).toMatchObject({
    data: { 'live.hello': 'live/hello', 'test.hello': 'test/hello', 'test.shop': 'test/shop' },
  });

  const failing = synthesize({
    extend: (fleet) => {
      const chart = new Chart(fleet, 'index', { namespace: 'index' });
      new ApiObject(chart, 'token', { apiVersion: 'v1', kind: 'Secret', stringData: { token: 'x' } });
      throw new Error('no index today');
    },
  });
  expect(failing.errors).toEqual(['no index today', expect.stringContaining('[plain-secret]')]);
  expect(failing.files).toBeUndefined();
});

it('says which folder cannot be written', () => {
  put(root(), { dist: 'a file' });
  expect(synthesize().errors.join()).toMatch(/^dist: cannot be written: EEXIST/);
});

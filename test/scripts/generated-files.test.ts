import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { generatedFiles } from '../../scripts/generated-files';
import { sampleApp, sampleApps } from '../sample-apps';

const ROOT = join(__dirname, '../..');

function committed(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

describe('what is made from the CRD', () => {
  const files = generatedFiles(ROOT);

  it.each([...files.keys()])('%s is what the CRD gives (else: npm run import)', (path) => {
    expect(committed(path)).toBe(files.get(path));
  });
});

describe('the schemas for editors', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  const ofApp = ajv.compile(JSON.parse(committed('schemas/chatgptapp.schema.json')));
  const ofEnvironment = ajv.compile(JSON.parse(committed('schemas/environment.schema.json')));
  const environments = readdirSync(join(ROOT, 'fleet/environments'));

  it.each(sampleApps().map((app) => [app.metadata.name, app] as const))('accept the app %s', (_, app) => {
    ofApp(app);
    expect(ofApp.errors).toBeNull();
  });

  it.each(environments)('accept fleet/environments/%s', (file) => {
    ofEnvironment(parse(committed(`fleet/environments/${file}`)));
    expect(ofEnvironment.errors).toBeNull();
  });

  it('mark unknown fields, wrong types and missing fields', () => {
    const hello = sampleApp('hello');
    expect(ofApp({ ...hello, spec: { ...hello.spec, replica: 1 } })).toBe(false);
    expect(ofApp({ ...hello, spec: { ...hello.spec, replicas: '1' } })).toBe(false);
    expect(ofApp({ ...hello, spec: { ...hello.spec, description: undefined } })).toBe(false);
    const environment = parse(committed('fleet/environments/staging.yaml'));
    expect(ofEnvironment({ ...environment, spec: { ...environment.spec, hostPatern: 'x' } })).toBe(false);
  });
});

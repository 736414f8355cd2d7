import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import crd from '../../imports/chatgptapp.crd.json';
import { environmentSchema } from '../../scripts/environment-schema';
import { yaml } from './fleet-fixture';

const FOLDER = join(__dirname, '../../fleet/environments');
const definition = crd.spec.versions[0]?.schema.openAPIV3Schema as unknown as Record<string, unknown>;
const validate = new Ajv({ strict: false, validateFormats: false }).compile(
  environmentSchema(definition) as object,
);

function accepts(spec: string): boolean {
  return validate(
    yaml(`apiVersion: fleet.makeaihq.com/v1alpha1
kind: Environment
metadata: { name: test }
spec: { cluster: here, namespace: test, ${spec} }`),
  );
}

describe('the editor schema of environments', () => {
  it.each(readdirSync(FOLDER))('accepts %s', (file) => {
    validate(yaml(readFileSync(join(FOLDER, file), 'utf8')));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    'defaults: { pod: { runtimeClassName: null }, mcpServer: null }',
    'apps: { hello: { spec: { mcpServer: { image: "a:1" } }, variables: { A: null } } }',
    'variables: { A: "1", B: { valueFrom: { fieldRef: { fieldPath: status.hostIP } } } }',
    'defaults: { resources: { limits: { cpu: 2, memory: null } } }',
    'defaults: { exposure: { type: null } }',
  ])('accepts %s', (spec) => expect(accepts(spec)).toBe(true));

  it.each([
    'defaults: { replica: 1 }',
    'apps: { hello: { specs: {} } }',
    'variables: { A: 1 }',
    'variables: { A: null }',
    'defaults: { mcpServer: { tools: [{ name: a }] } }',
    'hostPattern: apps.example.com',
    'defaults: { replicas: many }',
  ])('refuses %s', (spec) => expect(accepts(spec)).toBe(false));
});

/**
 * npm run import: makes everything that is generated from the CRD.
 *
 * - imports/apps.makeaihq.com.ts: typed classes, by `cdk8s import`;
 * - imports/chatgptapp.crd.json: the CRD itself, for the checks of the library (which reads no files);
 * - schemas/*.schema.json: for editors;
 * - docs/reference/chatgptapp.md.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { editorSchema } from './editor-schema';
import { environmentSchema } from './environment-schema';
import { withOpaqueObjects } from './opaque-objects';
import { referencePage } from './reference-page';

const root = join(__dirname, '..');
const crd = parse(readFileSync(join(root, 'crds/apps.makeaihq.com_chatgptapps.yaml'), 'utf8'));
const schema = crd.spec.versions[0].schema.openAPIV3Schema;

importTypes();
write('imports/chatgptapp.crd.json', json(crd));
write('schemas/chatgptapp.schema.json', json(editorSchema(schema)));
write('schemas/environment.schema.json', json(environmentSchema(schema)));
write('docs/reference/chatgptapp.md', referencePage(schema));

function importTypes(): void {
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  try {
    const file = join(folder, 'crd.yaml');
    writeFileSync(file, stringify(withOpaqueObjects(crd)));
    const cli = join(root, 'node_modules/cdk8s-cli/bin/cdk8s');
    const args = [cli, 'import', file, '--language', 'typescript', '--no-save', '--no-check-upgrade'];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new Error(`cdk8s import ended with ${status}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
  console.log(path);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

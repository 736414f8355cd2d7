import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { editorSchema, type JsonSchema } from './editor-schema';
import { environmentSchema } from './environment-schema';
import { withOpaqueObjects } from './opaque-objects';
import { referencePage } from './reference-page';

const CRD = 'crds/apps.makeaihq.com_chatgptapps.yaml';
const TYPES = 'apps.makeaihq.com.ts';

/**
 * Everything that is made from the CRD, by its path in the repository:
 *
 * - imports/apps.makeaihq.com.ts: typed classes, by `cdk8s import`;
 * - imports/chatgptapp.crd.json: the CRD itself, for the checks of the library (which reads no files);
 * - schemas/*.schema.json: for editors;
 * - docs/reference/chatgptapp.md.
 */
export function generatedFiles(root: string): ReadonlyMap<string, string> {
  const crd = parse(readFileSync(join(root, CRD), 'utf8'));
  const schema = crd.spec.versions[0].schema.openAPIV3Schema as JsonSchema;
  return new Map([
    [`imports/${TYPES}`, importedTypes(root, crd)],
    ['imports/chatgptapp.crd.json', json(crd)],
    ['schemas/chatgptapp.schema.json', json(editorSchema(schema))],
    ['schemas/environment.schema.json', json(environmentSchema(schema))],
    ['docs/reference/chatgptapp.md', referencePage(schema)],
  ]);
}

function importedTypes(root: string, crd: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  try {
    writeFileSync(join(folder, 'crd.yaml'), stringify(withOpaqueObjects(crd)));
    const cli = join(root, 'node_modules/cdk8s-cli/bin/cdk8s');
    const options = ['--language', 'typescript', '--output', folder, '--no-save', '--no-check-upgrade'];
    const run = spawnSync(process.execPath, [cli, 'import', 'crd.yaml', ...options], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`cdk8s import ended with ${run.status}: ${run.stderr}`);
    return readFileSync(join(folder, TYPES), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A manifest as YAML holds it. */
export type Manifest = { [field: string]: unknown } & {
  metadata: { name: string; [field: string]: unknown };
  spec: { [field: string]: unknown };
};

const FOLDER = join(__dirname, '../fleet/apps');

/** The ChatGPTApps of the sample fleet, fresh copies, with the host that an environment would give them. */
export function sampleApps(): Manifest[] {
  return readdirSync(FOLDER).sort().map(readApp);
}

function readApp(file: string): Manifest {
  return withHost(parse(readFileSync(join(FOLDER, file), 'utf8')) as Manifest);
}

function withHost(app: Manifest): Manifest {
  const { type } = (app.spec.exposure ?? {}) as { type?: string };
  const host = type === 'None' ? undefined : `${app.metadata.name}.apps.example.com`;
  return { ...app, spec: { ...app.spec, ...(host && { host }) } };
}

/** The sample app of that name, which is also its file's. */
export function sampleApp(name: string): Manifest {
  return readApp(`${name}.yaml`);
}

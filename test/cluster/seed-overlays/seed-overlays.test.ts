import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { synthesizeFleet } from '../../../lib/synth/synthesize-fleet';
import type { KubernetesObject } from '../../dist-objects';
import { cluster } from '../harness/cluster';
import { type Leaves, leavesOf } from './comparable';
import { INTENDED_DIFFERENCES } from './intended-differences';

const ENVIRONMENTS = ['development', 'staging', 'production'];
const APP = 'chatgpt-server';

describe("the overlays of seed 001 and the fleet's environments", () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'overlays-'));
    cpSync(join(__dirname, '../../../fleet'), join(root, 'fleet'), { recursive: true });
    cpSync(join(__dirname, `${APP}.yaml`), join(root, `fleet/apps/${APP}.yaml`));
    const production = join(root, 'fleet/environments/production.yaml');
    const environment = parse(readFileSync(production, 'utf8'));
    environment.spec.apps[APP] = parse(readFileSync(join(__dirname, 'production-entry.yaml'), 'utf8'));
    writeFileSync(production, stringify(environment));
    expect(synthesizeFleet({ root }).errors).toEqual([]);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(ENVIRONMENTS)('differ in %s only where we mean them to', async (environment) => {
    const found = await differences(environment);
    expect(found.filter((difference) => reasonsFor(difference).length === 0)).toEqual([]);
  });

  it('leave no listed difference without a case', async () => {
    const all = (await Promise.all(ENVIRONMENTS.map(differences))).flat();
    const used = new Set(all.flatMap(reasonsFor));
    expect(INTENDED_DIFFERENCES.filter((intended) => !used.has(intended)).map(({ path }) => path)).toEqual(
      [],
    );
  });

  async function differences(environment: string): Promise<string[]> {
    const overlay = join(__dirname, 'kustomize/overlays', environment);
    const built = await cluster().kubectl.output('kustomize', overlay);
    const seed = leavesOf(parseAllDocuments(built).map((document) => document.toJS() as KubernetesObject));
    const folder = join(root, 'dist', environment, APP);
    const ours = leavesOf(readdirSync(folder).map((file) => parse(readFileSync(join(folder, file), 'utf8'))));
    return compare(seed, ours);
  }
});

function compare(seed: Leaves, ours: Leaves): string[] {
  return [...new Set([...seed.keys(), ...ours.keys()])]
    .filter((path) => seed.get(path) !== ours.get(path))
    .map((path) => `${path}: seed ${seed.get(path) ?? 'nothing'}, ours ${ours.get(path) ?? 'nothing'}`);
}

function reasonsFor(difference: string) {
  return INTENDED_DIFFERENCES.filter(
    ({ path }) => difference.startsWith(`${path}.`) || difference.startsWith(`${path}:`),
  );
}

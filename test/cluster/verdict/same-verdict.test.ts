import fc from 'fast-check';
import { checkChatGPTApp } from '../../../lib/chatgpt/check-chatgptapp';
import { type FieldPath, formatFieldPath } from '../../../lib/validation/field-path';
import type { Manifest } from '../../sample-apps';
import type { ApiObject, ApiResponse } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import type { RestrictedNamespace } from '../harness/restricted-namespace';
import { mutatedApp } from './mutation';
import { refusedFields } from './refused-fields';

const RUNS = Number(process.env.VERDICT_RUNS ?? 2500);
const seed = Number(process.env.VERDICT_SEED ?? Date.now() % 2 ** 31);

describe(`validate and the API server, on ${RUNS} mutated apps (VERDICT_SEED=${seed})`, () => {
  const { api } = cluster();
  let namespace: RestrictedNamespace;
  beforeAll(async () => {
    namespace = await cluster().namespace('verdict');
  });
  afterAll(() => namespace.delete());

  it('give the same verdict and name the same field', async () => {
    const apps = fc.sample(mutatedApp, { numRuns: RUNS, seed });
    const differences: string[] = [];
    let valid = 0;
    for (let start = 0; start < apps.length; start += 64) {
      await Promise.all(
        apps.slice(start, start + 64).map(async (app) => {
          const placed = { ...app, metadata: placedMetadata(app, namespace.name) } as unknown as ApiObject;
          const found = difference(placed, await ask(placed));
          if (found) differences.push(found);
          if (checkChatGPTApp(placed).errors.length === 0) valid++;
        }),
      );
    }
    console.log(`${apps.length} apps, ${valid} of them valid, seed ${seed}`);
    expect(
      differences
        .slice(0, 20)
        .map((text) => text.slice(0, 800))
        .join('\n\n'),
    ).toBe('');
    // a generator that makes only refused (or only accepted) specs would prove nothing
    expect(valid).toBeGreaterThan(apps.length / 20);
    expect(valid).toBeLessThan((apps.length * 19) / 20);
  });

  // server-side apply puts the name into the URL, so an app without a usable one is created instead
  function ask(app: ApiObject): Promise<ApiResponse> {
    const { name } = app.metadata;
    const named = typeof name === 'string' && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name);
    return named ? api.apply(app, { dryRun: true, force: true }) : api.create(app, { dryRun: true });
  }
});

function placedMetadata(app: Manifest, namespace: string): unknown {
  const { metadata } = app;
  const usable = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
  return usable ? { ...metadata, namespace } : { name: 'fitness', namespace };
}

/** What the two disagree about; undefined where they agree. */
function difference(app: ApiObject, response: ApiResponse): string | undefined {
  const { errors } = checkChatGPTApp(app);
  const ours = errors.map(({ path }) => spelled(path));
  const theirs = refusedFields(app, response);
  const show = `ours: ${ours.join(', ')}\ntheirs: ${theirs.join(', ')}\n${response.refusal?.message ?? 'accepted'}`;
  if (errors.length === 0 && !response.refusal) return undefined;
  if (errors.length === 0 || !response.refusal) return `different verdicts\n${show}`;
  return ours.some((path) => theirs.some((other) => sameField(path, other)))
    ? undefined
    : `different fields\n${show}`;
}

// server-side apply writes keys as they are, dots and brackets too: of an odd key only its parent can be compared
function spelled(path: FieldPath): string {
  const odd = path.findIndex((step) => typeof step === 'string' && !/^[-\w./]+$/.test(step));
  return odd < 0 ? formatFieldPath(path) : `${formatFieldPath(path.slice(0, odd))}${ODD_KEY}`;
}

const ODD_KEY = '*';

/** Whether two spellings mean the same field, or one the list or mapping that holds the other. */
function sameField(a: string, b: string): boolean {
  if (a.endsWith(ODD_KEY)) return steps(b).startsWith(steps(a.slice(0, -1)));
  const [x, y] = [steps(a), steps(b)];
  return x === y || x.startsWith(`${y}.`) || y.startsWith(`${x}.`);
}

function steps(path: string): string {
  return path
    .replaceAll(/[[\]'"]/g, '.')
    .replaceAll(/\.+/g, '.')
    .replaceAll(/^\.|\.$/g, '');
}

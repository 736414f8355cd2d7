import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { argoCdCrds } from './argo-cd-crds';
import { cluster } from './harness/cluster';
import { findCrdFile } from './harness/crd-files';
import { repositoryRoot } from './harness/folders';
import { runProgram } from './harness/run-program';

const RUNBOOKS = join(repositoryRoot, 'docs/runbooks');

/** What kubectl and the API server say of a command that is wrong, whatever there is in the cluster. */
const NOT_UNDERSTOOD =
  /unknown (flag|command|shorthand)|doesn't have a resource type|error parsing|unrecognized|flag needs an argument|invalid argument|syntax error|not found: |must specify|you must|cannot specify|unable to parse|BadRequest/i;

const home = mkdtempSync(join(tmpdir(), 'runbooks-'));

/** A name for each place that is left open in a command. */
const FILLED: Readonly<Record<string, string>> = { namespace: 'default', 'pod of the alert': 'some-pod' };

/** Every command of the runbooks that asks or tells a cluster something. */
function commands(): string[] {
  const all = readdirSync(RUNBOOKS).flatMap((file) => {
    const text = readFileSync(join(RUNBOOKS, file), 'utf8');
    const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
    return blocks.flatMap((block) => block.split('\n').map((line) => line.trim()));
  });
  // the other tools of the runbooks need what this tier does not have
  return [...new Set(all.filter((line) => line.startsWith('kubectl ')))].sort();
}

const filled = (command: string) =>
  command.replace(/<([^>]+)>/g, (_, place: string) => FILLED[place] ?? 'some-name');

/** Everything that was printed. The objects are not there, so most commands fail: what counts is why. */
async function output(command: string): Promise<string> {
  const { kubectl } = cluster();
  const { stdout, stderr } = await runProgram('/bin/sh', ['-c', filled(command)], {
    PATH: `${dirname(kubectl.binary)}:${process.env.PATH}`,
    KUBECONFIG: kubectl.kubeconfig,
    // kubectl keeps what it learns of a server there
    HOME: home,
  });
  return `${stdout}${stderr}`;
}

describe('the commands of the runbooks', () => {
  beforeAll(async () => {
    const files = await Promise.all(argoCdCrds.map((crd) => findCrdFile(crd)));
    await cluster().installCrds(files, { keepExisting: true });
  }, 120_000);
  afterAll(() => rmSync(home, { recursive: true }));

  it('are many', () => expect(commands().length).toBeGreaterThan(60));

  it.each(commands())('%s is understood', async (command) => {
    expect(await output(command)).not.toMatch(NOT_UNDERSTOOD);
  });

  it.each([
    'kubectl get chatgptap -A',
    'kubectl -n x get pods --sort=a',
    'kubectl get pods -o jsonpath={.a[}',
  ])('%s would be found out', async (command) => {
    expect(await output(command)).toMatch(NOT_UNDERSTOOD);
  });
});

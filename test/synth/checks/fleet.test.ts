import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { synthesizeFleet } from '../../../lib/synth/synthesize-fleet';
import { appYaml, environmentYaml } from '../../fleet/fleet-fixture';
import { filesOf, put, temporaryFolder } from '../temporary-folder';

const APP = join(__dirname, '../../../apps/fleet.js');
const root = temporaryFolder();

/** An app whose pods ask for the ServiceAccount of an app that has none. */
const BORROWER = appYaml('borrower', 'pod: { serviceAccountName: lender-mcp }');
const LENDER = appYaml('lender', 'pod: { serviceAccountName: robot }');

beforeEach(() => {
  put(root(), {
    'fleet/apps/borrower.yaml': BORROWER,
    'fleet/apps/lender.yaml': appYaml('lender'),
    'fleet/environments/live.yaml': environmentYaml('live'),
    'fleet/environments/test.yaml': environmentYaml('test'),
  });
});

it('checks the objects of all apps together, and leaves dist as it was where anything is wrong', () => {
  expect(synthesizeFleet({ root: root() }).errors).toEqual([]);
  const before = filesOf(join(root(), 'dist'));
  put(root(), { 'fleet/apps/lender.yaml': LENDER });
  const { errors, files } = synthesizeFleet({ root: root() });
  expect(errors).toEqual(
    ['live', 'test'].map(
      (environment) =>
        `${environment}/borrower/borrower/Deployment: Deployment chatgpt-${environment}/borrower-mcp: spec.template.spec.serviceAccountName = "lender-mcp"
  names a ServiceAccount that is not written for namespace chatgpt-${environment} [dangling-reference].
  Fix: add the ServiceAccount, or name one that is there.`,
    ),
  );
  expect(files).toBeUndefined();
  expect(filesOf(join(root(), 'dist'))).toEqual(before);
});

describe('node apps/fleet.js --off', () => {
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [APP, ...args], { cwd: root(), encoding: 'utf8' });
    return { status, stderr };
  };

  it('switches a check off, and prints the reason', () => {
    put(root(), { 'fleet/apps/lender.yaml': LENDER });
    expect(run().status).toBe(1);
    const { status, stderr } = run('--off', 'dangling-reference=Terraform makes a=b');
    expect(stderr).toContain('check dangling-reference is off: Terraform makes a=b\n');
    expect(status).toBe(0);
  });

  it.each([
    ['dangling-reference', 'gives no reason'],
    ['dangling-references=x', 'did you mean dangling-reference?'],
  ])('refuses %s', (option, message) => {
    expect(run('--off', option)).toEqual({ status: 1, stderr: expect.stringContaining(message) });
  });
});

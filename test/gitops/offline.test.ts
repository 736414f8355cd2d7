import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argoCd } from './harness/argo-cd';
import { argoCdNamespace } from './harness/base-objects';
import { pinnedArgoCdVersion } from './harness/tools';

const { cli } = argoCd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offline-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function configMapFile(name: string, data: Record<string, string>): string {
  const file = join(folder, `${name}.yaml`);
  const metadata = { name, namespace: argoCdNamespace, labels: { 'app.kubernetes.io/part-of': 'argocd' } };
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data }));
  return file;
}

describe('argocd admin', () => {
  it('validates settings', async () => {
    const good = configMapFile('argocd-cm', { 'accounts.robot': 'apiKey' });
    const { code, stdout } = await cli.admin(['settings', 'validate', '--argocd-cm-path', good]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('✅ accounts') });
  });

  it('refuses settings that cannot be read', async () => {
    const bad = configMapFile('argocd-cm', {
      'accounts.robot': 'apiKey',
      'accounts.robot.enabled': 'perhaps',
    });
    const { stdout } = await cli.admin(['settings', 'validate', '--argocd-cm-path', bad]);
    expect(stdout).toContain('❌ accounts');
  });

  it.each([
    ['sync', 'Yes', 0],
    ['delete', 'No', 1],
  ])('answers who can %s: %s', async (verb, answer, exitCode) => {
    const policy = configMapFile('argocd-rbac-cm', {
      'policy.csv': 'p, role:deployer, applications, sync, open/*, allow\n',
    });
    const question = ['role:deployer', verb, 'applications', 'open/shop'];
    const { code, stdout } = await cli.admin([
      'settings',
      'rbac',
      'can',
      ...question,
      '--policy-file',
      policy,
    ]);
    expect({ code, stdout: stdout.trim() }).toEqual({ code: exitCode, stdout: answer });
  });

  it('exports what the cluster has', async () => {
    const { code, stdout } = await cli.admin(['export', '--namespace', argoCdNamespace]);
    expect(code).toBe(0);
    expect(stdout).toContain('kind: AppProject');
  });

  it('is of the pinned version', async () => {
    const { stdout } = await cli.run(['version', '--client', '--short']);
    expect(stdout.trim()).toContain(`argocd: ${pinnedArgoCdVersion()}`);
  });
});

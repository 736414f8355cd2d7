import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cluster, handover } from '../../harness/cluster';

/** A kubeconfig file of the cluster's admin. */
export async function adminKubeconfig(): Promise<string> {
  const own = process.env[handover.kubeconfig];
  if (own !== undefined) return own;
  const file = join(mkdtempSync(join(tmpdir(), 'kubeconfig-')), 'admin');
  writeFileSync(file, await cluster().kubectl.output('config', 'view', '--raw', '--minify', '--flatten'), {
    mode: 0o600,
  });
  return file;
}

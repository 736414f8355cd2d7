import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ControlPlane } from '../../harness/control-plane';
import { kubeconfig } from '../../harness/kubeconfig';

/** Who the pods of the operator are. */
export const OPERATOR_USER = 'system:serviceaccount:chatgpt-operator-system:chatgpt-operator';

/** An audit policy that notes every request. */
export const LOGS_ALL = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata' }],
};

/** A kubeconfig for what the pods of the operator may do, and nothing else. */
export async function operatorKubeconfig({ authority, url }: ControlPlane): Promise<string> {
  const client = await authority.issueForClient('operator', OPERATOR_USER, ['system:serviceaccounts']);
  const file = join(mkdtempSync(join(tmpdir(), 'kubeconfig-')), 'operator');
  writeFileSync(file, kubeconfig(url, authority, client), { mode: 0o600 });
  return file;
}

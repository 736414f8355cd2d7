import { join } from 'node:path';
import type { Program } from '../../cluster/harness/component';

/**
 * A kwok that writes the status which cert-manager, a Gateway and an ingress controller would write. It is started
 * after the CRDs are installed, and leaves nodes and pods to the control plane's own kwok.
 */
export function absentControllers(kwok: string, kubeconfig: string): Program {
  return {
    name: 'absent-controllers',
    binary: kwok,
    args: [
      `--kubeconfig=${kubeconfig}`,
      `--config=${join(__dirname, 'absent-controllers.yaml')}`,
      '--manage-all-nodes=false',
      '--manage-nodes-with-label-selector=tests/played-by=nobody',
    ],
  };
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../cluster/harness/folders';
import { runProgram } from '../../../cluster/harness/run-program';
import { PROMETHEUS_OPERATOR, pinnedOperatorVersion, prometheusOperatorTools } from './tools';

/** The files of all CRDs of the pinned prometheus-operator, from its Go module: it wants all ten, we use five. */
export async function prometheusOperatorCrds(): Promise<string[]> {
  const asked = ['mod', 'download', '-json', `${PROMETHEUS_OPERATOR}@${pinnedOperatorVersion()}`];
  const module = join(repositoryRoot, prometheusOperatorTools.module);
  const environment = { ...process.env, GOFLAGS: '-mod=readonly', GOWORK: 'off' };
  const { code, stdout, stderr } = await runProgram('go', ['-C', module, ...asked], environment);
  if (code !== 0) throw new Error(`go ${asked.join(' ')}: exit code ${code}\n${stderr}${stdout}`);
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string };
  const folder = join(Dir, 'example/prometheus-operator-crd');
  return readdirSync(folder)
    .filter((file) => file.startsWith('monitoring.coreos.com_'))
    .map((file) => join(folder, file));
}

import { findBinaries } from '../../../cluster/harness/binaries';
import { builtTools } from '../../../cluster/harness/built-tools';
import type { ToolSet } from '../../../cluster/harness/tool-set';
import { gitopsTools } from '../../../gitops/harness/tools';
import { ruleTools } from '../../harness/tools';
import { kubeStateMetricsTools, prometheusOperatorTools } from './tools';

const SETS: readonly ToolSet[] = [gitopsTools, ruleTools, prometheusOperatorTools, kubeStateMetricsTools];

/** Jest calls it once, before the first test file: on a new machine programs are built for longer than a test may take. */
export default async function globalSetup(): Promise<void> {
  await findBinaries();
  for (const set of SETS) await builtTools(set);
}

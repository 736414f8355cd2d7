/**
 * npm run bench:gitops: how long a commit takes until a real Argo CD has every application Synced and Healthy.
 * Results go to docs/performance/. BENCH_SIZES=6,50 sets the numbers of applications.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { accepted } from '../../test/cluster/harness/api-object';
import { cluster } from '../../test/cluster/harness/cluster';
import { repositoryRoot } from '../../test/cluster/harness/folders';
import { ArgoCd } from '../../test/gitops/harness/argo-cd';
import { startGitOps } from '../../test/gitops/harness/start-gitops';
import { pinnedArgoCdVersion } from '../../test/gitops/harness/tools';
import { deliver } from './deliver';
import { markdownPage } from './page';

const SIZES = (process.env.BENCH_SIZES ?? '6,50,200').split(',').map(Number);

/** One row of the result; seconds. */
export interface Measurement {
  readonly applications: number;
  readonly objects: number;
  /** From the first Application's creation, the cluster being empty. */
  readonly first: number;
  /** From a commit that changes one object of every application. */
  readonly change: number;
}

async function main(): Promise<void> {
  const gitOps = await startGitOps();
  try {
    const argo = new ArgoCd(cluster().api, gitOps.argoCd);
    const results: Measurement[] = [];
    for (const size of SIZES) {
      const namespace = `bench-${size}`;
      accepted(await argo.api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }));
      const row = await deliver(argo, namespace, size);
      results.push(row);
      console.log(`${size} applications: ${row.first.toFixed(1)} s, a change: ${row.change.toFixed(1)} s`);
      report(results);
      await argo.clear();
    }
  } finally {
    await gitOps.stop();
  }
}

function report(results: readonly Measurement[]): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${process.platform}`;
  const output = join(repositoryRoot, 'docs/performance');
  mkdirSync(output, { recursive: true });
  const facts = { machine, argoCd: pinnedArgoCdVersion(), results };
  writeFileSync(join(output, 'gitops.json'), `${JSON.stringify(facts, null, 2)}\n`);
  writeFileSync(join(output, 'gitops.md'), markdownPage(facts));
}

main().catch((error: Error) => {
  console.error(error);
  process.exitCode = 1;
});

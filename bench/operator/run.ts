/**
 * npm run bench:operator: our operator and a plain one in Go, in turn, each in a new cluster of its own. Results go to
 * docs/performance/. BENCH_SIZES=200,1000 sets the numbers of apps, BENCH_RUNS=1 how often each is run, BENCH_ONLY=ours runs
 * one of them. What was found before with other numbers of apps, or by the other one, stays.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../test/cluster/harness/folders';
import { pinnedKubernetesVersion } from '../../test/cluster/harness/tools';
import { type Contender, ours, referenceContender } from './contender';
import { type LeastCosts, leastCosts } from './least-cost';
import type { PhaseCost } from './measure';
import { markdownPage, type OperatorFacts } from './page';
import { runScenario } from './scenario';
import { Workplace } from './workplace';

const SIZES = (process.env.BENCH_SIZES ?? '200,1000').split(',').map(Number);
const RUNS = Number(process.env.BENCH_RUNS ?? 1);
const ONLY = process.env.BENCH_ONLY;

/** One life of so many apps under one operator. */
export interface Run {
  readonly contender: Contender['name'];
  readonly apps: number;
  readonly costs: readonly PhaseCost[];
}

async function main(): Promise<void> {
  const contenders = [ours, await referenceContender()];
  const least = await leastCosts();
  const runs: Run[] = [];
  for (const apps of SIZES) {
    for (let count = 0; count < RUNS; count++) {
      for (const contender of contenders.filter(({ name }) => !ONLY || name === ONLY)) {
        runs.push({ contender: contender.name, apps, costs: await run(contender, apps) });
        // thousands of apps take an hour: what is done is not lost by what fails later
        report(contenders, least, runs);
      }
    }
  }
}

async function run(contender: Contender, apps: number): Promise<PhaseCost[]> {
  console.log(`${apps} apps, ${contender.title}`);
  const place = await Workplace.open(contender);
  try {
    return await runScenario(place, apps, (cost) => console.log(line(cost, apps)));
  } finally {
    await place.close();
  }
}

function line(cost: PhaseCost, apps: number): string {
  const {
    phase,
    seconds,
    p50,
    p99,
    writes,
    requests,
    operatorCpu,
    apiServerCpu,
    strangersCpu,
    memory,
    eventLoopLag,
  } = cost;
  const waits = p50 === undefined ? '' : `, p50 ${p50.toFixed(2)}, p99 ${p99?.toFixed(2)}`;
  const asked = `${(writes / apps).toFixed(2)} writes and ${(requests / apps).toFixed(2)} requests per app`;
  const cpu = `CPU ${operatorCpu.toFixed(1)} + ${apiServerCpu.toFixed(1)} s (strangers ${strangersCpu.toFixed(1)} s)`;
  const lag = eventLoopLag === undefined ? '' : `, lag ${eventLoopLag.toFixed(0)} ms`;
  return `  ${phase}: ${seconds.toFixed(1)} s${waits}; ${asked}; ${cpu}; ${memory.toFixed(0)} MiB${lag} ${JSON.stringify(cost.byResource)}`;
}

const OUTPUT = join(repositoryRoot, 'docs/performance/operator');

function report(contenders: readonly Contender[], least: LeastCosts, runs: readonly Run[]): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${process.platform}`;
  const titles = Object.fromEntries(contenders.map(({ name, title }) => [name, title]));
  const facts: OperatorFacts = {
    machine,
    cores: cpus().length,
    kubernetes: pinnedKubernetesVersion(),
    titles,
    least,
    runs: [...earlierRuns().filter((earlier) => !runs.some((run) => isSameLife(earlier, run))), ...runs],
  };
  writeFileSync(`${OUTPUT}.json`, `${JSON.stringify(facts, null, 2)}\n`);
  writeFileSync(`${OUTPUT}.md`, markdownPage(facts));
}

function isSameLife(a: Run, b: Run): boolean {
  return a.contender === b.contender && a.apps === b.apps;
}

function earlierRuns(): readonly Run[] {
  if (!existsSync(`${OUTPUT}.json`)) return [];
  return (JSON.parse(readFileSync(`${OUTPUT}.json`, 'utf8')) as OperatorFacts).runs;
}

main().catch((error: Error) => {
  console.error(error);
  process.exit(1);
});

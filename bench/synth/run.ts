/**
 * npm run bench:synth: what a synthesis costs, side by side in one run. Results go to docs/performance/.
 *
 * BENCH_SIZES=100,1000 sets the sizes, BENCH_RUNS=3 the runs of each (the least counts). Peers whose time is quadratic
 * are measured up to BENCH_APP_MAX and BENCH_KUSTOMIZE_MAX apps.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { svgChart } from './chart';
import { type Cost, isInstalled, leastCost } from './measure';
import { markdownPage } from './page';

const SIZES = (process.env.BENCH_SIZES ?? '100,1000,4000,10000').split(',').map(Number);
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
/** App.synth is quadratic: beyond this it takes minutes. */
const LARGEST_FOR_APP = Number(process.env.BENCH_APP_MAX ?? 1000);

/** kustomize is quadratic in its resources, too. */
const LARGEST_FOR_KUSTOMIZE = Number(process.env.BENCH_KUSTOMIZE_MAX ?? 1000);

/** One row of the result. */
export interface Measurement extends Cost {
  readonly contender: string;
  readonly apps: number;
}

const ROOT = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const results: Measurement[] = [];
const missing: string[] = [];

try {
  for (const apps of SIZES) measureSize(apps);
  measure('chain of 40 charts', 40, node('chain-of-40', 40, 'chain'), () => clear('chain'));
} finally {
  rmSync(folder, { recursive: true });
}
report();

function measureSize(apps: number): void {
  measure('nothing but the constructs', apps, node('construct-only', apps, 'out'), () => clear('out'));
  measure('FleetApp', apps, node('fleet-app', apps, 'fleet'), () => clear('fleet'));
  measure('FleetApp, nothing changed', apps, node('fleet-app', apps, 'fleet'), () => {});
  if (apps <= LARGEST_FOR_APP) measure('cdk8s App', apps, node('cdk8s-app', apps, 'app'), () => clear('app'));
  measure('FleetApp, real ChatGPTApps', apps, node('chatgpt-apps', apps, 'real'), () => clear('real'));
  measure('cp -r of the output', apps, ['cp', '-r', join(folder, 'fleet'), join(folder, 'copy')], () =>
    clear('copy'),
  );
  if (apps > LARGEST_FOR_KUSTOMIZE) return;
  if (isInstalled('kubectl')) {
    const input = join(folder, 'overlays');
    clear('overlays');
    leastCost(1, node('kustomize-input', apps, 'overlays'), () => {});
    measure('kubectl kustomize', apps, ['kubectl', 'kustomize', input], () => {});
  } else note('kubectl (kustomize)');
  if (!isInstalled('helm')) note('helm');
}

function measure(contender: string, apps: number, command: readonly string[], prepare: () => void): void {
  const cost = leastCost(RUNS, command, prepare);
  results.push({ contender, apps, ...cost });
  console.log(
    `${String(apps).padStart(6)}  ${contender.padEnd(28)} ${cost.wall.toFixed(2).padStart(7)} s  ${cost.cpu.toFixed(2).padStart(7)} s CPU  ${cost.memory.toFixed(0).padStart(5)} MiB`,
  );
}

function node(contender: string, count: number, name: string): string[] {
  return [process.execPath, join(__dirname, 'contender.js'), contender, String(count), join(folder, name)];
}

function clear(name: string): void {
  rmSync(join(folder, name), { recursive: true, force: true });
}

function note(program: string): void {
  if (!missing.includes(program)) missing.push(program);
}

function report(): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${process.platform}`;
  const output = join(ROOT, 'docs/performance');
  if (!existsSync(output)) mkdirSync(output, { recursive: true });
  const facts = { machine, runs: RUNS, missing, results };
  writeFileSync(join(output, 'synth.json'), `${JSON.stringify(facts, null, 2)}\n`);
  writeFileSync(join(output, 'synth.svg'), svgChart(results));
  writeFileSync(join(output, 'synth.md'), markdownPage(facts));
  console.log(
    missing.length > 0 ? `not installed, so not measured: ${missing.join(', ')}` : 'all peers measured',
  );
}

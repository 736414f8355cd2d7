/**
 * npm run bench:synth: what a synthesis costs, side by side in one run. Results go to docs/performance/.
 *
 * BENCH_SIZES=100,1000 sets the sizes, BENCH_RUNS=3 the runs of each (the least counts), BENCH_ONLY=FleetApp runs those whose
 * name begins so; what was found of others before stays. Peers whose time is quadratic are measured up to BENCH_APP_MAX and
 * BENCH_KUSTOMIZE_MAX apps, once where that takes minutes. helm and kubectl are taken from the PATH, and named as missing
 * where they are not there.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { svgChart } from './chart';
import { type Cost, isInstalled, leastCost, ONE_CORE } from './measure';
import { type BenchmarkFacts, markdownPage } from './page';
import { profileOf, type Share } from './profile';

const SIZES = (process.env.BENCH_SIZES ?? '100,1000,4000,10000').split(',').map(Number);
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const ONLY = process.env.BENCH_ONLY;
const LARGEST_FOR_APP = Number(process.env.BENCH_APP_MAX ?? 4000);
const LARGEST_FOR_KUSTOMIZE = Number(process.env.BENCH_KUSTOMIZE_MAX ?? 1000);
/** Beyond this many apps, peers whose time is quadratic are run once. */
const QUICK = 100;
/** Of so many apps the profile is shown. */
const PROFILED = Math.min(4000, Math.max(...SIZES));

const NAMES: Readonly<Record<string, string>> = {
  'construct-only': 'nothing but the constructs',
  'fleet-app': 'FleetApp',
  'fleet-layout': 'FleetApp, a file for each object',
  'chatgpt-apps': 'real ChatGPTApps',
  'chatgpt-apps-fleet-layout': 'real ChatGPTApps, a file for each object',
};

/** One row of the result. */
export interface Measurement extends Cost {
  readonly contender: string;
  readonly apps: number;
}

const ROOT = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const OUTPUT = join(ROOT, 'docs/performance');
const earlier = ONLY === undefined ? undefined : earlierFacts();
const results: Measurement[] = [];
const missing: string[] = [...(earlier?.missing ?? [])];
const profile: Share[] = [...(earlier?.profile ?? [])];

try {
  for (const apps of SIZES) measureSize(apps);
  if (profile.length === 0) profile.push(...profileOf(synthesis('chatgpt-apps', PROFILED, RUNS), folder));
  measure('chain of 40 charts', 40, (run) => synthesis('chain-of-40', 40, run));
  report();
} finally {
  rmSync(folder, { recursive: true }); // takes minutes
}

function measureSize(apps: number): void {
  const ours = (contender: string) =>
    measure(NAMES[contender] ?? contender, apps, (run) => synthesis(contender, apps, run));
  const oneChanged = (label: string, contender: string) => {
    if (!isWanted(label)) return;
    const first = synthesis(contender, apps, 0);
    if (!existsSync(outputOf(contender, apps, 0))) leastCost(1, () => first);
    measure(label, apps, (run) => [...first, `2.0.${run}`]);
  };
  ours('construct-only');
  ours('fleet-app');
  if (apps <= LARGEST_FOR_APP)
    measure('cdk8s App', apps, (run) => synthesis('cdk8s-app', apps, run), runsOf(apps));
  ours('fleet-layout');
  oneChanged('FleetApp, one app changed', 'fleet-layout');
  ours('chatgpt-apps');
  ours('chatgpt-apps-fleet-layout');
  oneChanged('real ChatGPTApps, one app changed', 'chatgpt-apps-fleet-layout');
  const original = outputOf('fleet-layout', apps, 0);
  if (existsSync(original)) {
    const copy = (run: number) => ['cp', '-r', original, outputOf('copy', apps, run)];
    measure('cp -r of a file for each object', apps, copy);
  }
  measurePeers(apps);
}

function measurePeers(apps: number): void {
  peer('helm', 'helm template', apps, 'helm-input', (input) => ['helm', 'template', 'bench', input], RUNS);
  if (apps > LARGEST_FOR_KUSTOMIZE) return;
  const kustomize = (input: string) => ['kubectl', 'kustomize', input];
  peer('kubectl', 'kubectl kustomize', apps, 'kustomize-input', kustomize, runsOf(apps));
}

function peer(
  program: string,
  label: string,
  apps: number,
  contender: string,
  commandOf: (input: string) => string[],
  runs: number,
): void {
  if (!isWanted(label)) return;
  if (!isInstalled(program)) {
    if (!missing.includes(program)) missing.push(program);
    return;
  }
  const input = outputOf(contender, apps, 0);
  leastCost(1, () => synthesis(contender, apps, 0));
  measure(label, apps, () => commandOf(input), runs);
}

function isWanted(contender: string): boolean {
  return ONLY === undefined || contender.startsWith(ONLY);
}

function runsOf(apps: number): number {
  return apps > QUICK ? 1 : RUNS;
}

function measure(
  contender: string,
  apps: number,
  commandOf: (run: number) => readonly string[],
  runs = RUNS,
): void {
  if (!isWanted(contender)) return;
  const cost = leastCost(runs, commandOf);
  results.push({ contender, apps, ...cost });
  console.log(
    `${String(apps).padStart(6)}  ${contender.padEnd(42)} ${cost.wall.toFixed(2).padStart(7)} s  ${cost.cpu.toFixed(2).padStart(7)} s CPU (${cost.user.toFixed(2)} user)  ${cost.memory.toFixed(0).padStart(5)} MiB`,
  );
}

function synthesis(contender: string, count: number, run: number): string[] {
  const program = join(__dirname, 'contender.js');
  return [process.execPath, program, contender, String(count), outputOf(contender, count, run)];
}

/**
 * A new folder for each run: nothing is removed before the end. For some minutes ext4 passes over each inode that was given
 * back, one by one, so that a run would pay for the one before it, many times over.
 */
function outputOf(contender: string, count: number, run: number): string {
  return join(folder, `${contender}-${count}-${run}`);
}

function report(): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${process.platform}`;
  mkdirSync(OUTPUT, { recursive: true });
  const facts: BenchmarkFacts = {
    machine,
    oneCore: ONE_CORE.length > 0,
    folder: tmpdir(),
    runs: Math.min(earlier?.runs ?? RUNS, RUNS),
    missing,
    results: mended(earlier?.results ?? [], results),
    profile,
    profiled: earlier?.profiled ?? PROFILED,
  };
  writeFileSync(join(OUTPUT, 'synth.json'), `${JSON.stringify(facts, null, 2)}\n`);
  writeFileSync(join(OUTPUT, 'synth.svg'), svgChart(facts.results));
  writeFileSync(join(OUTPUT, 'synth.md'), markdownPage(facts));
  console.log(
    missing.length > 0 ? `not installed, so not measured: ${missing.join(', ')}` : 'all peers measured',
  );
}

function earlierFacts(): BenchmarkFacts | undefined {
  const file = join(OUTPUT, 'synth.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BenchmarkFacts) : undefined;
}

/** Earlier rows with the new ones in their places. */
function mended(before: readonly Measurement[], now: readonly Measurement[]): readonly Measurement[] {
  const isSame = (a: Measurement, b: Measurement) => a.contender === b.contender && a.apps === b.apps;
  const further = now.filter((row) => !before.some((old) => isSame(old, row)));
  return [...before.map((old) => now.find((row) => isSame(old, row)) ?? old), ...further];
}

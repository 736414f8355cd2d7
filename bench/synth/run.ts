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
import { type Cost, isInstalled, leastCost } from './measure';
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
  if (profile.length === 0) profile.push(...profileOf(node('chatgpt-apps', PROFILED, 'profiled'), folder));
  measure(
    'chain of 40 charts',
    40,
    () => node('chain-of-40', 40, 'chain'),
    () => clear('chain'),
  );
} finally {
  rmSync(folder, { recursive: true });
}
report();

function measureSize(apps: number): void {
  const ours = (contender: string, name: string) => {
    const label = NAMES[contender] ?? contender;
    measure(
      label,
      apps,
      () => node(contender, apps, name),
      () => clear(name),
    );
  };
  ours('construct-only', 'out');
  ours('fleet-app', 'plain');
  if (apps <= LARGEST_FOR_APP)
    measure(
      'cdk8s App',
      apps,
      () => node('cdk8s-app', apps, 'app'),
      () => clear('app'),
      runsOf(apps),
    );
  ours('fleet-layout', 'fleet');
  const changed = (contender: string, name: string) => (run: number) => [
    ...node(contender, apps, name),
    `2.0.${run}`,
  ];
  measure('FleetApp, one app changed', apps, changed('fleet-layout', 'fleet'), () => {});
  ours('chatgpt-apps', 'real');
  ours('chatgpt-apps-fleet-layout', 'real-fleet');
  const changedReal = changed('chatgpt-apps-fleet-layout', 'real-fleet');
  measure('real ChatGPTApps, one app changed', apps, changedReal, () => {});
  const copy = ['cp', '-r', join(folder, 'fleet'), join(folder, 'copy')];
  measure(
    'cp -r of a file for each object',
    apps,
    () => copy,
    () => clear('copy'),
  );
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
  clear(contender);
  leastCost(
    1,
    () => node(contender, apps, contender),
    () => {},
  );
  measure(
    label,
    apps,
    () => commandOf(join(folder, contender)),
    () => {},
    runs,
  );
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
  prepare: () => void,
  runs = RUNS,
): void {
  if (!isWanted(contender)) return;
  const cost = leastCost(runs, commandOf, prepare);
  results.push({ contender, apps, ...cost });
  console.log(
    `${String(apps).padStart(6)}  ${contender.padEnd(42)} ${cost.wall.toFixed(2).padStart(7)} s  ${cost.cpu.toFixed(2).padStart(7)} s CPU (${cost.user.toFixed(2)} user)  ${cost.memory.toFixed(0).padStart(5)} MiB`,
  );
}

function node(contender: string, count: number, name: string): string[] {
  return [process.execPath, join(__dirname, 'contender.js'), contender, String(count), join(folder, name)];
}

function clear(name: string): void {
  rmSync(join(folder, name), { recursive: true, force: true });
}

function report(): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${process.platform}`;
  mkdirSync(OUTPUT, { recursive: true });
  const facts: BenchmarkFacts = {
    machine,
    runs: RUNS,
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

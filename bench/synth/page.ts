import type { Share } from './profile';
import type { Measurement } from './run';
import { targetRows } from './targets';

export interface BenchmarkFacts {
  readonly machine: string;
  /** Whether each process was kept on one core. */
  readonly oneCore: boolean;
  /** Where files were written. */
  readonly folder: string;
  readonly runs: number;
  readonly missing: readonly string[];
  readonly results: readonly Measurement[];
  /** What the main thread does in a synthesis of real apps, and how many they were. */
  readonly profile: readonly Share[];
  readonly profiled: number;
}

/** docs/performance/synth.md: the ratios, and the table that they come from. */
export function markdownPage(facts: BenchmarkFacts): string {
  const { machine, oneCore, folder, runs, missing, results, profile, profiled } = facts;
  const rows = results.map(
    ({ apps, contender, wall, cpu, user, system, memory }) =>
      `${apps} | ${contender} | ${[wall, cpu, user, system].map((time) => time.toFixed(2)).join(' | ')} | ${memory.toFixed(0)}`,
  );
  return [
    '<!-- Made by npm run bench:synth. Do not edit. -->',
    '# What a synthesis costs',
    `Charts of seven objects each, the same for every contender, each in a process of its own; the least of ${runs} runs or more`,
    '(one run where a peer takes minutes), measured by GNU time. Times differ between machines, ratios much less.',
    '*FleetApp* and *cdk8s App* write one file for each chart, the same bytes. *A file for each object* is',
    '`FleetLayout.FLEET` with all checks. *Real ChatGPTApps* are built, checked against the CRD, rendered and written.',
    '',
    `Machine: ${machine}.${missing.length > 0 ? ` Not installed, so not measured: ${missing.join(', ')}.` : ''}`,
    '',
    'CPU time is user and system time together. *User* time is spent in the code of the process and of Node, *system* time',
    'in the kernel for it, most of it for files: it belongs to the disk and the file system at hand, and differs from run',
    `to run. Each run writes into a new folder below \`${folder}\`.${oneCore ? ' Each process had one core.' : ''}`,
    '',
    'Target | Is | \n-|-:|-',
    ...targetRows(results),
    '',
    'Ratio, whole processes | CPU | user\n-|-:|-:',
    ...ratios(results),
    '',
    'Where the time of the main thread goes, by the profiler of V8; what other threads compile and collect comes on top.',
    '',
    `Part of a synthesis of ${profiled} real ChatGPTApps | \n-|-:`,
    ...profile.map(({ part, share }) => `${part} | ${(100 * share).toFixed(0)} %`),
    '',
    '![CPU time over the number of charts](synth.svg)',
    '',
    'Charts | Contender | Wall, s | CPU, s | User, s | System, s | Memory, MiB\n-:|-|-:|-:|-:|-:|-:',
    ...rows,
    '',
  ].join('\n');
}

/** Those that both measurements of are there. */
function ratios(results: readonly Measurement[]): string[] {
  const find = (contender: string, apps: number) =>
    results.find((row) => row.contender === contender && row.apps === apps);
  const ratio = (label: string, over?: Measurement, under?: Measurement) =>
    over && under ? [row(label, (time) => `${(over[time] / under[time]).toFixed(2)} ×`)] : [];
  const sizes = [...new Set(results.map(({ apps }) => apps))];
  return [
    ...sizes.flatMap((apps) =>
      ratio(`cdk8s App to FleetApp, ${apps} charts`, find('cdk8s App', apps), find('FleetApp', apps)),
    ),
    ...ratio('FleetApp, 10,000 charts to 4,000', find('FleetApp', 10_000), find('FleetApp', 4000)),
    ...sizes.flatMap((apps) =>
      ratio(
        `one app of ${apps} changed to the first run`,
        find('FleetApp, one app changed', apps),
        find('FleetApp, a file for each object', apps),
      ),
    ),
    ...sizes.flatMap((apps) =>
      ratio(
        `one real app of ${apps} changed to the first run`,
        find('real ChatGPTApps, one app changed', apps),
        find('real ChatGPTApps, a file for each object', apps),
      ),
    ),
    ...sizes.flatMap((apps) => {
      const real = find('real ChatGPTApps', apps);
      return real
        ? [
            row(`real ChatGPTApps for each second, of ${apps}`, (time) =>
              String(Math.round(apps / real[time])),
            ),
          ]
        : [];
    }),
    // seconds belong to a machine; what cdk8s takes on it tells how quick it is
    ...ratio(
      '4000 real ChatGPTApps to cdk8s App, 1000 charts',
      find('real ChatGPTApps', 4000),
      find('cdk8s App', 1000),
    ),
  ];
}

/** A row of the table of ratios: in total, and of user time alone. */
function row(label: string, ratioOf: (time: 'cpu' | 'user') => string): string {
  return `${label} | ${ratioOf('cpu')} | ${ratioOf('user')}`;
}

import type { Measurement } from './run';

export interface BenchmarkFacts {
  readonly machine: string;
  readonly runs: number;
  readonly missing: readonly string[];
  readonly results: readonly Measurement[];
}

/** docs/performance/synth.md: the table, with the ratio to FleetApp of the same size. */
export function markdownPage({ machine, runs, missing, results }: BenchmarkFacts): string {
  const rows = results.map((row) => {
    const own = results.find(({ contender, apps }) => contender === 'FleetApp' && apps === row.apps);
    const ratio = own ? `${(row.cpu / own.cpu).toFixed(2)} ×` : '';
    return `${row.apps} | ${row.contender} | ${row.wall.toFixed(2)} | ${row.cpu.toFixed(2)} | ${row.memory.toFixed(0)} | ${ratio}`;
  });
  return [
    '<!-- Made by npm run bench:synth. Do not edit. -->',
    '# What a synthesis costs',
    `Charts of seven objects each, the same for every contender, each in a process of its own; the least of ${runs} runs,`,
    'measured by GNU time. Times differ between machines, the ratios much less. *Real ChatGPTApps* are built, checked',
    'against the CRD, rendered and written.',
    '',
    `Machine: ${machine}.${missing.length > 0 ? ` Not installed, so not measured: ${missing.join(', ')}.` : ''}`,
    '',
    '![CPU time over the number of charts](synth.svg)',
    '',
    'Charts | Contender | Wall, s | CPU, s | Memory, MiB | CPU, of FleetApp\n-:|-|-:|-:|-:|-:',
    ...rows,
    '',
  ].join('\n');
}

import type { Measurement } from './run';

/** Rows of a table: what was asked for, what is, and whether that is enough. What was not measured has no row. */
export function targetRows(results: readonly Measurement[]): string[] {
  const find = (contender: string, apps: number) =>
    results.find((row) => row.contender === contender && row.apps === apps);
  const cpu = (contender: string, apps: number) => find(contender, apps)?.cpu;
  const gain = (apps: number) => ratio(cpu('cdk8s App', apps), cpu('FleetApp', apps));
  const changed = (apps: number) =>
    ratio(cpu('FleetApp, one app changed', apps), cpu('FleetApp, a file for each object', apps));
  const changedReal = (apps: number) =>
    ratio(
      cpu('real ChatGPTApps, one app changed', apps),
      cpu('real ChatGPTApps, a file for each object', apps),
    );
  return [
    ...atLeast('FleetApp is quicker than cdk8s App, 1000 charts', gain(1000), 4, ' ×'),
    ...atLeast('FleetApp is quicker than cdk8s App, 4000 charts', gain(4000), 30, ' ×'),
    ...atMost('A chain of 40 charts', find('chain of 40 charts', 40)?.wall, 1, ' s'),
    ...atMost('10,000 charts beside 4000', ratio(cpu('FleetApp', 10_000), cpu('FleetApp', 4000)), 2.6, ' ×'),
    ...atMost(
      'Memory beside cdk8s App, 4000 charts',
      ratio(find('FleetApp', 4000)?.memory, find('cdk8s App', 4000)?.memory),
      1,
      ' ×',
    ),
    ...atLeast(
      'Real ChatGPTApps for each second of CPU, of 4000',
      ratio(4000, cpu('real ChatGPTApps', 4000)),
      700,
      '',
    ),
    ...[1000, 4000, 10_000].flatMap((apps) => [
      ...atMost(`One of ${apps} charts changed, beside the first run`, changed(apps), 0.6, ' ×'),
      ...atMost(`One of ${apps} real apps changed, beside the first run`, changedReal(apps), 0.6, ' ×'),
    ]),
  ];
}

function ratio(over: number | undefined, under: number | undefined): number | undefined {
  return over === undefined || under === undefined ? undefined : over / under;
}

function atLeast(what: string, is: number | undefined, limit: number, unit: string): string[] {
  return is === undefined ? [] : [row(`${what}: ≥ ${limit}${unit}`, is, unit, is >= limit)];
}

function atMost(what: string, is: number | undefined, limit: number, unit: string): string[] {
  return is === undefined ? [] : [row(`${what}: ≤ ${limit}${unit}`, is, unit, is <= limit)];
}

function row(target: string, is: number, unit: string, isMet: boolean): string {
  return `${target} | ${is.toFixed(is < 100 ? 2 : 0)}${unit} | ${isMet ? 'met' : '**missed**'}`;
}

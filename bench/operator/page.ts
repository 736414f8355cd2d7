import type { Contender } from './contender';
import type { PhaseCost, PhaseName } from './measure';
import type { Run } from './run';

export interface OperatorFacts {
  readonly machine: string;
  /** Version of the API server. */
  readonly kubernetes: string;
  /** What the contenders are, for people. */
  readonly titles: Readonly<Record<string, string>>;
  /** How often each life was run. */
  readonly repeats: number;
  readonly runs: readonly Run[];
}

/** What is wanted of a phase: at most so many writes of an app, and so many times the speed of the reference. */
const TARGETS: readonly { readonly phase: PhaseName; readonly writes: number; readonly speed?: number }[] = [
  { phase: 'create', writes: 9.5, speed: 1.5 },
  { phase: 'change the image, same version', writes: 4, speed: 3 },
  { phase: 'heal a deleted Service', writes: 2, speed: 4 },
  { phase: 'heal a foreign label', writes: 2, speed: 4 },
  { phase: 'heal a foreign image', writes: 2, speed: 4 },
  { phase: 'restart', writes: 0, speed: 4 },
  { phase: 'idle', writes: 0 },
  { phase: 'idle beside a foreign writer', writes: 0 },
];
const MOST_CPU_RATIO = 1.5;
const MOST_MEMORY = 200;

/** docs/performance/operator.md: targets, ratios, and what they come from. */
export function markdownPage(facts: OperatorFacts): string {
  const sizes = [...new Set(facts.runs.map(({ apps }) => apps))];
  return [
    '<!-- Made by npm run bench:operator. Do not edit. -->',
    '# The operator beside one in Go',
    ...method(facts),
    '',
    ...sizes.flatMap((apps) => sizeSection(facts, apps)),
  ].join('\n');
}

function method({ machine, kubernetes, titles, repeats }: OperatorFacts): string[] {
  return [
    `*Ours*: ${titles.ours}. *Go*: ${titles.reference}; \`bench/operator/reference-go\`, written plainly: the same seven objects by`,
    'server-side apply at each look, watches of owned objects with predicates, status by server-side apply on change.',
    '',
    `Each works alone in a new cluster of etcd and kube-apiserver ${kubernetes}. There is no controller, scheduler or kubelet: a`,
    'simulator sets the status of a Deployment as soon as its spec changes, and nothing collects garbage. An app has no host,',
    'so it is a ServiceAccount, ConfigMap, NetworkPolicy, Deployment, Service, PodDisruptionBudget and ServiceMonitor.',
    'The harness changes all apps at once, sixteen requests at a time. *Seconds* end when the last app is Ready (or healed);',
    'those of a restart begin with the process and end when it has looked at all apps and has nothing left to do.',
    '*Writes* and *requests* are the operator’s own, of each app, counted in the audit log of the API server; watches count when',
    'they end. *CPU* is from `/proc`, until the operator has asked for nothing for 1.5 s; *memory* is the peak of its process.',
    '*Strangers* are processes that are no part of this: where they took much, the seconds say little.',
    'A *foreign writer* keeps changing annotations of all kinds of objects, and a status field of Deployments.',
    '',
    `Machine: ${machine}; everything shares it. The least of ${repeats} ${repeats === 1 ? 'run' : 'runs'}. Times differ between machines, ratios less.`,
  ];
}

function sizeSection({ runs }: OperatorFacts, apps: number): string[] {
  const costsOf = (contender: Contender['name']) =>
    best(runs.filter((run) => run.contender === contender && run.apps === apps));
  const [ours, reference] = [costsOf('ours'), costsOf('reference')];
  const rows = ours.flatMap((mine) => {
    const other = reference.find(({ phase }) => phase === mine.phase);
    return other ? [row(mine, other, apps)] : [];
  });
  return [
    `## ${apps} apps`,
    'Phase | Seconds: ours | Go | Times faster | Writes per app: ours | Go | Requests per app: ours | Go | CPU of the operator, s: ours | Go | CPU of the API server, s: ours | Go | CPU of strangers, s: ours | Go',
    '-|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:',
    ...rows,
    '',
    'Phase | Time to Ready, s, p50: ours | Go | p99: ours | Go | Memory, MiB: ours | Go | Event loop, p99 of its lag, ms',
    '-|-:|-:|-:|-:|-:|-:|-:',
    ...ours.flatMap((mine) => {
      const other = reference.find(({ phase }) => phase === mine.phase);
      return other ? [latencyRow(mine, other)] : [];
    }),
    '',
    'Target | Is | \n-|-:|-',
    ...targets(ours, reference, apps),
    '',
  ];
}

function row(mine: PhaseCost, other: PhaseCost, apps: number): string {
  const isTimed = !mine.phase.startsWith('idle');
  return [
    mine.phase,
    ...(isTimed
      ? [mine.seconds.toFixed(1), other.seconds.toFixed(1), (other.seconds / mine.seconds).toFixed(1)]
      : ['', '', '']),
    ...[mine.writes, other.writes, mine.requests, other.requests].map((count) => (count / apps).toFixed(2)),
    ...[mine.operatorCpu, other.operatorCpu].map((cpu) => cpu.toFixed(1)),
    ...[mine.apiServerCpu, other.apiServerCpu].map((cpu) => cpu.toFixed(1)),
    ...[mine.strangersCpu, other.strangersCpu].map((cpu) => cpu.toFixed(1)),
  ].join(' | ');
}

function latencyRow(mine: PhaseCost, other: PhaseCost): string {
  return [
    mine.phase,
    ...[mine.p50, other.p50, mine.p99, other.p99].map((seconds) => seconds?.toFixed(2) ?? ''),
    ...[mine.memory, other.memory].map((memory) => memory.toFixed(0)),
    mine.eventLoopLag?.toFixed(0) ?? '',
  ].join(' | ');
}

function targets(ours: readonly PhaseCost[], reference: readonly PhaseCost[], apps: number): string[] {
  const total = (costs: readonly PhaseCost[]) => costs.reduce((sum, { operatorCpu }) => sum + operatorCpu, 0);
  const cpu = total(ours) / total(reference);
  const memory = Math.max(...ours.map((cost) => cost.memory));
  return [
    ...TARGETS.flatMap(({ phase, writes, speed }) => {
      const mine = ours.find((cost) => cost.phase === phase);
      const other = reference.find((cost) => cost.phase === phase);
      if (!mine || !other) return [];
      const ratio = other.seconds / mine.seconds;
      const each = mine.writes / apps;
      return [
        verdict(`${phase}: ≤ ${writes} writes per app`, each.toFixed(2), each <= writes),
        ...(speed === undefined
          ? []
          : [verdict(`${phase}: ≥ ${speed} × faster`, `${ratio.toFixed(1)} ×`, ratio >= speed)]),
      ];
    }),
    verdict(`CPU of the operator ≤ ${MOST_CPU_RATIO} × Go`, `${cpu.toFixed(2)} ×`, cpu <= MOST_CPU_RATIO),
    verdict(`Memory ≤ ${MOST_MEMORY} MiB`, memory.toFixed(0), memory <= MOST_MEMORY),
  ];
}

function verdict(target: string, is: string, isMet: boolean): string {
  return `${target} | ${is} | ${isMet ? 'met' : '**missed**'}`;
}

/** Of each phase the quickest run. */
function best(runs: readonly Run[]): PhaseCost[] {
  const all = runs.flatMap(({ costs }) => costs);
  return [...new Set(all.map(({ phase }) => phase))].flatMap(
    (phase) => all.filter((cost) => cost.phase === phase).sort((a, b) => a.seconds - b.seconds)[0] ?? [],
  );
}

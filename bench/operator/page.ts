import type { Contender } from './contender';
import type { LeastCosts } from './least-cost';
import type { PhaseCost, PhaseName } from './measure';
import type { Run } from './run';

export interface OperatorFacts {
  readonly machine: string;
  /** Version of the API server. */
  readonly kubernetes: string;
  /** What the contenders are, for people. */
  readonly titles: Readonly<Record<string, string>>;
  readonly runs: readonly Run[];
  readonly cores: number;
  /** What a phase costs whoever the operator is. */
  readonly least: LeastCosts;
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
/** 200 MB, in MiB. */
const MOST_MEMORY = 190.7;
/** What so many apps may take at most: objects of more apps take more. */
const APPS_OF_MEMORY = 1000;

/** docs/performance/operator.md: targets, ratios, and what they come from. */
export function markdownPage(facts: OperatorFacts): string {
  const sizes = [...new Set(facts.runs.map(({ apps }) => apps))].sort((a, b) => a - b);
  return [
    '<!-- Made by npm run bench:operator. Do not edit. -->',
    '# The operator beside one in Go',
    ...method(facts),
    '',
    ...leastSection(facts),
    ...sizes.flatMap((apps) => sizeSection(facts, apps)),
  ].join('\n');
}

function method({ machine, kubernetes, titles }: OperatorFacts): string[] {
  return [
    `*Ours*: ${titles.ours}. *Go*: ${titles.reference}; \`bench/operator/reference-go\`, written plainly: the same seven objects by`,
    'server-side apply at each look, watches of owned objects with predicates, status by server-side apply on change.',
    '',
    `Each works alone in a new cluster of etcd and kube-apiserver ${kubernetes}. There is no controller, scheduler or kubelet: a`,
    'simulator says of a Deployment that its pods run two seconds after its spec has changed, which is soon for a pod, and nothing',
    'collects garbage. An app has no host,',
    'so it is a ServiceAccount, ConfigMap, NetworkPolicy, Deployment, Service, PodDisruptionBudget and ServiceMonitor.',
    'The harness changes all apps at once, sixteen requests at a time. *Seconds* end when the last app is Ready (or healed);',
    'those of a restart begin with the process and end when it has looked at all apps and has nothing left to do. *At rest* is when',
    'the operator has no more to ask: one that applies everything at each look still writes when all is well.',
    '*Writes* and *requests* are the operator’s own, of each app, counted in the audit log of the API server; watches count when',
    'they end. *CPU* is from `/proc`, until the operator has asked for nothing for 1.5 s; *memory* is the peak of its process.',
    '*Strangers* are processes that are no part of this: where they took much, the seconds say little.',
    'A *foreign writer* keeps changing annotations of all kinds of objects, and a status field of Deployments.',
    '',
    `Machine: ${machine}; everything shares it. Where a life was run more often, the least of each phase counts. Times differ between machines, ratios less.`,
  ];
}

function leastSection({ least, cores }: OperatorFacts): string[] {
  const rows = Object.entries(least).map(
    ([phase, seconds]) =>
      `${phase} | ${(seconds * 1000).toFixed(1)} | ${((seconds * 1000) / cores).toFixed(1)}`,
  );
  return [
    '## What nobody can save',
    'The processor time of the API server and etcd for the least that must be written: the change itself, each object that has to',
    `change, the status of a Deployment that is rolled out, one status of the app. With ${cores} processors, and an operator, a`,
    'simulator and watches that cost nothing, a phase would take the seconds of the last column. They bound the *times faster* below.',
    '',
    'Phase | CPU, ms per app | Least seconds with 1,000 apps',
    '-|-:|-:',
    ...rows,
    '',
  ];
}

function sizeSection({ runs, least, cores }: OperatorFacts, apps: number): string[] {
  const costsOf = (contender: Contender['name']) =>
    best(runs.filter((run) => run.contender === contender && run.apps === apps));
  const [ours, reference] = [costsOf('ours'), costsOf('reference')];
  const otherOf = ({ phase }: PhaseCost) => reference.find((cost) => cost.phase === phase);
  const leastOf = ({ phase }: PhaseCost) => ((least[phase] ?? 0) * apps) / cores;
  const rows = ours.map((mine) => row(mine, otherOf(mine), apps, leastOf(mine)));
  return [
    `## ${apps} apps`,
    'Phase | Seconds: ours | Go | Times faster | At most | Writes per app: ours | Go | Requests per app: ours | Go | CPU of the operator, s: ours | Go | CPU of the API server, s: ours | Go | CPU of strangers, s: ours | Go',
    '-|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:',
    ...rows,
    '',
    'Phase | At rest after, s: ours | Go | Apps per second: ours | Go | Time to Ready, s, p50: ours | Go | p99: ours | Go | Memory, MiB: ours | Go | Event loop, p99 of its lag, ms',
    '-|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:',
    ...ours.map((mine) => latencyRow(mine, otherOf(mine), apps)),
    '',
    'Target | Is | \n-|-:|-',
    ...targets(ours, reference, apps),
    '',
  ];
}

function row(mine: PhaseCost, other: PhaseCost | undefined, apps: number, least: number): string {
  const times = (seconds: number) => (other && seconds > 0 ? (other.seconds / seconds).toFixed(1) : '');
  return [
    mine.phase,
    ...(isTimed(mine)
      ? [mine.seconds.toFixed(1), digits(other?.seconds, 1), times(mine.seconds), times(least)]
      : ['', '', '', '']),
    ...[mine.writes, other?.writes, mine.requests, other?.requests].map((count) =>
      digits(count && count / apps, 2),
    ),
    ...[mine.operatorCpu, other?.operatorCpu].map((cpu) => digits(cpu, 1)),
    ...[mine.apiServerCpu, other?.apiServerCpu].map((cpu) => digits(cpu, 1)),
    ...[mine.strangersCpu, other?.strangersCpu].map((cpu) => digits(cpu, 1)),
  ].join(' | ');
}

function latencyRow(mine: PhaseCost, other: PhaseCost | undefined, apps: number): string {
  const rate = (cost: PhaseCost | undefined) =>
    isTimed(mine) && cost ? (apps / cost.seconds).toFixed(0) : '';
  return [
    mine.phase,
    ...(isTimed(mine) ? [mine, other].map((cost) => digits(cost?.untilRest, 1)) : ['', '']),
    ...[mine, other].map(rate),
    ...[mine.p50, other?.p50, mine.p99, other?.p99].map((seconds) => digits(seconds, 2)),
    ...[mine.memory, other?.memory].map((memory) => digits(memory, 0)),
    digits(mine.eventLoopLag, 0),
  ].join(' | ');
}

function isTimed({ phase }: PhaseCost): boolean {
  return !phase.startsWith('idle');
}

function digits(value: number | undefined, count: number): string {
  return value?.toFixed(count) ?? '';
}

function targets(ours: readonly PhaseCost[], reference: readonly PhaseCost[], apps: number): string[] {
  const total = (costs: readonly PhaseCost[]) => costs.reduce((sum, { operatorCpu }) => sum + operatorCpu, 0);
  // a life that was ended early has fewer phases
  const shared = ours.filter(({ phase }) => reference.some((cost) => cost.phase === phase));
  const cpu = total(shared) / total(reference);
  const memory = Math.max(...ours.map((cost) => cost.memory));
  return [
    ...TARGETS.flatMap(({ phase, writes, speed }) => {
      const mine = ours.find((cost) => cost.phase === phase);
      const other = reference.find((cost) => cost.phase === phase);
      if (!mine) return [];
      const each = mine.writes / apps;
      const ratio = other && other.seconds / mine.seconds;
      return [
        verdict(`${phase}: ≤ ${writes} writes per app`, each.toFixed(2), each <= writes),
        ...(speed === undefined || ratio === undefined
          ? []
          : [verdict(`${phase}: ≥ ${speed} × faster`, `${ratio.toFixed(1)} ×`, ratio >= speed)]),
      ];
    }),
    ...(reference.length === 0
      ? []
      : [
          verdict(
            `CPU of the operator ≤ ${MOST_CPU_RATIO} × Go`,
            `${cpu.toFixed(2)} ×`,
            cpu <= MOST_CPU_RATIO,
          ),
        ]),
    ...(apps > APPS_OF_MEMORY
      ? []
      : [verdict(`Memory ≤ ${MOST_MEMORY} MiB`, memory.toFixed(0), memory <= MOST_MEMORY)]),
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

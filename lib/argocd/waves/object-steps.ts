import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { deliveredCharts, deliveredTo } from './delivered-charts';
import type { WaveStep } from './plan-waves';
import { constructsOf, isWithin } from './tree';

/** The steps of a scope's objects, and of the groups between them. */
export interface ObjectSteps {
  readonly steps: readonly WaveStep[];
  readonly byObject: ReadonlyMap<ApiObject, WaveStep>;
}

/** What every other object may need, whether it says so or not. */
const RANKS: Readonly<Record<string, number>> = {
  'core Namespace': 0,
  'apiextensions.k8s.io CustomResourceDefinition': 0,
  'argoproj.io AppProject': 1,
};
const RANK_OF_THE_REST = 2;

/**
 * What waits for what among the objects of a scope: by `node.addDependency` between them, or between constructs that
 * hold them, and for applications also by that between the charts that they deliver.
 *
 * @param givenWave the wave that an object has been given, undefined for none.
 */
export function objectSteps(
  scope: IConstruct,
  givenWave: (object: ApiObject) => number | undefined,
): ObjectSteps {
  const constructs = constructsOf(scope);
  const byObject = new Map<ApiObject, WaveStep>();
  for (const object of constructs) {
    if (ApiObject.isApiObject(object)) byObject.set(object, stepOf(object, givenWave(object)));
  }
  const graph = new StepGraph(byObject);
  const deliveries = deliveriesAmong(constructs);
  for (const source of constructs) {
    const targets = new Set([...source.node.dependencies, ...impliedDependencies(source, deliveries)]);
    graph.connect(source, [...targets]);
  }
  return { steps: graph.steps(), byObject };
}

function stepOf(object: ApiObject, given: number | undefined): WaveStep {
  const rank = RANKS[`${object.apiGroup} ${object.kind}`] ?? RANK_OF_THE_REST;
  // who gives a wave has thought of the order
  return { name: object.node.path, after: [], rank: given === undefined ? rank : RANK_OF_THE_REST, given };
}

/** Edges between constructs as edges between their objects, through groups. */
class StepGraph {
  private readonly groups: WaveStep[] = [];
  private readonly stepsBelow = new Map<IConstruct, readonly WaveStep[]>();
  private readonly groupBelow = new Map<IConstruct, WaveStep>();

  constructor(private readonly byObject: ReadonlyMap<ApiObject, WaveStep>) {}

  steps(): readonly WaveStep[] {
    return [...this.byObject.values(), ...this.groups];
  }

  connect(source: IConstruct, targets: readonly IConstruct[]): void {
    const sources = this.below(source);
    if (sources.length === 0) return;
    const waitedFor: WaveStep[] = [];
    for (const target of targets) {
      if (target === source) continue;
      // where one is in the other, an object does not wait for itself
      if (isWithin(source, target)) this.add(sources, this.without(target, sources));
      else if (isWithin(target, source))
        this.add(this.without(source, this.below(target)), this.below(target));
      else waitedFor.push(...this.asOne(target));
    }
    this.add(sources, waitedFor);
  }

  private add(sources: readonly WaveStep[], targets: readonly WaveStep[]): void {
    if (sources.length === 0 || targets.length === 0) return;
    const between = sources.length === 1 || targets.length === 1 ? targets : [this.group(targets)];
    for (const { after } of sources) after.push(...between);
  }

  /** The objects of a construct as one step, or none. */
  private asOne(construct: IConstruct): readonly WaveStep[] {
    const steps = this.below(construct);
    if (steps.length <= 1) return steps;
    const group = this.groupBelow.get(construct) ?? this.group(steps);
    this.groupBelow.set(construct, group);
    return [group];
  }

  private group(after: readonly WaveStep[]): WaveStep {
    const group = { name: `(group ${this.groups.length})`, after: [...after], isGroup: true };
    this.groups.push(group);
    return group;
  }

  private below(construct: IConstruct): readonly WaveStep[] {
    const own = this.byObject.get(construct as ApiObject);
    if (own) return [own];
    const known = this.stepsBelow.get(construct);
    if (known) return known;
    const steps = constructsOf(construct).flatMap((node) => this.byObject.get(node as ApiObject) ?? []);
    this.stepsBelow.set(construct, steps);
    return steps;
  }

  private without(construct: IConstruct, excluded: readonly WaveStep[]): readonly WaveStep[] {
    const out = new Set(excluded);
    return this.below(construct).filter((step) => !out.has(step));
  }
}

/** The applications that deliver a chart. */
type Deliveries = ReadonlyMap<Chart, readonly IConstruct[]>;

function deliveriesAmong(constructs: readonly IConstruct[]): Deliveries {
  const deliveries = new Map<Chart, IConstruct[]>();
  for (const construct of constructs) {
    for (const chart of deliveredCharts(construct)) {
      const others = deliveries.get(chart);
      if (others) others.push(construct);
      else deliveries.set(chart, [construct]);
    }
  }
  return deliveries;
}

/**
 * What an application waits for, because its charts wait for charts that others deliver: to the same cluster, where any
 * do, or else to all.
 */
function impliedDependencies(application: IConstruct, deliveries: Deliveries): IConstruct[] {
  const own = new Set(deliveredCharts(application));
  const cluster = deliveredTo(application);
  const charts = new Set([...own].flatMap(chartsWaitedFor));
  return [...charts]
    .filter((chart) => !own.has(chart))
    .flatMap((chart) => {
      const others = (deliveries.get(chart) ?? []).filter((other) => other !== application);
      const beside = others.filter((other) => deliveredTo(other) === cluster);
      return beside.length > 0 ? beside : others;
    });
}

function chartsWaitedFor(chart: Chart): Chart[] {
  return constructsOf(chart)
    .flatMap(({ node }) => node.dependencies)
    .flatMap((target) => (isInChart(target) ? Chart.of(target) : []));
}

function isInChart(construct: IConstruct): boolean {
  return construct.node.scopes.some((scope) => Chart.isChart(scope));
}

import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** All objects of a construct, as one thing to wait for: n objects waiting for m others are n + m edges, not n * m. */
export class ObjectGroup {
  constructor(public readonly members: readonly IConstruct[]) {}
}

export type Dependency = IConstruct | ObjectGroup;

/** The constructs at and below a root, and what each of them waits for, in the order of cdk8s. */
export interface ResolvedTree {
  readonly nodes: readonly IConstruct[];
  readonly dependencies: ReadonlyMap<IConstruct, ReadonlySet<Dependency>>;
  /** Whether a chart waits for another one: then cdk8s numbers its files. */
  readonly hasDependentCharts: boolean;
}

/**
 * Adds what follows from the dependencies that users gave: a chart waits for the charts in it and for those of its
 * constructs' dependencies, and an object for the objects of what its constructs wait for. The same as cdk8s'
 * `resolveDependencies`, but it walks the tree once and changes no node.
 *
 * @param earlier what was found before the tree changed: cdk8s adds to nodes, so there it stays.
 */
export function resolveDependencies(root: IConstruct, earlier?: ResolvedTree): ResolvedTree {
  const nodes = root.node.findAll();
  const dependencies = new Map<IConstruct, Set<Dependency>>();
  for (const node of nodes) {
    const known = earlier?.dependencies.get(node);
    const given = node.node.dependencies;
    if (known || given.length > 0) dependencies.set(node, new Set([...(known ?? []), ...given]));
  }
  const add = (source: IConstruct, target: Dependency) => {
    const targets = dependencies.get(source);
    if (targets) targets.add(target);
    else dependencies.set(source, new Set([target]));
  };
  const nesting = addNestedCharts(nodes, add);
  const crossing = addChartsOfDependencies(edges(nodes, dependencies), add);
  addObjects(edges(nodes, dependencies), add);
  return { nodes, dependencies, hasDependentCharts: nesting || crossing };
}

type Add = (source: IConstruct, target: Dependency) => void;

interface Edge {
  readonly source: IConstruct;
  readonly target: IConstruct;
}

/** A copy, since what follows from these edges is added while they are read. */
function edges(nodes: readonly IConstruct[], dependencies: ReadonlyMap<IConstruct, Set<Dependency>>): Edge[] {
  const found: Edge[] = [];
  if (dependencies.size === 0) return found;
  for (const source of nodes) {
    for (const target of dependencies.get(source) ?? [])
      if (!(target instanceof ObjectGroup)) found.push({ source, target });
  }
  return found;
}

function addNestedCharts(nodes: readonly IConstruct[], add: Add): boolean {
  let found = false;
  for (const parent of nodes) {
    if (!(parent instanceof Chart)) continue;
    for (const child of parent.node.children) {
      if (!(child instanceof Chart)) continue;
      add(parent, child);
      found = true;
    }
  }
  return found;
}

function addChartsOfDependencies(given: readonly Edge[], add: Add): boolean {
  let found = false;
  for (const { source, target } of given) {
    const from = Chart.of(source);
    const to = Chart.of(target);
    if (from === to) continue;
    add(from, to);
    found = true;
  }
  return found;
}

function addObjects(given: readonly Edge[], add: Add): void {
  const objectsOf = memoized(ownObjects);
  const groupOf = memoized((target) => new ObjectGroup(objectsOf(target)));
  for (const { source, target } of given) {
    const sources = objectsOf(source);
    const targets = objectsOf(target);
    const [first] = targets;
    if (sources.length === 0 || first === undefined) continue;
    // an object does not wait for itself, so where the two share objects a group would be wrong
    if (shareObjects(source, target)) addPairs(sources, targets, add);
    else {
      const waitsFor = targets.length === 1 ? first : groupOf(target);
      for (const object of sources) add(object, waitsFor);
    }
  }
}

function addPairs(sources: readonly IConstruct[], targets: readonly IConstruct[], add: Add): void {
  for (const target of targets) {
    for (const source of sources) {
      if (source !== target) add(source, target);
    }
  }
}

/** The objects below a construct, without those of charts in it. */
function ownObjects(construct: IConstruct): IConstruct[] {
  const chart = Chart.of(construct);
  return construct.node.findAll().filter((node) => node instanceof ApiObject && Chart.of(node) === chart);
}

function shareObjects(a: IConstruct, b: IConstruct): boolean {
  return Chart.of(a) === Chart.of(b) && (isWithin(a, b) || isWithin(b, a));
}

function isWithin(construct: IConstruct, scope: IConstruct): boolean {
  let at: IConstruct | undefined = construct;
  while (at !== undefined && at !== scope) at = at.node.scope;
  return at === scope;
}

function memoized<T>(compute: (construct: IConstruct) => T): (construct: IConstruct) => T {
  const known = new Map<IConstruct, T>();
  return (construct) => {
    let value = known.get(construct);
    if (value === undefined) {
      value = compute(construct);
      known.set(construct, value);
    }
    return value;
  };
}

import type { IConstruct } from 'constructs';
import { type Dependency, ObjectGroup, type ResolvedTree } from './resolve-dependencies';

/** A construct in the graph, or a group of objects, which has no construct. */
interface Vertex {
  readonly construct?: IConstruct;
  readonly outbound: Vertex[];
  isRoot: boolean;
  waitsForItself: boolean;
  state: 'new' | 'open' | 'done';
}

/**
 * The constructs of a tree, each after what it waits for: the order of cdk8s' `DependencyGraph.topology()`, which
 * walks every path through the graph, found by looking at every vertex and edge once.
 *
 * @throws where constructs wait for each other. As in cdk8s, a construct that waits for itself only, and for which
 * nothing waits, is left out.
 */
export function dependencyOrder(tree: ResolvedTree): IConstruct[] {
  if (tree.dependencies.size === 0 && !tree.nodes.some(comesFirst)) return [...tree.nodes];
  const vertices = graph(tree);
  const ordered: IConstruct[] = [];
  for (const vertex of vertices) {
    if (vertex.isRoot) visit(vertex, (construct) => ordered.push(construct));
  }
  // what no root leads to waits for itself, or is in a cycle
  for (const vertex of vertices) {
    if (vertex.state === 'new') visit(vertex, () => undefined);
  }
  return ordered;
}

/** Paths that are numbers come before others: cdk8s keeps vertices by path in a plain object. */
function comesFirst({ node }: IConstruct): boolean {
  return /^\d+$/.test(node.path);
}

function graph({ nodes, dependencies }: ResolvedTree): Vertex[] {
  const byPath: Record<string, Vertex> = {};
  for (const construct of nodes) byPath[construct.node.path] = newVertex(construct);
  const groups = new Map<ObjectGroup, Vertex>();
  const vertexOf = (target: Dependency): Vertex | undefined => {
    if (!(target instanceof ObjectGroup)) return byPath[target.node.path];
    let vertex = groups.get(target);
    if (vertex === undefined) {
      vertex = newVertex();
      groups.set(target, vertex);
      for (const member of target.members) connect(vertex, byPath[member.node.path]);
    }
    return vertex;
  };
  if (dependencies.size > 0) {
    for (const source of nodes) {
      const from = byPath[source.node.path];
      for (const target of dependencies.get(source) ?? []) connect(from, vertexOf(target));
    }
  }
  return Object.values(byPath);
}

function newVertex(construct?: IConstruct): Vertex {
  return { construct, outbound: [], isRoot: true, waitsForItself: false, state: 'new' };
}

/** Targets outside of the tree have no vertex: charts render only what is theirs. */
function connect(from: Vertex | undefined, to: Vertex | undefined): void {
  if (from === undefined || to === undefined) return;
  to.isRoot = false;
  if (from === to) from.waitsForItself = true;
  else from.outbound.push(to);
}

/** Depth first, with a stack of its own: chains may be longer than the call stack. */
function visit(start: Vertex, found: (construct: IConstruct) => void): void {
  if (start.state === 'done') return;
  const stack = [{ vertex: start, next: 0 }];
  start.state = 'open';
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const target = top.vertex.outbound[top.next++];
    if (target === undefined) {
      top.vertex.state = 'done';
      if (top.vertex.construct) found(top.vertex.construct);
      stack.pop();
    } else if (target.state === 'open') {
      const path = stack.map(({ vertex }) => vertex);
      throw cycle([...path.slice(path.indexOf(target)), target]);
    } else if (target.state === 'new') {
      if (target.waitsForItself) throw cycle([target, target]);
      target.state = 'open';
      stack.push({ vertex: target, next: 0 });
    }
  }
}

function cycle(vertices: readonly Vertex[]): Error {
  const paths = vertices.flatMap(({ construct }) => construct?.node.path ?? []);
  return new Error(`Dependency cycle detected: ${paths.join(' => ')}`);
}

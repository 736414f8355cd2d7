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
  if (tree.dependencies.size === 0) return inOrderOfPaths(tree.nodes);
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

function graph({ nodes, dependencies }: ResolvedTree): Vertex[] {
  const vertices = new Map<IConstruct, Vertex>();
  for (const construct of inOrderOfPaths(nodes)) vertices.set(construct, newVertex(construct));
  const groups = new Map<ObjectGroup, Vertex>();
  const vertexOf = (target: Dependency): Vertex | undefined => {
    if (!(target instanceof ObjectGroup)) return vertices.get(target);
    let vertex = groups.get(target);
    if (vertex === undefined) {
      vertex = newVertex();
      groups.set(target, vertex);
      for (const member of target.members) connect(vertex, vertices.get(member));
    }
    return vertex;
  };
  for (const source of nodes) {
    const from = vertices.get(source);
    for (const target of dependencies.get(source) ?? []) connect(from, vertexOf(target));
  }
  return [...vertices.values()];
}

/** cdk8s keeps constructs by path in a plain object, which puts paths that are numbers first. */
function inOrderOfPaths(nodes: readonly IConstruct[]): IConstruct[] {
  const isNumber = ({ node }: IConstruct) =>
    /^(?:0|[1-9]\d{0,9})$/.test(node.id) && node.scopes.length === 2 && Number(node.id) < LARGEST_INDEX;
  const numbers = nodes.filter(isNumber).sort((a, b) => Number(a.node.id) - Number(b.node.id));
  return numbers.length === 0 ? [...nodes] : [...numbers, ...nodes.filter((node) => !isNumber(node))];
}

/** Of what JavaScript takes for the index of an array. */
const LARGEST_INDEX = 2 ** 32 - 1;

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

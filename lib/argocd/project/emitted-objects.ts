import type { Chart } from 'cdk8s';
import { objectsOf } from '../waves/tree';
import { livesInCluster } from './cluster-kinds';
import type { KindSpec } from './project-spec';

/** An object that a chart emits, as far as a project asks for it. */
export interface EmittedObject extends KindSpec {
  readonly name: string;
  /** Undefined for objects of the cluster, and for those that go to the namespace of the destination. */
  readonly namespace?: string;
  readonly isNamespaced: boolean;
}

/** All objects of charts. */
export function emittedObjects(charts: readonly Chart[]): EmittedObject[] {
  return charts.flatMap((chart) =>
    objectsOf(chart).map(({ apiGroup, kind, name, metadata }) => {
      const group = apiGroup === 'core' ? '' : apiGroup;
      const namespace = metadata.namespace ?? chart.namespace;
      const isNamespaced = !livesInCluster(group, kind, namespace);
      return { group, kind, name, isNamespaced, namespace: isNamespaced ? namespace : undefined };
    }),
  );
}

/** Each kind once, in alphabetical order. */
export function distinctKinds<Kind extends KindSpec>(kinds: readonly Kind[]): Kind[] {
  const byKey = new Map(kinds.map((kind) => [`${kind.group} ${kind.kind} ${kind.name ?? ''}`, kind]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}

/** Who may write these kinds can give every right to anybody. */
export function isRbac({ group }: KindSpec): boolean {
  return group === 'rbac.authorization.k8s.io';
}

import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import type { ChildKind, ManagedKind } from '../../../../operator/src/engine/managed-kind';
import { RefusedError } from '../../../../operator/src/engine/reconcile/rendered';

/** A kind that becomes what its spec lists: for tests that are about the engine and not about an app. */
export interface ToySpec {
  readonly parts: readonly ToyPart[];
  readonly refused?: string;
}

export interface ToyPart {
  readonly name: string;
  /** @default ConfigMap */
  readonly kind?: 'ConfigMap' | 'Deployment' | 'ServiceMonitor' | 'HTTPRoute';
  readonly waitsFor?: readonly number[];
  readonly content?: string;
}

const CHILDREN: Readonly<Record<NonNullable<ToyPart['kind']>, ChildKind>> = {
  ConfigMap: { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
  Deployment: { group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments', namespaced: true },
  HTTPRoute: {
    ...{ group: 'gateway.networking.k8s.io', version: 'v1', kind: 'HTTPRoute' },
    ...{ plural: 'httproutes', namespaced: true },
  },
  ServiceMonitor: {
    ...{ group: 'monitoring.coreos.com', version: 'v1', kind: 'ServiceMonitor' },
    ...{ plural: 'servicemonitors', namespaced: true, optional: true },
  },
};

export const toys: ManagedKind = {
  resource: { group: 'test.example.com', version: 'v1', kind: 'Toy', plural: 'toys', namespaced: true },
  children: Object.values(CHILDREN),
  parentLabel: 'test.example.com/toy',
  render({ metadata, spec }) {
    const { parts, refused } = spec as ToySpec;
    if (refused !== undefined) throw new RefusedError(refused);
    const objects = parts.map(({ name, kind = 'ConfigMap', waitsFor = [], content = '' }) => {
      const { group, version } = CHILDREN[kind];
      const manifest: KubeObject = {
        apiVersion: group ? `${group}/${version}` : version,
        kind,
        metadata: { name, namespace: metadata.namespace, labels: { 'test.example.com/toy': metadata.name } },
        data: { content },
      };
      return { manifest, waitsFor };
    });
    return { objects, warnings: [] };
  },
  describe: (_, children) => ({ parts: children.size }),
};

export function toy(spec: ToySpec, generation = 1): KubeObject {
  return {
    apiVersion: 'test.example.com/v1',
    kind: 'Toy',
    metadata: { name: 'bear', namespace: 'nursery', uid: 'uid-of-bear', generation },
    spec,
  };
}

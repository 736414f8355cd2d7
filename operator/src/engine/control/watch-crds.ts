import { monotonicClock } from '../clock';
import type { Resource } from '../kubernetes/resource';
import type { Transport } from '../kubernetes/transport';
import { Watcher } from '../watch/watcher';
import type { KindRunner } from './kind-runner';

const CRDS: Resource = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};

/** Watches the names of CRDs, so that a kind is used as soon as it is there, and not only when a pause is over. */
export function watchCrds(transport: Transport, runners: readonly KindRunner[]): Watcher<string> {
  const watcher = new Watcher<string>({
    ...{ transport, resource: CRDS, metadataOnly: true, clock: monotonicClock },
    accept: ({ metadata }) => metadata.name,
  });
  watcher.cache.subscribe(({ type, object: name }) => {
    if (type !== 'deleted') for (const runner of runners) runner.cluster.crdAppeared(name);
  });
  return watcher;
}

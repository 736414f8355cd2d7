import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import type { CacheEvent } from '../../../../operator/src/engine/watch/object-cache';
import { Watcher, type WatcherOptions } from '../../../../operator/src/engine/watch/watcher';
import { FakeApi, widgets } from './fake-api';
import { FakeTransport } from './fake-transport';
import { ManualClock } from './manual-clock';

/** A watcher of a fake API server, and what it told. */
export function reflectedCache(options: Partial<WatcherOptions<KubeObject>> = {}) {
  const api = new FakeApi();
  const clock = new ManualClock();
  const transport = new FakeTransport(api);
  const skipped: unknown[] = [];
  const failures: { readonly message: string; readonly delay: number }[] = [];
  const watcher = new Watcher<KubeObject>({
    resource: widgets,
    accept: (object) => object,
    observer: {
      skipped: (_, reason) => skipped.push(reason),
      failed: ({ message }, delay) => failures.push({ message, delay }),
    },
    random: () => 0.5,
    ...{ transport, clock },
    ...options,
  });
  const events: CacheEvent<KubeObject>[] = [];
  watcher.cache.subscribe((event) => events.push(event));
  return {
    ...{ api, clock, transport, watcher, cache: watcher.cache, events, skipped, failures },
    /** Resource versions of what is in the cache, by key. */
    state: () => versions(watcher.cache.list()),
    /** The same of what was told of it. */
    replayed: () => replay(events),
  };
}

function versions(objects: readonly KubeObject[]) {
  return Object.fromEntries(
    objects
      .map(({ metadata }) => [`${metadata.namespace}/${metadata.name}`, metadata.resourceVersion] as const)
      .sort(),
  );
}

function replay(events: readonly CacheEvent<KubeObject>[]) {
  const state = new Map<string, KubeObject>();
  for (const { type, key, object } of events) {
    if (state.has(key) === (type === 'added')) throw new Error(`${type} of ${key} out of turn`);
    if (type === 'deleted') state.delete(key);
    else state.set(key, object);
  }
  return versions([...state.values()]);
}

import type { KubeObject } from '../engine/kubernetes/kube-object';
import { objectId } from '../engine/kubernetes/object-id';
import type { ManagedKind } from '../engine/managed-kind';
import { isWithin } from '../engine/reconcile/is-within';
import { reconcile } from '../engine/reconcile/reconcile';

/** What Metacontroller asks. @see https://metacontroller.github.io/metacontroller/api/compositecontroller.html#sync-hook */
export interface SyncRequest {
  readonly parent: KubeObject;
  /** By `Kind.group/version`, then by name. */
  readonly children: Readonly<Record<string, Readonly<Record<string, KubeObject>>>>;
}

/** What it is told. */
export interface SyncResponse {
  readonly status: Readonly<Record<string, unknown>>;
  readonly children: readonly KubeObject[];
  readonly resyncAfterSeconds?: number;
}

/**
 * Decides for an engine of another what a parent needs now. What waits for its turn is left out until then, and what
 * is no longer wanted stays in the answer until it may go: such an engine deletes what it is not told.
 *
 * @param now RFC 3339.
 */
export function sync(kind: ManagedKind, { parent, children }: SyncRequest, now: string): SyncResponse {
  const live = new Map<string, KubeObject>();
  for (const group of Object.values(children)) {
    for (const child of Object.values(group)) live.set(objectId(child), child);
  }
  const outcome = reconcile(kind, parent, {
    children: live,
    isInPlace: isWithin,
    isServed: (apiVersion, name) => `${name}.${apiVersion}` in children,
    trouble: () => undefined,
    now,
  });
  return {
    status: outcome.status,
    children: outcome.objects,
    ...(outcome.requeueAfter !== undefined && { resyncAfterSeconds: outcome.requeueAfter }),
  };
}

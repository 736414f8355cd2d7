import type { KubeObject } from '../kubernetes/kube-object';
import { type ObjectRef, objectId } from '../kubernetes/object-id';
import type { ManagedKind } from '../managed-kind';
import type { Observed } from './observed';
import { type Plan, planOf } from './plan';
import type { Rendered } from './rendered';
import { isApplied, type Standing } from './standing';
import { type NextStatus, nextStatus } from './status';

/** What shall be done for a parent. */
export interface Outcome extends NextStatus {
  /** What shall be in the cluster now: what may be applied, and, as it is, what is there and waits for its turn. */
  readonly objects: readonly KubeObject[];
  /** Those of `objects` that are not in place and whose turn it is. */
  readonly due: readonly KubeObject[];
  /** What is there and no longer wanted, last wave first. Empty where the render failed. */
  readonly prune: readonly ObjectRef[];
}

/**
 * Decides what a parent needs now. It knows no transport and no clock: whoever calls it applies `due`, shows it
 * the cluster again, and so on until nothing is due.
 */
export function reconcile(kind: ManagedKind, parent: KubeObject, observed: Observed): Outcome {
  const plan = planOf(kind, parent, observed);
  const { due, prune, situation } = plan;
  return { objects: objectsOf(plan, observed), due, prune, ...nextStatus(kind, parent, observed, situation) };
}

function objectsOf({ situation, before, prune }: Plan, observed: Observed): KubeObject[] {
  if (situation.state === 'terminating') return [...before];
  if (situation.state === 'refused') return before.map(asGiven);
  const { rendered, standings } = situation;
  return [
    ...standings.flatMap((standing) => presence(standing, observed)),
    ...leaving(before, rendered, prune),
  ];
}

/** What of an object shall be there now: as it is wanted, or, where it has to wait, as it is. */
function presence({ manifest, state }: Standing, { children }: Observed): KubeObject[] {
  const live = children.get(objectId(manifest));
  if (state === 'waiting') return live ? [asGiven(live)] : [];
  return state === 'due' || isApplied({ state }) ? [manifest] : [];
}

/** What is no longer wanted, and may not go yet. */
function leaving(
  before: readonly KubeObject[],
  rendered: Rendered,
  prune: readonly ObjectRef[],
): KubeObject[] {
  const ids = new Set([...rendered.objects.map(({ manifest }) => manifest), ...prune].map(objectId));
  return before.filter((child) => !ids.has(objectId(child))).map(asGiven);
}

/** A live object without what the server says of it. */
function asGiven({ status: _status, metadata, ...object }: KubeObject): KubeObject {
  const { name, namespace, labels, annotations } = metadata;
  return { ...object, metadata: { name, namespace, labels, annotations } } as KubeObject;
}

import { mappingAt, mappingsOf } from '../kubernetes/json';
import type { KubeObject } from '../kubernetes/kube-object';
import { groupOf, type ObjectRef, objectId, titleOf } from '../kubernetes/object-id';
import type { ManagedKind } from '../managed-kind';
import { lostClaims, withoutClaimed } from './claims';
import type { Condition } from './conditions';
import { entryId, inventoryOf, wavesOf } from './inventory';
import type { Observed } from './observed';
import { controllerOf } from './ownership';
import { readinessOf } from './readiness';
import { RefusedError, type Rendered } from './rendered';
import type { Situation } from './situation';
import { isInTheWay, type Standing } from './standing';

/** What a look at a parent came to, and what is to be done now. */
export interface Plan {
  readonly situation: Situation;
  /** The live children. */
  readonly before: readonly KubeObject[];
  /** What is wanted, is not in place, and whose turn it is. */
  readonly due: readonly KubeObject[];
  /** What is there and no longer wanted, last wave first. Empty where the render failed. */
  readonly prune: readonly ObjectRef[];
}

/** Decides what is to be written for a parent now, without what its status would tell of it. */
export function planOf(kind: ManagedKind, parent: KubeObject, observed: Observed): Plan {
  const before = [...observed.children.values()].filter((child) => isChildOf(child, parent));
  const idle = { before, due: [], prune: [] };
  if (parent.metadata.deletionTimestamp !== undefined)
    return { ...idle, situation: { state: 'terminating' } };
  let rendered: Rendered;
  try {
    rendered = kind.render(parent);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { ...idle, situation: { state: 'refused', message: error.message } };
  }
  const lost = lostClaims(kind, parent, observed);
  if (lost.length > 0) rendered = withoutClaimed(kind, rendered);
  const standings = standingsOf(kind, parent, rendered, observed);
  return {
    situation: { state: 'rendered', rendered, standings, lost, before },
    before,
    due: standings.filter(({ state }) => state === 'due').map(({ manifest }) => manifest),
    prune: prunable(parent, before, rendered, standings),
  };
}

function isChildOf(child: KubeObject, parent: KubeObject): boolean {
  return controllerOf(child)?.uid === parent.metadata.uid;
}

/** Where each object of a render stands, in the order of the render. */
function standingsOf(
  kind: ManagedKind,
  parent: KubeObject,
  { objects }: Rendered,
  observed: Observed,
): Standing[] {
  // what was complete once is mended at once; only a change goes wave by wave
  const isMending = wasApplied(parent);
  const standings: Standing[] = [];
  for (const index of byWave(wavesOf(objects))) {
    const object = objects[index];
    if (object === undefined) continue;
    const before = object.waitsFor.map((other) => standings[other]).filter((other) => other !== undefined);
    const blocker = isMending ? undefined : before.find(isInTheWay);
    standings[index] = standingOf(kind, object.manifest, blocker, observed);
  }
  return standings;
}

function standingOf(
  kind: ManagedKind,
  manifest: KubeObject,
  blocker: Standing | undefined,
  observed: Observed,
): Standing {
  const live = observed.children.get(objectId(manifest));
  const trouble = observed.trouble(manifest, live);
  if (!observed.isServed(manifest.apiVersion, manifest.kind)) {
    return {
      manifest,
      state: isOptional(kind, manifest) ? 'skipped' : 'unserved',
      message: notServed(manifest),
    };
  }
  if (trouble?.reason === 'Foreign') return { manifest, state: 'foreign', message: trouble.message };
  if (trouble?.reason === 'ApplyFailed') return { manifest, state: 'refused', message: trouble.message };
  if (live && observed.isInPlace(manifest, live)) return { manifest, ...readinessOf(live, kind.gates) };
  if (trouble) {
    const state = live ? readinessOf(live, kind.gates) : { state: 'waiting' as const, message: '' };
    return { manifest, ...state, contest: trouble.message };
  }
  const waiting = live?.metadata.deletionTimestamp
    ? `${titleOf(manifest)} is being deleted`
    : blocker && `${titleOf(manifest)} waits for ${titleOf(blocker.manifest)}`;
  return waiting ? { manifest, state: 'waiting', message: waiting } : { manifest, state: 'due', message: '' };
}

function isOptional(kind: ManagedKind, manifest: KubeObject): boolean {
  return kind.children.some(
    (child) => child.optional && child.kind === manifest.kind && child.group === groupOf(manifest.apiVersion),
  );
}

function byWave(waves: readonly number[]): number[] {
  return [...waves.keys()].sort((a, b) => (waves[a] ?? 0) - (waves[b] ?? 0) || a - b);
}

function notServed({ apiVersion, kind }: KubeObject): string {
  return `the cluster has no ${kind} (${apiVersion})`;
}

/** Whether every object of this generation was in place at some time. */
function wasApplied(parent: KubeObject): boolean {
  const conditions = mappingsOf(mappingAt(parent, 'status').conditions) as unknown as readonly Condition[];
  const applied = conditions.find(({ type }) => type === 'Applied');
  return applied?.status === 'True' && applied.observedGeneration === parent.metadata.generation;
}

/**
 * Children that no longer belong to the parent. One that others waited for goes after them: as long as something of a
 * later wave is not settled, a pod of the old version may still use it.
 */
function prunable(
  parent: KubeObject,
  children: readonly KubeObject[],
  rendered: Rendered,
  standings: readonly Standing[],
): ObjectRef[] {
  const wanted = new Set(rendered.objects.map(({ manifest }) => objectId(manifest)));
  const { namespace } = parent.metadata;
  const waves = new Map(inventoryOf(parent).map((entry) => [entryId(entry, namespace), entry.wave]));
  const now = wavesOf(rendered.objects);
  const unsettled = Math.max(
    -1,
    ...standings.map((standing, index) => (isInTheWay(standing) ? (now[index] ?? 0) : -1)),
  );
  return children
    .filter((child) => !wanted.has(objectId(child)) && child.metadata.deletionTimestamp === undefined)
    .map((child) => ({ child, wave: waves.get(objectId(child)) ?? 0 }))
    .filter(({ wave }) => wave >= unsettled)
    .sort((a, b) => b.wave - a.wave)
    .map(({ child }) => child);
}

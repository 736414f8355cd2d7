import { isSameJson, mappingAt, mappingsOf } from '../kubernetes/json';
import type { KubeObject } from '../kubernetes/kube-object';
import { objectId } from '../kubernetes/object-id';
import type { ManagedKind } from '../managed-kind';
import {
  type Condition,
  conditionsOf,
  OWN_CONDITIONS,
  ownPart,
  type Status,
  type Verdict,
  withVerdicts,
} from './conditions';
import { entryId, type InventoryEntry, inventoryOf, inventoryOfObjects } from './inventory';
import type { Observed } from './observed';
import { phaseOf } from './phase';
import type { Rendered } from './rendered';
import type { RenderedSituation, Situation } from './situation';
import { verdictsOf } from './verdicts';

/** The status that a parent shall have. */
export interface NextStatus {
  /** The whole status, as one field manager applies it. */
  readonly status: Status;
  /** Whether it says something else than the live one. */
  readonly isChanged: boolean;
  /** Seconds until the next look, where a change waits to be written. */
  readonly requeueAfter?: number;
}

/** Counts and words are written when they last so long: pods that come and go. */
const PATIENCE = 5;

/** Seconds after which a roll-out is told: most of the cost of a change that is done sooner would be telling that it is not. */
const ROLLOUT_PATIENCE = 1;

/** The status of a parent. Its time is that of the last change, so that a look alone writes nothing. */
export function nextStatus(
  kind: ManagedKind,
  parent: KubeObject,
  observed: Observed,
  situation: Situation,
): NextStatus {
  const live = ownPart(mappingAt(parent, 'status'));
  const status = statusOf(kind, parent, observed, situation);
  if (isSameJson(status, live)) return { status: mappingAt(parent, 'status'), isChanged: false };
  const wait = secondsLeft(status, live, observed);
  if (wait > 0) return { status: mappingAt(parent, 'status'), isChanged: false, requeueAfter: wait };
  return { status: { ...status, lastUpdated: observed.now }, isChanged: true };
}

function statusOf(kind: ManagedKind, parent: KubeObject, observed: Observed, situation: Situation): Status {
  const before = conditionsOf(parent);
  const { generation } = parent.metadata;
  const verdicts = verdictsOf(kind, parent, observed, situation);
  const conditions = situation.state === 'rendered' ? [] : before.filter((each) => !isAmong(verdicts, each));
  conditions.push(...withVerdicts(before, verdicts, generation, observed.now));
  conditions.sort((a, b) => OWN_CONDITIONS.indexOf(a.type) - OWN_CONDITIONS.indexOf(b.type));
  const own =
    situation.state === 'rendered' ? described(kind, parent, observed, situation) : ownFields(parent);
  return { ...own, observedGeneration: generation, phase: phaseOf(conditions), conditions };
}

function described(
  kind: ManagedKind,
  parent: KubeObject,
  { children }: Observed,
  { rendered, before, lost }: RenderedSituation,
): Status {
  const { namespace } = parent.metadata;
  const fields = kind.describe(
    parent,
    children,
    lost.map(({ claim }) => claim),
  );
  const inventory = inventoryWith(rendered, inventoryOf(parent), before, namespace);
  return JSON.parse(JSON.stringify({ ...fields, inventory }));
}

/** What is wanted, and what is not yet gone. */
function inventoryWith(
  rendered: Rendered,
  known: readonly InventoryEntry[],
  children: readonly KubeObject[],
  namespace: string | undefined,
): InventoryEntry[] {
  const wanted = inventoryOfObjects(rendered.objects);
  const ids = new Set(wanted.map((entry) => entryId(entry, namespace)));
  const present = new Set(children.map(objectId));
  const leaving = known.filter((entry) => {
    const id = entryId(entry, namespace);
    return present.has(id) && !ids.has(id);
  });
  return [...wanted, ...leaving];
}

function ownFields(parent: KubeObject): Status {
  const {
    conditions: _conditions,
    phase: _phase,
    lastUpdated: _time,
    ...fields
  } = mappingAt(parent, 'status');
  return fields;
}

function isAmong(verdicts: readonly Verdict[], { type }: Condition): boolean {
  return verdicts.some((verdict) => verdict.type === type);
}

/** Whether more changed than counts and words. */
function secondsLeft(status: Status, live: Status, { waited }: Observed): number {
  if (waited === undefined) return 0;
  if (isSameJson(essence(status), essence(live))) return Math.max(0, PATIENCE - waited);
  return status.phase === 'Progressing' ? Math.max(0, ROLLOUT_PATIENCE - waited) : 0;
}

/** Everything but counts and words. */
function essence(status: Status): unknown {
  const entries = Object.entries(status).filter(
    ([key, value]) => key === 'observedGeneration' || typeof value !== 'number',
  );
  const conditions = mappingsOf(status.conditions).map(({ message: _message, ...condition }) => condition);
  return { ...Object.fromEntries(entries), conditions };
}

import type { KubeObject } from '../kubernetes/kube-object';
import type { ManagedKind } from '../managed-kind';
import type { LostClaim } from './claims';
import { conditionOf, conditionsOf, type Verdict } from './conditions';
import type { Observed } from './observed';
import type { RenderedSituation, Situation } from './situation';
import { isApplied, type Standing } from './standing';

/** What the conditions shall say; those that are not mentioned stay as they are. */
export function verdictsOf(
  kind: ManagedKind,
  parent: KubeObject,
  observed: Observed,
  situation: Situation,
): Verdict[] {
  if (situation.state === 'terminating')
    return [verdict('Ready', 'False', 'Terminating', 'is being deleted')];
  if (situation.state === 'refused') return [verdict('Accepted', 'False', 'Invalid', situation.message)];
  const available = kind.availability?.(parent, observed.children);
  return [
    accepted(situation),
    applied(situation.standings),
    ...(available ? [{ type: 'Available', ...available }] : []),
    ready(parent, situation, available?.status),
    ...conflict(situation),
  ];
}

function verdict(type: string, status: Verdict['status'], reason: string, message: string): Verdict {
  return { type, status, reason, message };
}

function accepted({ rendered: { warnings } }: RenderedSituation): Verdict {
  return warnings.length === 0
    ? verdict('Accepted', 'True', 'Accepted', '')
    : verdict('Accepted', 'True', 'AcceptedWithWarnings', warnings.join('\n'));
}

function applied(standings: readonly Standing[]): Verdict {
  const pending = standings.filter((standing) => !isApplied(standing));
  const skipped = standings.filter(({ state }) => state === 'skipped');
  const words = messagesOf([...pending, ...skipped]);
  if (pending.length === 0) return verdict('Applied', 'True', 'Applied', words);
  const worst = FAULTS.find(({ state }) => pending.some((each) => each.state === state));
  return verdict('Applied', 'False', worst?.reason ?? 'Waiting', words);
}

/** Faults of single objects, the worst first. */
const FAULTS = [
  { state: 'refused', reason: 'ApplyFailed' },
  { state: 'foreign', reason: 'Foreign' },
  { state: 'unserved', reason: 'KindNotServed' },
] as const;

function ready(
  parent: KubeObject,
  { standings, lost }: RenderedSituation,
  available?: Verdict['status'],
): Verdict {
  const fault = FAULTS.find(({ state }) => standings.some((each) => each.state === state));
  const failed = standings.filter(({ state }) => state === 'failed');
  const open = standings.filter(({ state }) => state !== 'ready' && state !== 'skipped');
  if (fault) return verdict('Ready', 'False', fault.reason, messagesOf(open));
  if (failed.length > 0) return verdict('Ready', 'False', 'Failed', messagesOf(failed));
  const [taken] = lost;
  if (taken) return verdict('Ready', 'False', taken.claim.reason, lostMessages(lost));
  // nothing is open where no pod is wanted, though the app is not available
  if (open.length === 0) return verdict('Ready', 'True', 'Ready', '');
  const isOut = wasReady(parent) && open.every(({ state }) => state === 'starting');
  if (isOut && available === 'False') return verdict('Ready', 'False', 'Unavailable', messagesOf(open));
  // pods that come and go after a roll-out are no roll-out: the app answers as long as one is there
  if (isOut && available === 'True') return verdict('Ready', 'True', 'Ready', '');
  return verdict('Ready', 'False', 'RollingOut', messagesOf(open));
}

/** Whether this generation was rolled out at some time. */
function wasReady(parent: KubeObject): boolean {
  const last = conditionOf(conditionsOf(parent), 'Ready');
  const isThis = last?.observedGeneration === parent.metadata.generation;
  return isThis && (last?.status === 'True' || last?.reason === 'Unavailable');
}

function conflict({ standings, lost }: RenderedSituation): Verdict[] {
  const foreign = standings.filter(({ state }) => state === 'foreign').map(({ message }) => message);
  const contests = standings.flatMap(({ contest }) => contest ?? []);
  if (foreign.length + lost.length + contests.length === 0) return [];
  const reason = foreign.length > 0 ? 'Foreign' : (lost[0]?.claim.reason ?? 'FieldFight');
  const messages = [...foreign, ...lost.map(({ message }) => message), ...contests];
  return [verdict('Conflict', 'True', reason, messages.join('\n'))];
}

function lostMessages(lost: readonly LostClaim[]): string {
  return lost.map(({ message }) => message).join('; ');
}

function messagesOf(standings: readonly Standing[]): string {
  return standings
    .map(({ message }) => message)
    .filter((message) => message !== '')
    .join('; ');
}

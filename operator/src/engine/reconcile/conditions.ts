import { mappingAt, mappingsOf } from '../kubernetes/json';
import type { KubeObject } from '../kubernetes/kube-object';

/** @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/condition/ */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly observedGeneration?: number;
  readonly lastTransitionTime: string;
}

/** What a condition shall say; when it last changed follows. */
export type Verdict = Omit<Condition, 'lastTransitionTime' | 'observedGeneration'>;

/** The conditions that the engine writes, in their order; others may stand beside them. */
export const OWN_CONDITIONS = ['Accepted', 'Applied', 'Available', 'Ready', 'Conflict'];

export type Status = Readonly<Record<string, unknown>>;

/** Longest message that a CRD should have to take. */
const LONGEST = 4096;

/** The conditions after some verdicts: the time of a condition moves only with its status. */
export function withVerdicts(
  before: readonly Condition[],
  verdicts: readonly Verdict[],
  generation: number | undefined,
  now: string,
): Condition[] {
  return verdicts.map((verdict) => {
    const last = conditionOf(before, verdict.type);
    const lastTransitionTime = last?.status === verdict.status ? last.lastTransitionTime : now;
    const message = beginningOf(verdict.message);
    return { ...verdict, message, observedGeneration: generation, lastTransitionTime };
  });
}

/** As much as there is room for. Half a character would become another one at the server, and a change at each look. */
function beginningOf(message: string): string {
  return message.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '');
}

/** The condition of a type. */
export function conditionOf(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((condition) => condition.type === type);
}

/** The part of a live status that is ours: others may add conditions, and the time says nothing. */
export function ownPart({ lastUpdated: _time, ...status }: Status): Status {
  if (!Array.isArray(status.conditions)) return status;
  const conditions = mappingsOf(status.conditions).filter(({ type }) =>
    OWN_CONDITIONS.includes(String(type)),
  );
  return { ...status, conditions };
}

/** The conditions of a parent that are ours. */
export function conditionsOf(parent: KubeObject): Condition[] {
  const { conditions } = ownPart(mappingAt(parent, 'status'));
  return mappingsOf(conditions) as unknown as Condition[];
}

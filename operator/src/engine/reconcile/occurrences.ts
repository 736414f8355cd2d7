import { type Condition, conditionOf } from './conditions';

/** A change of the conditions that people want to hear of. */
export interface Occurred {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly note: string;
}

/**
 * What happened between two states of the conditions: faults, and their end. A roll-out that goes well is told by the
 * status alone; an event for each would be a write more for nothing.
 */
export function occurrencesOf(before: readonly Condition[], after: readonly Condition[]): Occurred[] {
  const occurred: Occurred[] = [];
  for (const condition of after) {
    const last = conditionOf(before, condition.type);
    const isNew = last?.status !== condition.status || last.reason !== condition.reason;
    if (isNew && isFault(condition)) {
      occurred.push({ type: 'Warning', reason: condition.reason, note: condition.message });
    }
  }
  const ready = conditionOf(after, 'Ready');
  const wasFaulty = before.some(isFault);
  if (ready?.status === 'True' && wasFaulty && !after.some(isFault)) {
    occurred.push({ type: 'Normal', reason: 'Recovered', note: 'is ready again' });
  }
  // the same fault may show in two conditions
  return occurred.filter(
    ({ reason }, index) => occurred.findIndex((other) => other.reason === reason) === index,
  );
}

const HEALTHY_REASONS = new Set(['RollingOut', 'Terminating']);

function isFault({ type, status, reason }: Condition): boolean {
  if (type === 'Conflict') return status === 'True';
  if (type === 'Accepted') return status === 'False';
  return type === 'Ready' && status === 'False' && !HEALTHY_REASONS.has(reason);
}

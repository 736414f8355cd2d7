import { type Condition, conditionOf } from './conditions';

/** Where a parent is in its life. */
export type Phase = 'Pending' | 'Progressing' | 'Ready' | 'Degraded' | 'Terminating';

/** The one-word summary of the conditions, for people; programs read the conditions. */
export function phaseOf(conditions: readonly Condition[]): Phase {
  const ready = conditionOf(conditions, 'Ready');
  if (ready?.reason === 'Terminating') return 'Terminating';
  if (conditionOf(conditions, 'Accepted')?.status === 'False') return 'Degraded';
  if (conditionOf(conditions, 'Conflict')?.status === 'True') return 'Degraded';
  if (ready === undefined) return 'Pending';
  if (ready.status === 'True') return 'Ready';
  return ready.reason === 'RollingOut' ? 'Progressing' : 'Degraded';
}

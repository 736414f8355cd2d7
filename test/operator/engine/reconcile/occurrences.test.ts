import type { Condition } from '../../../../operator/src/engine/reconcile/conditions';
import { occurrencesOf } from '../../../../operator/src/engine/reconcile/occurrences';

function condition(type: string, status: Condition['status'], reason: string, message = ''): Condition {
  return { type, status, reason, message, lastTransitionTime: '2030-01-01T00:00:00Z' };
}

const ready = condition('Ready', 'True', 'Ready');
const rollingOut = condition('Ready', 'False', 'RollingOut');
const failed = condition('Ready', 'False', 'Failed', 'makes no progress');
const fight = condition('Conflict', 'True', 'FieldFight', 'spec.replicas');

describe('occurrencesOf', () => {
  it.each([
    ['a first roll-out', [], [rollingOut]],
    ['its end', [rollingOut], [ready]],
    ['the next one', [ready], [rollingOut]],
    ['a fault that goes on', [failed], [failed]],
    ['a deletion', [ready], [condition('Ready', 'False', 'Terminating')]],
  ])('says nothing of %s', (_, before, after) => {
    expect(occurrencesOf(before, after)).toEqual([]);
  });

  it.each([
    ['a roll-out that fails', [rollingOut], [failed], 'Failed'],
    ['a fight', [ready], [ready, fight], 'FieldFight'],
    ['a refused spec', [ready], [ready, condition('Accepted', 'False', 'Invalid')], 'Invalid'],
    ['another fault', [failed], [condition('Ready', 'False', 'Unavailable')], 'Unavailable'],
  ])('warns of %s', (_, before, after, reason) => {
    expect(occurrencesOf(before, after)).toMatchObject([{ type: 'Warning', reason }]);
  });

  it('warns once of one fault that shows in two conditions', () => {
    const after = [condition('Ready', 'False', 'Foreign'), condition('Conflict', 'True', 'Foreign')];
    expect(occurrencesOf([ready], after)).toHaveLength(1);
  });

  it('tells that a fault is over', () => {
    expect(occurrencesOf([failed], [ready])).toEqual([
      { type: 'Normal', reason: 'Recovered', note: 'is ready again' },
    ]);
    expect(occurrencesOf([ready, fight], [ready])).toMatchObject([{ reason: 'Recovered' }]);
  });
});

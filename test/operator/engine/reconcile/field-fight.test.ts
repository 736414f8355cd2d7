import fc from 'fast-check';
import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { FIGHT_RULES, FieldFight, fightMessage } from '../../../../operator/src/engine/reconcile/field-fight';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const about = () => 'spec.replicas (set by kubectl)';

/** An opponent that undoes each correction after some time. @returns when we corrected. */
function corrections(undoneAfter: number, duration: number): number[] {
  const fight = new FieldFight();
  const times: number[] = [];
  for (let now = 0; now < duration; ) {
    if (fight.isTruce(now)) now += fight.truceLeft(now);
    else {
      if (fight.correct(now, about)) times.push(now);
      now += undoneAfter;
    }
  }
  return times;
}

describe('FieldFight', () => {
  it('corrects what a person changes now and then', () => {
    const fight = new FieldFight();
    for (let hour = 0; hour < 24; hour++) expect(fight.correct(hour * 60 * MINUTE, about)).toBe(true);
  });

  it('gives in after some rounds, and says about what and until when', () => {
    const fight = new FieldFight();
    const allowed = [0, 1, 2, 3, 4].map((second) => fight.correct(second * SECOND, about));
    expect(allowed).toEqual([true, true, true, true, false]);
    expect(fight.isTruce(5 * SECOND)).toBe(true);
    expect(fight.about).toBe('spec.replicas (set by kubectl); next try at 1970-01-01T00:01:04.000Z');
  });

  it('counts no correction that did not come about', () => {
    const fight = new FieldFight();
    for (let second = 0; second < 20; second++) {
      expect(fight.correct(second * SECOND, about)).toBe(true);
      fight.withdraw();
    }
    const allowed = [0, 1, 2, 3, 4].map((second) => fight.correct(second * SECOND, about));
    expect(allowed).toEqual([true, true, true, true, false]);
  });

  it('tries again, once, after a truce that doubles up to half an hour', () => {
    const times = corrections(SECOND, 4 * 60 * MINUTE);
    const pauses = times.slice(4).map((time, index) => time - (times[index + 3] ?? 0));
    expect(pauses.slice(0, 6).map((pause) => Math.round(pause / MINUTE))).toEqual([1, 2, 4, 8, 16, 30]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(FIGHT_RULES.longestTruce + 2 * SECOND);
  });

  it('forgets a fight that is over', () => {
    const fight = new FieldFight();
    for (let second = 0; second < 5; second++) fight.correct(second * SECOND, about);
    const later = 60 * MINUTE;
    expect([0, 1, 2, 3].map((second) => fight.correct(later + second * SECOND, about))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('never writes more than a handful of times in an hour, and never stops trying', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 * SECOND }), (undoneAfter) => {
        const times = corrections(undoneAfter, 12 * 60 * MINUTE);
        const lastHours = times.filter((time) => time > 8 * 60 * MINUTE);
        expect(times.filter((time) => time < 60 * MINUTE).length).toBeLessThanOrEqual(12);
        expect(lastHours.length).toBeGreaterThanOrEqual(4);
      }),
    );
  });
});

describe('fightMessage', () => {
  const live: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      managedFields: [
        { manager: 'us', operation: 'Apply' as const, time: '1', fieldsV1: { 'f:spec': { 'f:paused': {} } } },
        {
          manager: 'scaler',
          operation: 'Update' as const,
          time: '2',
          fieldsV1: { 'f:spec': { 'f:replicas': {} } },
        },
        {
          manager: 'kubectl',
          operation: 'Update' as const,
          time: '3',
          fieldsV1: { 'f:metadata': { 'f:labels': {} } },
        },
      ],
    },
  };
  const difference = (path: string, kind: 'changed' | 'removed' = 'changed') => ({
    ...{ path, kind, live: 1 },
    fields: path.split('.').map((key) => `f:${key}`),
  });

  it('names the manager that owns the field', () => {
    expect(fightMessage(live, [difference('spec.replicas')], 'us')).toBe('spec.replicas (set by scaler)');
  });

  it('names the last writer where nobody owns what was removed', () => {
    expect(fightMessage(live, [difference('spec.template', 'removed')], 'us')).toBe(
      'spec.template (removed by kubectl)',
    );
  });

  it('names at most five fields', () => {
    const many = Array.from({ length: 9 }, (_, index) => difference(`spec.field${index}`));
    expect(fightMessage(live, many, 'us').split(', ')).toHaveLength(5);
  });
});

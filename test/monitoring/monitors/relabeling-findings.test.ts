import { RelabelAction, type Relabeling } from '../../../lib/monitoring';
import { regexFindings, relabelingFindings } from '../../../lib/monitoring/monitors/relabeling-findings';

const { REPLACE, HASH_MOD, LABEL_DROP, LABEL_KEEP, KEEP, LOWERCASE } = RelabelAction;

describe('a relabeling', () => {
  it.each<[Relabeling, string, string]>([
    [{ sourceLabels: ['a'] }, 'targetLabel', 'is missing, and replace needs it'],
    [{ action: LOWERCASE, sourceLabels: ['a'] }, 'targetLabel', 'is missing'],
    [{ action: REPLACE, targetLabel: 'a-b' }, 'targetLabel', 'is no name of a label'],
    [{ action: HASH_MOD, targetLabel: 'shard' }, 'modulus', 'is no number of parts'],
    [{ action: LABEL_DROP, regex: 'x', sourceLabels: ['a'] }, 'sourceLabels', 'has no meaning for labeldrop'],
    [{ action: LABEL_KEEP, regex: 'x', targetLabel: 'a' }, 'targetLabel', 'has no meaning for labelkeep'],
    [{ action: KEEP, sourceLabels: ['pod-name'] }, 'sourceLabels', 'is no name of a label'],
    [{ action: KEEP, regex: '(' }, 'regex', 'is no regular expression of Go'],
  ])('%j is refused', (relabeling, field, rule) => {
    expect(relabelingFindings(['r'], [relabeling])).toMatchObject([
      { path: ['r', 0, field], rule: expect.stringContaining(rule) },
    ]);
  });

  it.each<Relabeling>([
    { targetLabel: 'a' },
    { targetLabel: '$1_total', sourceLabels: ['__name__'], regex: '(.*)' },
    { action: HASH_MOD, targetLabel: 'shard', modulus: 1 },
    { action: LABEL_DROP, regex: 'x' },
    { action: KEEP, regex: '(?i)x' },
  ])('%j is fine', (relabeling) => {
    expect(relabelingFindings([], [relabeling])).toEqual([]);
  });

  it('has an action that there is, whatever JavaScript gives', () => {
    const relabelings: Relabeling[] = JSON.parse('[{"action": "lablemap"}]');
    expect(relabelingFindings([], relabelings)).toMatchObject([{ value: 'lablemap', fix: 'use labelmap' }]);
  });

  it.each(['a(?=b)', '(?<!a)b', '(a)\\1'])('takes %s, which is none of Go, for wrong', (regex) => {
    expect(regexFindings([], regex)).toHaveLength(1);
  });
});

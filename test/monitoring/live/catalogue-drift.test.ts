import { ownLabels } from './harness/catalogue-drift';

const TARGET = {
  labels: { job: 'states', instance: '10.0.0.1:8080', namespace: 'monitoring', pod: 'states-1' },
};
const scraped = (labels: Record<string, string>) => ({ __name__: 'a', ...TARGET.labels, ...labels });

describe('the labels that a program set', () => {
  it.each([
    ['are those that its target does not have', scraped({ phase: 'Running' }), ['phase']],
    ['have a prefix where the target has them, too', scraped({ exported_namespace: 'shop' }), ['namespace']],
    [
      'win over those of the target where they are honored',
      scraped({ namespace: 'shop', pod: 'quick-1' }),
      ['namespace', 'pod'],
    ],
    ['are none where the target has all', scraped({}), []],
    [
      'are all but those of any target where a rule recorded it',
      { job: 'quick-mcp', namespace: 'shop', slo: 'availability' },
      ['slo'],
    ],
  ])('%s', (_, series, expected) => {
    expect(ownLabels(series, [TARGET])).toEqual(expected);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MetricCatalogue } from '../../../lib/monitoring';
import { metricCatalogue } from '../../../operator/src/process/metrics';
import { operatorMetrics } from '../../../scripts/operator/operator-metrics';

const FILE = 'imports/operator.metrics.json';

describe('the metrics of the operator', () => {
  it(`are in ${FILE} what its code says (else: npm run import:operator-metrics)`, () => {
    expect(readFileSync(join(__dirname, '../../..', FILE), 'utf8')).toBe(operatorMetrics());
  });

  it('are all in the standard catalogue, with their labels', () => {
    const known = new Map(MetricCatalogue.standard().metrics.map((metric) => [metric.name, metric]));
    for (const { name, type, help, labels } of metricCatalogue()) {
      expect(known.get(name)).toMatchObject({ name, type, help, labels });
    }
  });

  it('have the highest bucket of every histogram', () => {
    const histograms = MetricCatalogue.standard().metrics.filter(({ type }) => type === 'histogram');
    expect(histograms.length).toBeGreaterThan(10);
    for (const { name, largestBucket } of histograms)
      expect([name, largestBucket]).toEqual([name, expect.any(Number)]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Metric, MetricCatalogue, MetricType } from '../../../lib/monitoring';

const BOOKINGS: Metric = {
  name: 'bookings_seconds',
  type: MetricType.HISTOGRAM,
  help: 'Seconds that bookings took.',
  labels: ['class'],
  unit: 'seconds',
  largestBucket: 60,
  buckets: [1, 10, 60],
} satisfies Required<Metric>;

describe('a catalogue of metrics', () => {
  it('names no metric twice', () => {
    const names = MetricCatalogue.standard().metrics.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('grows by metrics of the user, and leaves the old one as it is', () => {
    const standard = MetricCatalogue.standard();
    expect(standard.with(BOOKINGS).metrics).toEqual([...standard.metrics, BOOKINGS]);
    expect(standard.metrics).toHaveLength(MetricCatalogue.standard().metrics.length);
  });

  it('takes the newer of two metrics of one name', () => {
    const newer = { ...BOOKINGS, largestBucket: 120 };
    expect(MetricCatalogue.empty().with(BOOKINGS).with(newer).metrics).toEqual([newer]);
  });

  it.each([
    ['name', { ...BOOKINGS, name: 'bookings.seconds' }, 'name = "bookings.seconds"'],
    ['label', { ...BOOKINGS, labels: ['{class}'] }, 'bookings_seconds.labels = "{class}"'],
  ])('refuses what is no %s', (_, metric, message) => {
    expect(() => MetricCatalogue.empty().with(metric)).toThrow(message);
  });

  it('has the metrics of apps that the pod contract documents, and no others', () => {
    const contract = readFileSync(join(__dirname, '../../../docs/reference/pod-contract.md'), 'utf8');
    const documented = [...contract.matchAll(/^\| `(mcp_\w+)` \| (\w+) \| (.*?) \|/gm)].map(
      ([, name, type, labels = '']) => ({
        name,
        type,
        labels: [...labels.matchAll(/`(\w+)`/g)].map(([, l]) => l),
      }),
    );
    const known = MetricCatalogue.standard()
      .metrics.filter(({ name }) => name.startsWith('mcp_'))
      .map(({ name, type, labels }) => ({ name, type, labels }));
    expect(documented).toEqual(known);
  });
});

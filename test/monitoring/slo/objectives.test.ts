import { Duration } from 'cdk8s';
import {
  type AlertGroup,
  AvailabilityObjective,
  LatencyObjective,
  MetricCatalogue,
  MetricType,
  type PrometheusRule,
  ServiceLevelObjective,
} from '../../../lib/monitoring';
import { findingsOf, manifestOf, prometheusRule } from '../rules/rule-fixture';

const APP = { app: 'fitness', namespace: 'apps' };
const RECONCILES = {
  ...{ name: 'reconciles', objective: 99 },
  good: 'controller_runtime_reconcile_total{result!="error"}',
  total: 'controller_runtime_reconcile_total',
};

function group(add: (rules: PrometheusRule) => AlertGroup) {
  const rules = prometheusRule();
  const added = add(rules);
  return { rules, added, findings: findingsOf(rules) };
}

/** An alert that some objective has, by its name. */
function alertOf({ alerts }: AlertGroup, name: string) {
  const found = alerts.find((alert) => alert.name === name);
  if (found === undefined) throw new Error(`${name} is gone`);
  return found;
}

describe('an objective', () => {
  it.each<[string, (rules: PrometheusRule) => AlertGroup]>([
    ['availability', (rules) => AvailabilityObjective.addTo(rules, { ...APP, objective: 99.9 })],
    [
      'latency',
      (rules) => LatencyObjective.addTo(rules, { ...APP, objective: 99, threshold: Duration.millis(500) }),
    ],
    ['something else', (rules) => ServiceLevelObjective.addTo(rules, { ...RECONCILES, by: ['controller'] })],
  ])('about %s has the rules that it has, without findings', (_, add) => {
    const { rules, findings } = group(add);
    expect(findings).toBe('');
    expect(manifestOf(rules).spec).toMatchSnapshot();
  });

  it('of every kind, of any number of apps, stands in one PrometheusRule', () => {
    const { findings } = group((rules) => {
      for (const namespace of ['apps', 'elsewhere'])
        for (const app of ['fitness', 'other']) {
          AvailabilityObjective.addTo(rules, { app, namespace, objective: 99.9 });
          LatencyObjective.addTo(rules, { app, namespace, objective: 99, threshold: Duration.seconds(1) });
        }
      return ServiceLevelObjective.addTo(rules, RECONCILES);
    });
    expect(findings).toBe('');
  });

  it('is refused where it is there already', () => {
    const { findings } = group((rules) => {
      AvailabilityObjective.addTo(rules, { ...APP, objective: 99.9 });
      return AvailabilityObjective.addTo(rules, { ...APP, objective: 99 });
    });
    expect(findings).toContain('is the name of another group');
    expect(findings).toContain('is the name of another alert with the same labels');
    expect(findings).toContain('is the name of another record with the same labels');
  });

  it('may be about an app in all namespaces', () => {
    const { added, findings } = group((rules) =>
      AvailabilityObjective.addTo(rules, { app: 'fitness', objective: 99.9 }),
    );
    expect(findings).toBe('');
    for (const { expression } of added.recordingRules) expect(expression).not.toContain('namespace="');
  });

  it.each([
    [30, [14.4, 6, 1]],
    [28, [13.44, 5.6, 0.933333333333]],
    [7, [3.36, 1.4, 0.233333333333]],
    [90, [43.2, 18, 3]],
  ])('over %i days spends 2 %%, 5 %% and 10 %% of its budget %j times as fast as it may', (days, factors) => {
    const { added } = group((rules) =>
      AvailabilityObjective.addTo(rules, { ...APP, objective: 99.9, window: Duration.days(days) }),
    );
    expect(
      added.alerts.map(({ expression }) => Number(/> ([\d.]+) \* 0.001 /.exec(expression)?.[1])),
    ).toEqual(factors);
  });

  it.each([
    [99.9, undefined, [348, 834, 5000]],
    [99, undefined, [35, 84, 500]],
    [99, 20, [20, 20, 20]],
    [99, 0, [0, 0, 0]],
  ])('of %d %% with minimumRequests %s is silent below %j requests', (objective, minimumRequests, least) => {
    const { added } = group((rules) =>
      AvailabilityObjective.addTo(rules, { ...APP, objective, minimumRequests }),
    );
    expect(added.alerts.map(({ expression }) => Number(/>= (\d+)$/.exec(expression)?.[1]))).toEqual(least);
  });

  it('can leave alerts out, and change them', () => {
    const { added } = group((rules) =>
      AvailabilityObjective.addTo(rules, {
        ...APP,
        objective: 99.9,
        off: ['ErrorBudgetBurnsSlowly'],
        overrides: { ErrorBudgetBurnsFast: { threshold: 3, labels: { team: 'x', slo: 'y' } } },
      }),
    );
    expect(added.alerts.map(({ name }) => name)).toEqual([
      'ErrorBudgetBurnsVeryFast',
      'ErrorBudgetBurnsFast',
    ]);
    const { expression } = alertOf(added, 'ErrorBudgetBurnsFast');
    expect(expression).toContain('> 3 * 0.001');
    // five failures of one in 333 requests
    expect(expression).toContain('>= 1667');
  });

  it('keeps the labels by which its alerts are told apart, whatever is overridden', () => {
    const { rules } = group((all) =>
      AvailabilityObjective.addTo(all, {
        ...{ ...APP, objective: 99.9 },
        overrides: { ErrorBudgetBurnsFast: { labels: { team: 'x', slo: 'y' } } },
      }),
    );
    const written: { alert?: string; labels: object }[] = manifestOf(rules).spec.groups[0].rules;
    expect(written.find(({ alert }) => alert === 'ErrorBudgetBurnsFast')?.labels).toEqual({
      ...{ app: 'fitness', namespace: 'apps', slo: 'availability' },
      ...{ team: 'x', severity: 'critical' },
    });
  });

  it('records what the catalogue offers to dashboards', () => {
    const { added } = group((rules) => AvailabilityObjective.addTo(rules, { ...APP, objective: 99.9 }));
    const recorded = added.recordingRules.map(({ name }) => name);
    const offered = MetricCatalogue.standard().metrics.map(({ name }) => name);
    expect(recorded).toEqual(expect.arrayContaining(offered.filter((name) => name.startsWith('slo:'))));
  });
});

describe('an objective is refused', () => {
  it.each([
    [{ objective: 100 }, 'objective = 100\n  leaves no error budget'],
    [{ objective: 0 }, 'objective = 0\n  is no per cent between 0 and 100'],
    [{ objective: 100.1 }, 'objective = 100.1\n  is no per cent'],
    [{ objective: -1 }, 'objective = -1\n  is no per cent'],
    [{ objective: Number.NaN }, 'is no per cent'],
    [
      { objective: 99, window: Duration.days(6) },
      'window = "6 days"\n  is no number of whole days from 7 to 90',
    ],
    [{ objective: 99, window: Duration.days(91) }, 'window = "91 days"'],
    [{ objective: 99, window: Duration.hours(180) }, 'window = "7.5 days"'],
    [{ objective: 99, minimumRequests: -1 }, 'minimumRequests = -1'],
    [{ objective: 99, off: ['ErrorBudgetBurnsFats'] }, 'Fix: use ErrorBudgetBurnsFast'],
    [
      { objective: 90 },
      'objective.ErrorBudgetBurnsVeryFast = 90\n  never fires: 14.4 times the error budget are 144 % of the requests.\n  Fix: use an objective above 93.1',
    ],
    [
      { objective: 99, overrides: { ErrorBudgetBurnsFast: { threshold: 100 } } },
      'objective.ErrorBudgetBurnsFast = 99\n  never fires',
    ],
    [{ objective: 99, overrides: { ErrorBudgetBurnsFast: { threshold: 0 } } }, 'is no burn rate'],
  ])('with %j', (props, message) => {
    expect(() => AvailabilityObjective.addTo(prometheusRule(), { ...APP, ...props })).toThrow(message);
  });

  it('but not where the alert that could never fire is off', () => {
    const { findings } = group((rules) =>
      AvailabilityObjective.addTo(rules, { ...APP, objective: 90, off: ['ErrorBudgetBurnsVeryFast'] }),
    );
    expect(findings).toBe('');
  });

  it.each([
    [3, 'threshold = "3 s"\n  is no bucket of mcp_request_duration_seconds.\n  Fix: use 2 or 5 s'],
    [0.001, 'Fix: use 0.01 s'],
    [600, 'Fix: use 300 s'],
  ])('with a latency of %d s, which is between two buckets', (seconds, message) => {
    const threshold = Duration.millis(seconds * 1000);
    expect(() => LatencyObjective.addTo(prometheusRule(), { ...APP, objective: 99, threshold })).toThrow(
      message,
    );
  });

  it('but not with a bucket that the catalogue of the PrometheusRule has', () => {
    const histogram = {
      ...{ name: 'mcp_request_duration_seconds', type: MetricType.HISTOGRAM, help: 'Seconds.' },
      ...{ labels: ['tool'], largestBucket: 9, buckets: [3, 9] },
    };
    const rules = prometheusRule({ catalogue: MetricCatalogue.standard().with(histogram) });
    LatencyObjective.addTo(rules, { ...APP, objective: 99, threshold: Duration.seconds(3) });
    expect(findingsOf(rules)).toBe('');
    expect(() =>
      LatencyObjective.addTo(rules, { ...APP, objective: 99, threshold: Duration.seconds(5) }),
    ).toThrow('use 3 or 9 s');
  });

  it.each(['rate(x_total[5m])', 'x_total[5m]', 'x_total offset 5m', 'sum(x_total)', 'x_total{'])(
    'with %s, which is no counter',
    (good) => {
      expect(() => ServiceLevelObjective.addTo(prometheusRule(), { ...RECONCILES, good })).toThrow(
        'is no selector of a counter',
      );
    },
  );

  it('with a counter that nothing exposes, or that is none', () => {
    const of = (total: string) =>
      group((rules) => ServiceLevelObjective.addTo(rules, { ...RECONCILES, total })).findings;
    expect(of('reconciles_total')).toContain('is no metric of the catalogue');
    expect(of('mcp_requests_in_flight')).toContain('rate is for counters');
  });
});

import { ServiceLevelObjective } from '../../../../lib';
import { prometheusRule } from '../../rules/rule-fixture';
import { checkRules, ruleFile, testRules } from '../harness/promtool';
import { burnTests, promtoolTest, verdict } from './burn-tests';
import { availability, type JudgedObjective, latency, neededBy } from './judged-objectives';
import { burnRate, countedIn, lasting, type Traffic } from './request-traffic';
import { WORKBOOK, type WorkbookLine } from './workbook';

const SLOW = 300_000;
const OBJECTIVES = [availability(99.9), availability(99), latency(99.9), latency(99, '1.0')];
/** A share of the budget is spent faster where the budget is that of four weeks. */
const FOUR_WEEKS = WORKBOOK.slice(0, 2).map((line) => ({ ...line, factor: (line.factor * 28) / 30 }));
const LINES = [
  ...OBJECTIVES.flatMap((judged) => WORKBOOK.map((line) => ({ judged, line }))),
  ...FOUR_WEEKS.map((line) => ({ judged: availability(99.9, 28), line })),
].map(({ judged, line }) => ({ judged, line, alert: line.alert, what: judged.name }));

async function passes(judged: JudgedObjective, rule: string, tests: readonly object[], step = 1) {
  const { code, stdout, stderr } = await testRules(neededBy(judged.rules, rule), tests, `${step}m`);
  expect([code, `${stdout}${stderr}`.trim()]).toEqual([0, expect.stringContaining('SUCCESS')]);
}

/** A test of values of an app, whose series stand in the order of `OBJECTIVES`. */
function valueTest(series: readonly object[], at: number, expr: string, value: number | undefined): object {
  const samples = value === undefined ? [] : [{ labels: '{}', value }];
  return {
    ...{ interval: '1m', input_series: series },
    promql_expr_test: [{ expr, eval_time: `${at}m`, exp_samples: samples }],
  };
}

afterAll(() => {
  const defined = OBJECTIVES.flatMap(({ rules }) => rules.groups.flatMap((group) => group.rules)).filter(
    ({ alert }) => alert !== undefined,
  );
  const executed = defined.filter(({ alert }) => WORKBOOK.some((line) => line.alert === alert));
  console.log(`alerts of objectives defined: ${defined.length}, executed: ${executed.length}`);
  expect(executed).toHaveLength(defined.length);
});

describe('promtool', () => {
  it.each(OBJECTIVES)('accepts the rules of the $name', async ({ rules }) => {
    expect(await checkRules(rules)).toMatchObject({ code: 0 });
  });

  it.each(LINES)(
    'judges $alert of the $what as the workbook does',
    async ({ judged, line }) => {
      const tests = burnTests(line, judged.objective);
      for (const test of tests)
        for (const { at, fires } of test.expected)
          expect([test.name, at, verdict(test.traffic, line, judged.objective, at)]).toEqual([
            ...[test.name, at],
            fires,
          ]);
      await passes(
        judged,
        line.alert,
        tests.map((test) => promtoolTest(test, line, judged)),
        line.step,
      );
    },
    SLOW,
  );

  it.each(WORKBOOK)(
    'fills in the texts of $alert',
    async (line) => {
      const judged = latency(99);
      const minutes = line.long + 4 * line.step;
      const traffic = [{ minutes, requests: 1000, bad: 10 * line.factor * 1.1 }];
      // nothing is expected, so that promtool prints what it got
      const test = {
        ...{ interval: '1m', input_series: judged.series(traffic) },
        alert_rule_test: [{ eval_time: `${minutes}m`, alertname: line.alert, exp_alerts: [] }],
      };
      const rules = neededBy(judged.rules, line.alert);
      const { stdout, stderr } = await testRules(rules, [test], `${line.step}m`);
      const printed = `${stdout}${stderr}`;
      expect(printed).toContain('The error budget of apps/fitness (latency) burns');
      expect(printed).toContain(
        `${Number((line.factor * 1.1).toPrecision(4))}% of the requests took longer than 1 s; over 30 days 1 % may`,
      );
      expect(printed).not.toMatch(/error (expanding|executing)|<no value>|%!/);
    },
    SLOW,
  );

  it.each(WORKBOOK.slice(0, 2))(
    'agrees with counting about $alert through a day of changing traffic',
    async (line) => {
      const judged = availability(99.9);
      const traffic = changingTraffic();
      const expected = clearTimes(traffic, line, judged.objective);
      expect(expected.filter(({ fires }) => fires).length).toBeGreaterThan(10);
      expect(expected.filter(({ fires }) => !fires).length).toBeGreaterThan(10);
      await passes(judged, line.alert, [promtoolTest({ name: 'agrees', traffic, expected }, line, judged)]);
    },
    SLOW,
  );

  it('sees an app fail of which no request was ever answered well', async () => {
    const judged = availability(99.9);
    const traffic = [{ minutes: 70, requests: 1000, bad: 1000 }];
    const [line] = WORKBOOK;
    if (line === undefined) throw new Error('the workbook is empty');
    const test = { name: 'all fail', traffic, expected: [{ at: 70, fires: true }] };
    const onlyErrors = { ...judged, series: (of: readonly Traffic[]) => judged.series(of).slice(1) };
    await passes(judged, line.alert, [promtoolTest(test, line, onlyErrors)]);
  });

  it('tells each value of the labels of an objective by itself', async () => {
    const rules = prometheusRule();
    const total = 'controller_runtime_reconcile_total';
    ServiceLevelObjective.addTo(rules, {
      ...{ name: 'reconciles', objective: 99, by: ['controller'] },
      ...{ good: `${total}{result!="error"}`, total },
    });
    const series = (controller: string, result: string, rise: number) => ({
      series: `${total}{controller="${controller}",result="${result}"}`,
      values: `0+${rise}x70`,
    });
    const test = {
      interval: '1m',
      input_series: [series('a', 'success', 80), series('a', 'error', 20), series('b', 'success', 100)],
      promql_expr_test: [
        {
          expr: 'count by (controller, slo) (ALERTS{alertstate="firing"})',
          eval_time: '70m',
          exp_samples: [{ labels: '{controller="a", slo="reconciles"}', value: 1 }],
        },
      ],
    };
    const needed = neededBy(ruleFile(rules), 'ErrorBudgetBurnsVeryFast');
    expect(await testRules(needed, [test], '1m')).toMatchObject({ code: 0 });
  });

  it('sees no ratio where there are no requests, and says what the objective is where there are', async () => {
    const judged = availability(99.9);
    const idle = judged.series([{ minutes: 20, requests: 0, bad: 0 }]);
    const busy = judged.series([{ minutes: 20, requests: 10, bad: 0 }]);
    await passes(judged, 'slo:error_ratio:rate5m', [
      valueTest(idle, 20, 'count({__name__=~"slo:error_ratio:.+"})', undefined),
      valueTest(busy, 20, 'count({__name__=~"slo:error_ratio:.+"})', 1),
    ]);
    await passes(judged, 'slo:objective:ratio', [valueTest(busy, 20, 'sum(slo:objective:ratio)', 0.999)]);
  });

  it.each([7, 30])(
    'finds what is left of the error budget of %i days by counting',
    async (days) => {
      const judged = availability(99.9, days);
      // much of it is spent where there are few requests, before the period begins everything fails
      const day = 24 * 60;
      const traffic = [
        { minutes: day, requests: 500, bad: 500 },
        { minutes: (days - 2) * day, requests: 1000, bad: 0.4 },
        { minutes: day, requests: 100, bad: 2 },
        { minutes: day, requests: 2000, bad: 0 },
      ];
      const at = lasting(traffic);
      const left = 1 - burnRate(traffic, judged.objective, days * day, at);
      expect(left).toBeGreaterThan(0.1);
      expect(left).toBeLessThan(0.7);
      const close = `sum(abs(slo:error_budget_remaining:ratio - ${left}) < bool 0.01)`;
      const needed = judged.series(traffic).slice(0, 2);
      await passes(judged, 'slo:error_budget_remaining:ratio', [valueTest(needed, at, close, 1)], 30);
    },
    SLOW,
  );
});

/** A day of phases, the same each time, of which no two are alike. */
function changingTraffic(): Traffic[] {
  const shares = [0, 0.02, 0.001, 0.3, 0, 0.008, 0.0005, 0.05, 0, 0.012, 0.002, 0.9, 0.0001, 0.007, 0, 0.025];
  return shares.map((share, index) => {
    const requests = 200 + 130 * ((index * 7) % 11);
    return { minutes: 35 + ((index * 37) % 97), requests, bad: requests * share };
  });
}

/** Minutes at which counting has a clear verdict for as long as an alert waits. */
function clearTimes(traffic: readonly Traffic[], line: WorkbookLine, objective: number) {
  const budget = 1 - objective / 100;
  const burns = (window: number, at: number) => {
    const { requests, bad } = countedIn(traffic, at - window, at);
    return bad / requests / budget / line.factor;
  };
  // the first and last minute of a window count or do not: both have to agree
  const clear = (at: number) => {
    const both = [line.long, line.short].map((window) => [burns(window, at), burns(window - 1, at)]);
    if (both.every((ratios) => ratios.every((ratio) => ratio > 1.05))) return true;
    return both.some((ratios) => ratios.every((ratio) => ratio < 0.95)) ? false : undefined;
  };
  const times = Array.from({ length: Math.floor(lasting(traffic) / 5) }, (_, index) => 5 * (index + 1));
  return times.flatMap((at) => {
    const verdicts = Array.from({ length: line.pending + 2 }, (_, ago) => clear(at - ago));
    if (at < line.pending + 3 || verdicts.some((each) => each !== verdicts[0])) return [];
    return verdicts[0] === undefined ? [] : [{ at, fires: verdicts[0] }];
  });
}

import { durationSeconds } from '../../../../lib/monitoring/promql/parse-expression';
import type { Rule } from './promtool';
import type { Phase, Series } from './series';

/** What makes one alert of a pack fire. */
export interface Scenario {
  /** Labels of the alert, as far as they matter. */
  readonly labels: Readonly<Record<string, string>>;
  readonly series: readonly Series[];
}

/** Longer than any window of an expression. */
const WINDOW = 45;

/** Tests that an alert fires, does so in time, stays silent, also just below its threshold, and recovers. */
export function ruleTests(rule: Rule, scenario: Scenario): object[] {
  const pending = durationSeconds(rule.for ?? '') / 60;
  const calm: Phase = { level: 'silent', minutes: WINDOW };
  const bad: Phase = { level: 'fires', minutes: WINDOW + pending + 1 };
  const nearly: Phase = { level: 'boundary', minutes: WINDOW + pending + 1 };
  const test = (name: string, phases: readonly Phase[], minutes: number, fires: boolean) => ({
    name: `${rule.alert} ${name}`,
    interval: '30s',
    input_series: scenario.series.map((series) => inputOf(series, phases)),
    promql_expr_test: [
      {
        expr: `count(${selectorOf(rule, scenario)})`,
        eval_time: `${minutes * 60}s`,
        exp_samples: fires ? [{ labels: '{}', value: 1 }] : [],
      },
    ],
  });
  const end = (phases: readonly Phase[]) => phases.reduce((sum, { minutes }) => sum + minutes, 0) - 0.5;
  return [
    test('fires', [calm, bad], end([calm, bad]), true),
    test('waits', [calm, bad], WINDOW + pending - 0.5, false),
    test('stays silent', [calm, { ...bad, level: 'silent' }], end([calm, bad]), false),
    test('stays silent below its threshold', [calm, nearly], end([calm, nearly]), false),
    test('recovers', [calm, bad, calm], end([calm, bad, calm]), false),
  ];
}

/** A test that expects nothing of a firing alert, so that promtool prints the texts that it got. */
export function textTest(rule: Rule, scenario: Scenario): object {
  const minutes = WINDOW + durationSeconds(rule.for ?? '') / 60 + 1;
  return {
    interval: '30s',
    input_series: scenario.series.map((series) => inputOf(series, [{ level: 'fires', minutes }])),
    alert_rule_test: [{ eval_time: `${minutes}m`, alertname: rule.alert, exp_alerts: [] }],
  };
}

function selectorOf({ alert, labels }: Rule, scenario: Scenario): string {
  const expected = { alertname: alert, alertstate: 'firing', ...labels, ...scenario.labels };
  const matchers = Object.entries(expected).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `ALERTS{${matchers.join(',')}}`;
}

function inputOf({ name, samples }: Series, phases: readonly Phase[]): object {
  return {
    series: name,
    values: samples(phases)
      .map((value) => value ?? '_')
      .join(' '),
  };
}

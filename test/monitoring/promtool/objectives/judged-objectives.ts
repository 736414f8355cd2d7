import { Duration } from 'cdk8s';
import { AvailabilityObjective, LatencyObjective } from '../../../../lib';
import { prometheusRule } from '../../rules/rule-fixture';
import { type Rule, type RuleFile, ruleFile } from '../harness/promtool';
import { counterOf, type Traffic } from './request-traffic';

/** An objective with the series that an app would expose. */
export interface JudgedObjective {
  readonly name: string;
  readonly objective: number;
  readonly rules: RuleFile;
  readonly series: (traffic: readonly Traffic[]) => object[];
}

const APP = { app: 'fitness', namespace: 'apps' };
const OF = 'namespace="apps",job="fitness-mcp"';
/** Apps with which it would be confused by its name or by its namespace alone; all their requests are bad. */
const OTHERS = ['namespace="apps",job="other-mcp"', 'namespace="elsewhere",job="fitness-mcp"'];

/** The availability of an app: successes and errors. */
export function availability(objective: number, window = 30): JudgedObjective {
  const rules = prometheusRule();
  AvailabilityObjective.addTo(rules, { ...APP, objective, window: Duration.days(window) });
  const metric = (of: string, status: string) =>
    `mcp_requests_total{${of},pod="a",method="tools/call",tool="t",status="${status}"}`;
  return {
    ...{ name: `availability of ${objective} %`, objective, rules: ruleFile(rules) },
    series: (traffic) => [
      series(metric(OF, 'success'), traffic, ({ requests, bad }) => requests - bad),
      series(metric(OF, 'error'), traffic, ({ bad }) => bad),
      ...OTHERS.map((of) => series(metric(of, 'error'), traffic, () => 1000)),
    ],
  };
}

/** The latency of an app: up to a second, and above. */
export function latency(objective: number, second = '1'): JudgedObjective {
  const rules = prometheusRule();
  LatencyObjective.addTo(rules, { ...APP, objective, threshold: Duration.seconds(1) });
  const named = (of: string, suffix: string) => `mcp_request_duration_seconds_${suffix}{${of},pod="a"}`;
  const bucket = (le: string) => named(`${OF},le="${le}"`, 'bucket');
  return {
    ...{ name: `latency of ${objective} % (le ${second})`, objective, rules: ruleFile(rules) },
    series: (traffic) => [
      series(bucket('0.5'), traffic, ({ requests, bad }) => (requests - bad) / 2),
      series(bucket(second), traffic, ({ requests, bad }) => requests - bad),
      ...['10', '120', '+Inf'].map((le) => series(bucket(le), traffic, ({ requests }) => requests)),
      series(named(OF, 'count'), traffic, ({ requests }) => requests),
      ...OTHERS.map((of) => series(named(of, 'count'), traffic, () => 1000)),
    ],
  };
}

function series(name: string, traffic: readonly Traffic[], count: (phase: Traffic) => number): object {
  return { series: name, values: counterOf(traffic, count) };
}

/** Only one rule, and those whose records it needs, each on its way. */
export function neededBy(file: RuleFile, name: string): RuleFile {
  const all = file.groups.flatMap(({ rules }) => rules);
  const needed = new Set<Rule>();
  const visit = (rule: Rule): void => {
    needed.add(rule);
    for (const other of all)
      if (other.record !== undefined && other !== rule && mentions(rule.expr, other.record)) visit(other);
  };
  all.filter(({ alert, record }) => alert === name || record === name).forEach(visit);
  return { groups: [{ name: 'needed', rules: all.filter((rule) => needed.has(rule)) }] };
}

function mentions(expression: string, record: string): boolean {
  return new RegExp(`(?<![\\w:])${record}(?![\\w:])`).test(expression);
}

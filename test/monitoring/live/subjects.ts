import { Duration } from 'cdk8s';
import { AvailabilityObjective, LatencyObjective, PrometheusRule } from '../../../lib';
import { everyDashboard } from '../dashboards/dashboard-fixture';
import { PACKED_RULES } from '../promtool/harness/scenarios';
import type { RulesOf } from './harness/packed-rules';
import { type NamedQuery, observed } from './harness/queries';

/** The alerts of all packs. */
export const ALERTS = PACKED_RULES.groups
  .flatMap(({ rules }) => rules)
  .filter(({ alert }) => alert !== undefined)
  .map(({ alert = '', expr }) => ({ alert, expr }));

/** Rules that Prometheus evaluates beside those of the packs: objectives of an app. */
export const FURTHER_RULES: readonly RulesOf[] = [
  (chart) => {
    const rules = new PrometheusRule(chart, 'objectives');
    AvailabilityObjective.addTo(rules, { app: 'quick', objective: 99.5 });
    LatencyObjective.addTo(rules, { app: 'quick', objective: 99, threshold: Duration.seconds(1) });
  },
];

const DASHBOARD_QUERIES = Object.entries(everyDashboard()).flatMap(([name, { queries }]) =>
  queries.map(({ row, panel, legend, expression }) => ({
    title: `${name}: ${row} / ${panel} / ${legend}`,
    expression,
  })),
);

/** Queries that have to return data while faults happen: what alerts look at, and what dashboards show. */
export const QUERIES: readonly NamedQuery[] = [
  ...ALERTS.map(({ alert, expr }) => ({ title: alert, expression: observed(expr) })),
  ...DASHBOARD_QUERIES,
];

/** Metrics of programs that do not run here. */
export const OF_OTHERS = /\b(kube|container|kubelet)_/;

/** Titles of queries that may have no data here, and why that is as it should be. */
export const WITHOUT_DATA: Readonly<Record<string, string>> = {
  ArgoCDAppSetRolloutStuck: 'the fleet is delivered without an ApplicationSet',
  ArgoCDKubectlRetries: 'as a rule no request of Argo CD has to be sent again',
};

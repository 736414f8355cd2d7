import { Duration } from 'cdk8s';
import { AvailabilityObjective, LatencyObjective, PrometheusRule } from '../../../lib';
import { everyDashboard } from '../dashboards/dashboard-fixture';
import { PACKED_RULES, SCENARIOS } from '../promtool/harness/scenarios';
import type { RulesOf } from './harness/packed-rules';
import { type NamedQuery, observed, withVariables } from './harness/queries';

/** The alerts of all packs. */
export const ALERTS = PACKED_RULES.groups
  .flatMap(({ rules }) => rules)
  .filter(({ alert }) => alert !== undefined)
  .map(({ alert = '', expr }) => ({ alert, expr }));

/** Those that promtool executes (`npm run test:monitoring`), each by a scenario of its own. */
export const EXECUTED = ALERTS.filter(({ alert }) => alert in SCENARIOS);

/** What an app has whose dashboard is looked at: all of it has something to show. */
export const AUTOSCALED = {
  replicas: undefined,
  autoscaling: { minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 60 },
};

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

/** What the dashboard of one app asks for that app, named as its objects are named in the cluster. */
export function queriesOfApp(namespace: string, app: string): readonly NamedQuery[] {
  return DASHBOARD_QUERIES.filter(({ title }) => title.startsWith('app: ')).map(({ title, expression }) => ({
    title,
    expression: withVariables(expression, { namespace, app }),
  }));
}

/** Titles of queries that may have no data here, and why that is as it should be. */
export const WITHOUT_DATA: Readonly<Record<string, string>> = {};

/** Metrics of the simulated kubelet: that it has their names, types and labels tells that we wrote the same twice. */
export const SIMULATED = /\b(container|kubelet)_/;

const NO_OCI = 'nothing comes from an OCI registry';
const NO_API_SERVER = 'of the API server of Argo CD, which does not run here';
const OF_WEBHOOKS = 'nobody calls the webhook of the operator here; test:cluster does';

/** Metrics of the catalogue that may not be exposed here, and why that is as it should be. */
export const NOT_EXPOSED: Readonly<Record<string, string>> = {
  argocd_app_condition: 'the controller is not started with --metrics-application-conditions',
  argocd_oci_request_total: NO_OCI,
  argocd_oci_request_duration_seconds: NO_OCI,
  argocd_login_request_total: NO_API_SERVER,
  argocd_info: NO_API_SERVER,
  'chatgpt_app:own_alerts:info': 'no app has alerts of its own here; promtool/own-alerts.test.ts has some',
  controller_runtime_webhook_latency_seconds: OF_WEBHOOKS,
  controller_runtime_webhook_requests_in_flight: OF_WEBHOOKS,
  controller_runtime_webhook_requests_total: OF_WEBHOOKS,
  leader_election_slowpath_total: 'the lease is renewed in time',
  nodejs_active_requests: 'no request of libuv was under way at any moment of a scrape',
  rest_client_request_retries_total: 'as a rule no request of the operator has to be sent again',
};

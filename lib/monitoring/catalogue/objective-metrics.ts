import { gauge } from './define-metrics';

const OBJECTIVE = ['app', 'slo'];

/**
 * What `Monitoring`, `AvailabilityObjective` and `LatencyObjective` record of apps. Ratios over further windows are recorded
 * too; these are the ones to show.
 */
export const OBJECTIVE_METRICS = [
  gauge('chatgpt_app:own_alerts:info', [], 'An app that has alerts of its own; always 1.'),
  gauge('slo:objective:ratio', OBJECTIVE, 'Share of the requests that should be good.'),
  gauge('slo:requests:rate30m', OBJECTIVE, 'Requests in a second.'),
  gauge('slo:errors:rate30m', OBJECTIVE, 'Requests in a second that are not good.'),
  gauge('slo:error_ratio:rate5m', OBJECTIVE, 'Share of the requests that are not good.'),
  gauge('slo:error_ratio:rate1h', OBJECTIVE, 'Share of the requests of an hour that were not good.'),
  gauge(
    'slo:error_budget_remaining:ratio',
    OBJECTIVE,
    'Share of the error budget of the period that is left; below 0 where more was spent.',
  ),
];

import type { Duration } from 'cdk8s';
import { refuse } from '../../validation/refuse';
import type { AlertGroup } from '../rules/alert-group';
import type { PrometheusRule } from '../rules/prometheus-rule';
import { addObjective } from './add-objective';
import { appIndicator } from './app-indicator';
import type { AppObjectiveProps } from './objective-props';

/** Properties of the latency of an app. */
export interface LatencyObjectiveProps extends AppObjectiveProps {
  /**
   * How long a good request takes at most: one of the buckets of `mcp_request_duration_seconds`, which are 0.01, 0.02, 0.05,
   * 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120 and 300 seconds in the pod contract. An app with others says so in the
   * `catalogue` of the PrometheusRule.
   */
  readonly threshold: Duration;
}

const HISTOGRAM = 'mcp_request_duration_seconds';

/**
 * How many of an app's requests have to be answered soon enough, as its metrics of the pod contract tell.
 *
 * @see https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/guides/objectives.md
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * LatencyObjective.addTo(new PrometheusRule(chart, 'fitness'), {
 *   app: 'fitness',
 *   namespace: 'chatgpt-production',
 *   objective: 99,
 *   threshold: Duration.seconds(2),
 * });
 */
export class LatencyObjective {
  /**
   * Adds its recording rules and alerts as a group.
   *
   * @throws where the threshold is no bucket, the objective makes no sense, or one of its alerts could never fire.
   */
  public static addTo(rules: PrometheusRule, props: LatencyObjectiveProps): AlertGroup {
    const seconds = props.threshold.toSeconds({ integral: false });
    checkBucket(rules, seconds);
    const indicator = appIndicator(props, 'latency', (of) => ({
      good: `${HISTOGRAM}_bucket{${of}, ${upTo(seconds)}}`,
      total: `${HISTOGRAM}_count{${of}}`,
      badly: `of the requests took longer than ${seconds} s`,
    }));
    return addObjective(rules, indicator, props);
  }

  private constructor() {}
}

/**
 * Prometheus 2 stores whole numbers as programs write them, Prometheus 3 with a decimal point.
 *
 * @see https://prometheus.io/docs/prometheus/latest/migration/#le-and-quantile-label-values
 */
function upTo(seconds: number): string {
  return Number.isInteger(seconds) ? `le=~"${seconds}([.]0)?"` : `le="${seconds}"`;
}

/** Only at a bucket's bound is it known how many requests were faster. */
function checkBucket(rules: PrometheusRule, seconds: number): void {
  const buckets = rules._catalogue()._series(`${HISTOGRAM}_bucket`)?.metric.buckets;
  if (buckets === undefined || buckets.includes(seconds)) return;
  const sorted = [...buckets].sort((a, b) => a - b);
  const near = [sorted.filter((bound) => bound < seconds).at(-1), sorted.find((bound) => bound > seconds)];
  const fix = `use ${near.filter((bound) => bound !== undefined).join(' or ')} s`;
  refuse(rules.node.path, 'threshold', `${seconds} s`, `is no bucket of ${HISTOGRAM}`, fix);
}

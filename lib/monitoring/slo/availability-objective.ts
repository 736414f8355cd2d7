import type { AlertGroup } from '../rules/alert-group';
import type { PrometheusRule } from '../rules/prometheus-rule';
import { addObjective } from './add-objective';
import { appIndicator } from './app-indicator';
import type { AppObjectiveProps } from './objective-props';

/** Properties of the availability of an app. */
export interface AvailabilityObjectiveProps extends AppObjectiveProps {}

/**
 * How many of an app's requests have to be answered without an error, as its metrics of the pod contract tell. Requests that
 * never reach a pod are not counted: `ChatGPTAppDown` is about those.
 *
 * @see https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/guides/objectives.md
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * AvailabilityObjective.addTo(new PrometheusRule(chart, 'fitness'), {
 *   app: 'fitness',
 *   namespace: 'chatgpt-production',
 *   objective: 99.9,
 * });
 */
export class AvailabilityObjective {
  /**
   * Adds its recording rules and alerts as a group.
   *
   * @throws where the objective makes no sense, or one of its alerts could never fire.
   */
  public static addTo(rules: PrometheusRule, props: AvailabilityObjectiveProps): AlertGroup {
    const indicator = appIndicator(props, 'availability', (of) => ({
      good: `mcp_requests_total{${of}, status!="error"}`,
      total: `mcp_requests_total{${of}}`,
      badly: 'of the requests failed',
    }));
    return addObjective(rules, indicator, props);
  }

  private constructor() {}
}

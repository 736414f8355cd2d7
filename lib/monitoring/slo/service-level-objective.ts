import { refuse } from '../../validation/refuse';
import { parseExpression } from '../promql/parse-expression';
import type { AlertGroup } from '../rules/alert-group';
import type { PrometheusRule } from '../rules/prometheus-rule';
import { addObjective } from './add-objective';
import type { ObjectiveProps } from './objective-props';

/** Properties of an objective about whatever is counted. */
export interface ServiceLevelObjectiveProps extends ObjectiveProps {
  /** Its name, which becomes the label `slo`: it tells the objective from all others of the Prometheus. */
  readonly name: string;

  /** The counter of what was good, with its labels, such as `bookings_total{result="confirmed"}`. */
  readonly good: string;

  /** The counter of good and bad together, with its labels, such as `bookings_total`. */
  readonly total: string;

  /**
   * Labels of which each value has an error budget of its own, such as `namespace`.
   * @default - none: one budget for all
   */
  readonly by?: string[];

  /**
   * Further labels of its records and alerts.
   * @default - none
   */
  readonly labels?: Record<string, string>;
}

/**
 * How much of what is counted has to be good: an error budget, what is left of it, and alerts when it is spent too fast. For
 * requests to apps there are `AvailabilityObjective` and `LatencyObjective`.
 *
 * @see https://sre.google/workbook/alerting-on-slos/
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * ServiceLevelObjective.addTo(new PrometheusRule(chart, 'operator'), {
 *   name: 'reconciles',
 *   objective: 99,
 *   good: 'controller_runtime_reconcile_total{result!="error"}',
 *   total: 'controller_runtime_reconcile_total',
 *   by: ['controller'],
 * });
 */
export class ServiceLevelObjective {
  /**
   * Adds its recording rules and alerts as a group.
   *
   * @throws where the objective makes no sense, one of its alerts could never fire, or a counter is an expression.
   */
  public static addTo(rules: PrometheusRule, props: ServiceLevelObjectiveProps): AlertGroup {
    const { name, good, total, by = [], labels = {} } = props;
    for (const field of ['good', 'total'] as const) checkSelector(rules, field, props[field]);
    const which = by.map((label) => `{{ $labels.${label} }}`).join('/');
    const indicator = {
      group: `slo/${name}`,
      subject: which === '' ? name : `${name} (${which})`,
      badly: 'were not good',
      ...{ good, total, by, labels: { ...labels, slo: name } },
    };
    return addObjective(rules, indicator, props);
  }

  private constructor() {}
}

function checkSelector(rules: PrometheusRule, field: string, text: string): void {
  const parsed = parseExpression(text);
  if (
    'kind' in parsed &&
    parsed.kind === 'selector' &&
    parsed.range === undefined &&
    parsed.text === text.trim()
  ) {
    return;
  }
  const rule = 'is no selector of a counter: rates over seven windows are made of it';
  refuse(rules.node.path, field, text, rule, 'write only the name and the labels: x_total{result="ok"}');
}

import { Construct } from 'constructs';
import type { MetricCatalogue } from '../catalogue/metric-catalogue';
import { emitObject } from '../emit-object';
import type { Alert } from './alert';
import { AlertGroup } from './alert-group';
import { ruleFindings } from './rule-findings';
import type { AlertGroupProps, PrometheusRuleProps } from './rule-props';
import { ruleSet } from './rule-set';
import { alertAnnotations, rulesJson } from './rules-json';

/**
 * Alerts and recording rules of a Prometheus that the Prometheus Operator runs. Expressions are checked when it is
 * synthesized: syntax, metrics and labels that exist, functions that fit, thresholds that can be exceeded, and labels that
 * texts show. Prometheus itself takes an alert that can never fire without a word.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * const rules = new PrometheusRule(chart, 'apps', { labels: { release: 'prometheus' } });
 * rules.addGroup('apps').addAlert('AppHasManyRequests', {
 *   expression: 'sum by (namespace, pod) (mcp_requests_in_flight) > 100',
 *   severity: AlertSeverity.WARNING,
 *   summary: 'The pod {{ $labels.pod }} answers many requests at once',
 *   description: '{{ $value }} requests are in flight in {{ $labels.namespace }}/{{ $labels.pod }}.',
 *   runbookUrl: 'https://runbooks.example.com/AppHasManyRequests',
 * });
 */
export class PrometheusRule extends Construct {
  /** Name of the object. */
  public readonly name: string;

  private readonly grown: AlertGroup[] = [];

  /** @throws where the name is invalid. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PrometheusRuleProps = {},
  ) {
    super(scope, id);
    const object = emitObject(this, id, {
      kind: 'PrometheusRule',
      props,
      spec: () => rulesJson(this.rules()),
      findings: () => ruleFindings(this.rules()),
    });
    this.name = object.name;
  }

  /** Its groups. */
  public get groups(): AlertGroup[] {
    return [...this.grown];
  }

  /** All alerts of all groups. */
  public get alerts(): Alert[] {
    return this.grown.flatMap(({ alerts }) => alerts);
  }

  /** Adds a group, to which rules are added. */
  public addGroup(name: string, props: AlertGroupProps = {}): AlertGroup {
    const group = new AlertGroup(name, props);
    this.grown.push(group);
    return group;
  }

  /** Where it is written what to do when an alert of this PrometheusRule fires. */
  public runbookUrl(alert: Alert): string {
    return alertAnnotations(alert, this.rules()).runbook_url ?? '';
  }

  /**
   * The metrics that its expressions may use, but for those that it records itself.
   * @internal
   */
  public _catalogue(): MetricCatalogue {
    return this.rules().catalogue;
  }

  private rules() {
    return ruleSet(this.props, this.grown);
  }
}

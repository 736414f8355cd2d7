import { App, Chart, Testing } from 'cdk8s';
import {
  type AlertProps,
  AlertSeverity,
  PrometheusRule,
  type PrometheusRuleProps,
} from '../../../lib/monitoring';

export const FIRING: AlertProps = {
  expression: 'up{job="x"} == 0',
  severity: AlertSeverity.WARNING,
  summary: '{{ $labels.instance }} is down',
  description: '{{ $labels.instance }} of {{ $labels.job }} does not answer.',
};

/** A PrometheusRule in a chart of its own. */
export function prometheusRule(props: PrometheusRuleProps = {}): PrometheusRule {
  return new PrometheusRule(new Chart(new App(), 'monitoring', { namespace: 'monitoring' }), 'rules', props);
}

/** What becomes of a PrometheusRule. */
export function manifestOf(rules: PrometheusRule) {
  const [manifest] = Testing.synth(Chart.of(rules));
  return manifest;
}

/** What a synthesis says of a PrometheusRule. */
export function findingsOf(rules: PrometheusRule): string {
  return rules.node.validate().join('\n');
}

/** What a synthesis says of a PrometheusRule with one alert. */
export function findingsOfAlert(
  props: Partial<AlertProps>,
  name = 'XIsDown',
  of: PrometheusRuleProps = {},
): string {
  const rules = prometheusRule(of);
  rules.addGroup('x').addAlert(name, { ...FIRING, ...props });
  return findingsOf(rules);
}

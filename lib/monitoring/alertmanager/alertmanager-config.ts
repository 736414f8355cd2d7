import { Construct } from 'constructs';
import { emitObject } from '../emit-object';
import { alertmanagerFindings } from './alertmanager-findings';
import { alertmanagerJson } from './alertmanager-json';
import type { AlertmanagerConfigProps } from './routing-props';

/**
 * Who hears of which alerts, and which alerts silence others, for an Alertmanager that the Prometheus Operator runs. Routes
 * are asked in order: yours, those of tenants, those of severities; what none takes goes to `receiver`.
 *
 * By default an Alertmanager lets only alerts in whose label `namespace` is that of this object: see `AlertScope`.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfig
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * const routingKey = { name: 'pagerduty', key: 'routing-key' };
 * const apiUrl = { name: 'slack', key: 'url' };
 * new AlertmanagerConfig(chart, 'platform', {
 *   scope: AlertScope.EVERYTHING,
 *   receivers: [
 *     AlertReceiver.of('on-call', AlertChannel.pagerDuty({ routingKey })),
 *     AlertReceiver.of('platform', AlertChannel.slack({ apiUrl, channel: '#platform' })),
 *     AlertReceiver.of('fitness', AlertChannel.slack({ apiUrl, channel: '#fitness' })),
 *   ],
 *   receiver: 'platform',
 *   severities: [{ severity: AlertSeverity.CRITICAL, receiver: 'on-call' }],
 *   tenants: [{ tenant: 'fitness', namespaces: ['fitness-*'], receiver: 'fitness' }],
 * });
 */
export class AlertmanagerConfig extends Construct {
  /** Name of the object. */
  public readonly name: string;

  /** @throws where the name is invalid. */
  constructor(scope: Construct, id: string, props: AlertmanagerConfigProps) {
    super(scope, id);
    const object = emitObject(this, id, {
      kind: 'AlertmanagerConfig',
      version: 'v1alpha1',
      props,
      spec: () => alertmanagerJson(props),
      findings: () => alertmanagerFindings(props, object.metadata.namespace),
    });
    this.name = object.name;
  }
}

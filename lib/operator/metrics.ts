import type { CoreObject } from '../chatgpt/workload';
import { metricsName, metricsSecretName, serviceHosts } from './names';
import type { Operator } from './operator';
import { metricsPort } from './ports';

/** Name of the metrics' port in the Service. */
function portName({ metrics }: Operator): string {
  return metrics.secure ? 'https' : 'http';
}

/** Labels of the Service, by which the ServiceMonitor finds it. */
export function metricsServiceLabels({ name }: Operator): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': 'metrics' };
}

/** The spec of the Service of the metrics. */
export function metricsServiceSpec(operator: Operator): CoreObject {
  const name = portName(operator);
  return {
    type: 'ClusterIP',
    selector: operator.selector,
    ports: [{ name, port: metricsPort(operator), targetPort: 'metrics', protocol: 'TCP', appProtocol: name }],
  };
}

/**
 * The ServiceMonitor's spec.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Endpoint
 */
export function serviceMonitorSpec(operator: Operator): CoreObject {
  const { secure, interval } = operator.metrics;
  return {
    selector: { matchLabels: metricsServiceLabels(operator) },
    endpoints: [
      {
        port: portName(operator),
        path: '/metrics',
        interval: `${interval.toSeconds()}s`,
        scheme: portName(operator),
        ...(secure && { bearerTokenFile: TOKEN_FILE, tlsConfig: tlsConfig(operator) }),
      },
    ],
  };
}

// the token of the Prometheus that scrapes
const TOKEN_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/token';

function tlsConfig(operator: Operator): CoreObject {
  const [serverName] = serviceHosts(metricsName(operator), operator);
  return { serverName, ca: { secret: { name: metricsSecretName(operator), key: 'ca.crt' } } };
}

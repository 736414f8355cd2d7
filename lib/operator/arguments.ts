import { webhookName, webhookSecretName } from './names';
import type { Operator } from './operator';
import { metricsPort, PROBE_PORT, WEBHOOK_PORT } from './ports';

/** Folder of the certificate of the metrics. */
export const METRICS_CERTIFICATE_FOLDER = '/etc/chatgpt-operator/metrics';
/** Folder of the certificate of the webhook. */
export const WEBHOOK_CERTIFICATE_FOLDER = '/etc/chatgpt-operator/webhook';

/** Arguments of the program; its flags have the names of controller-runtime. */
export function operatorArguments(operator: Operator): string[] {
  const { args, name, namespace, watchNamespaces, maxConcurrentReconciles, logLevel } = operator;
  if (args !== undefined) return [...args];
  return [
    'run',
    '--leader-elect',
    `--leader-elect-namespace=${namespace}`,
    `--leader-elect-id=${name}`,
    `--health-probe-bind-address=:${PROBE_PORT}`,
    ...metricsArguments(operator),
    ...webhookArguments(operator),
    ...(watchNamespaces ? [`--watch-namespaces=${watchNamespaces.join(',')}`] : []),
    ...(maxConcurrentReconciles ? [`--max-concurrent-reconciles=${maxConcurrentReconciles}`] : []),
    `--zap-log-level=${logLevel}`,
  ];
}

function metricsArguments(operator: Operator): string[] {
  const { secure, issuer } = operator.metrics;
  return [
    `--metrics-bind-address=:${metricsPort(operator)}`,
    ...(secure ? ['--metrics-secure'] : []),
    ...(issuer ? [`--metrics-cert-dir=${METRICS_CERTIFICATE_FOLDER}`] : []),
  ];
}

function webhookArguments(operator: Operator): string[] {
  const { webhook } = operator;
  if (webhook === undefined) return ['--webhook-bind-address=0'];
  const name = webhookName(operator);
  const certificates = webhook.certificates.issuer
    ? [`--webhook-cert-dir=${WEBHOOK_CERTIFICATE_FOLDER}`]
    : [
        `--webhook-secret-name=${webhookSecretName(operator)}`,
        `--webhook-service-name=${name}`,
        `--webhook-configuration-name=${name}`,
      ];
  return [`--webhook-bind-address=:${WEBHOOK_PORT}`, ...certificates];
}

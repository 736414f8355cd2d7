import type { Operator } from './operator';

type Named = Pick<Operator, 'name' | 'namespace'>;

/** Service of the metrics, and Certificate. */
export function metricsName({ name }: Pick<Operator, 'name'>): string {
  return `${name}-metrics`;
}

/** Secret with the certificate of the metrics. */
export function metricsSecretName({ name }: Pick<Operator, 'name'>): string {
  return `${name}-metrics-tls`;
}

/** Service of the webhook, its configuration, and Certificate. */
export function webhookName({ name }: Pick<Operator, 'name'>): string {
  return `${name}-webhook`;
}

/** Secret with the certificate of the webhook. */
export function webhookSecretName({ name }: Pick<Operator, 'name'>): string {
  return `${name}-webhook-tls`;
}

/** The names of a Service of the operator inside the cluster. */
export function serviceHosts(service: string, { namespace }: Named): string[] {
  return [`${service}.${namespace}.svc`, `${service}.${namespace}.svc.cluster.local`];
}

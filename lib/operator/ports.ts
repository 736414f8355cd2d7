/** Where the operator listens, by the defaults of controller-runtime. */
export const PROBE_PORT = 8081;
export const SECURE_METRICS_PORT = 8443;
export const PLAIN_METRICS_PORT = 8080;
export const WEBHOOK_PORT = 9443;

/** The number of the metrics port. */
export function metricsPort({ metrics }: { readonly metrics: { readonly secure: boolean } }): number {
  return metrics.secure ? SECURE_METRICS_PORT : PLAIN_METRICS_PORT;
}

import { monotonicClock } from '../engine/clock';
import type { Transport } from '../engine/kubernetes/transport';
import type { Log } from '../engine/log';
import { bindAddressOf } from './bind-address';
import { CertificateFiles } from './certificate-files';
import type { Flags } from './flag-table';
import { type HttpServer, serveHttp } from './http-server';
import type { Metrics } from './metrics';
import { MetricsAccess } from './metrics-access';
import { metricsHandler } from './metrics-handler';

/** Serves /metrics: to everyone who reaches the port, or by HTTPS to those whom the API server lets. */
export async function serveMetrics(
  { metricsBindAddress: text, metricsSecure, metricsCertDir: directory }: Flags,
  metrics: Metrics,
  transport: Transport,
  log: Log,
): Promise<HttpServer[]> {
  const address = bindAddressOf(text);
  if (address === 'off') return [];
  if (!metricsSecure) return [await serveHttp({ address, handler: metricsHandler({ metrics, log }) })];
  const access = new MetricsAccess({ transport, clock: monotonicClock });
  const options = { directory, clock: monotonicClock, log, observer: metrics.certificates };
  const certificates = await CertificateFiles.open(options);
  return [await serveHttp({ address, handler: metricsHandler({ metrics, access, log }), certificates })];
}

import type { App } from './app';

/** Name of the metrics port where it is not the server's own. */
export const METRICS_PORT = 'metrics';

/** A container port that a Service reaches by name. */
export interface NamedPort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: string;
}

// a Service port needs a number; a named target may listen on any
const ANY_PORT = 9090;

/** The number of a metrics port of the server's own container, beside the server's port. */
export function metricsPortNumber(app: App): number | undefined {
  const { enabled, port } = app.monitoring;
  return enabled && typeof port === 'number' && port !== app.spec.mcpServer.port ? port : undefined;
}

/** The port that is scraped, where it is not the server's own. */
export function metricsPort(app: App): NamedPort | undefined {
  const { enabled, port } = app.monitoring;
  const number = metricsPortNumber(app);
  if (number !== undefined) return { name: METRICS_PORT, port: number, targetPort: METRICS_PORT };
  if (!enabled || typeof port !== 'string' || port === 'http') return undefined;
  const taken = app.spec.mcpServer.port === ANY_PORT;
  return { name: port, port: taken ? ANY_PORT + 1 : ANY_PORT, targetPort: port };
}

import type { App } from './app';
import { metricsPort } from './metrics-port';
import { type CoreObject, SERVER_PORT } from './workload';

/** The Service's spec. */
export function serviceSpec(app: App): CoreObject {
  const metrics = metricsPort(app);
  return {
    type: 'ClusterIP',
    selector: app.selector,
    sessionAffinity: app.transport.sessionAffinity,
    ports: [
      {
        name: SERVER_PORT,
        port: app.spec.mcpServer.port,
        targetPort: SERVER_PORT,
        protocol: 'TCP',
        appProtocol: 'http',
      },
      ...(metrics ? [{ ...metrics, protocol: 'TCP', appProtocol: 'http' }] : []),
    ],
  };
}

/** The ServiceMonitor's spec. */
export function serviceMonitorSpec(app: App): CoreObject {
  const { path, interval } = app.monitoring;
  return {
    selector: { matchLabels: app.selector },
    endpoints: [{ port: metricsPort(app)?.name ?? SERVER_PORT, path, interval }],
  };
}

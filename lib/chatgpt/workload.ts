import { posix } from 'node:path';
import type { App } from './app';
import { CONFIG_FOLDER } from './app-files';
import { CONFIG_HASH_ANNOTATION, configHash } from './config-hash';
import { isMovingReference } from './image-reference';
import { METRICS_PORT, metricsPortNumber } from './metrics-port';
import { environment } from './pod-environment';
import { WIDGETS_FOLDER, widgetConfigMapName } from './widget';

/** A core/v1 object that the library passes through as it is. */
export type CoreObject = { readonly [key: string]: unknown };

/** Name of the server's port in the container and in the Service. */
export const SERVER_PORT = 'http';

/** Time beyond preStop and drain before the kubelet kills a pod, in seconds. */
const GRACE_MARGIN_SECONDS = 5;

/** The Deployment's spec. */
export function deploymentSpec(app: App): CoreObject {
  const { pod } = app.spec;
  return {
    replicas: app.replicas,
    selector: { matchLabels: app.selector },
    strategy: strategy(app),
    template: {
      metadata: {
        labels: { ...pod?.labels, ...app.labels },
        annotations: { ...pod?.annotations, [CONFIG_HASH_ANNOTATION]: configHash(app) },
      },
      spec: podSpec(app),
    },
  };
}

// a second pod beside the only one of a stateful server would answer for sessions that it does not have
function strategy(app: App): CoreObject {
  if (!app.transport.stateless && app.maxReplicas <= 1) return { type: 'Recreate' };
  return { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' } };
}

function podSpec(app: App): CoreObject {
  const { mcpServer, pod } = app.spec;
  return {
    serviceAccountName: pod?.serviceAccountName ?? app.objectName,
    automountServiceAccountToken: pod?.automountServiceAccountToken ?? false,
    // Services of the namespace would add variables of their own, PORT-like ones among them
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    terminationGracePeriodSeconds:
      app.shutdown.preStopSeconds + app.shutdown.drainSeconds + GRACE_MARGIN_SECONDS,
    imagePullSecrets: mcpServer.imagePullSecrets,
    priorityClassName: pod?.priorityClassName,
    runtimeClassName: pod?.runtimeClassName,
    nodeSelector: pod?.nodeSelector,
    tolerations: pod?.tolerations,
    affinity: pod?.affinity,
    topologySpreadConstraints: pod?.topologySpreadConstraints ?? spreadOverZonesAndNodes(app),
    containers: [serverContainer(app), ...(pod?.sidecars ?? []).map(withRestrictedSecurity)],
    volumes: [...platformVolumes(app), ...(pod?.volumes ?? [])],
  };
}

/** Pods anywhere rather than nowhere, but not all of them together. */
export function spreadOverZonesAndNodes({ selector }: Pick<App, 'selector'>): CoreObject[] {
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selector },
  }));
}

function serverContainer(app: App): CoreObject {
  const { mcpServer, pod, resources } = app.spec;
  return {
    name: 'mcp-server',
    image: mcpServer.image,
    imagePullPolicy:
      mcpServer.imagePullPolicy ?? (isMovingReference(mcpServer.image) ? 'Always' : 'IfNotPresent'),
    command: mcpServer.command,
    args: mcpServer.args,
    ports: containerPorts(app),
    env: environment(app),
    envFrom: mcpServer.envFrom,
    resources: resources ?? DEFAULT_RESOURCES,
    ...probes(app),
    lifecycle: preStop(app.shutdown.preStopSeconds),
    securityContext: { ...RESTRICTED, readOnlyRootFilesystem: true },
    volumeMounts: [...platformMounts(app), ...(pod?.volumeMounts ?? [])],
  };
}

// no CPU limit: it throttles a server that waits for I/O and bursts
const DEFAULT_RESOURCES = {
  requests: { cpu: '100m', memory: '128Mi' },
  limits: { memory: '512Mi' },
};

/** What the Pod Security Standard "restricted" asks of a container. */
export const RESTRICTED: CoreObject = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

/** A sidecar keeps what it says; what it leaves out is restricted. */
function withRestrictedSecurity(container: CoreObject): CoreObject {
  return { ...container, securityContext: { ...RESTRICTED, ...(container.securityContext as CoreObject) } };
}

function containerPorts(app: App): CoreObject[] {
  const metrics = metricsPortNumber(app);
  return [
    { name: SERVER_PORT, containerPort: app.spec.mcpServer.port, protocol: 'TCP' },
    ...(metrics === undefined ? [] : [{ name: METRICS_PORT, containerPort: metrics, protocol: 'TCP' }]),
  ];
}

/** Startup gets two minutes; afterwards a slow server is taken out of the Service long before it is restarted. */
function probes(app: App): CoreObject {
  const { healthCheckPath, health } = app.spec.mcpServer;
  const ask = (path = healthCheckPath) => ({
    httpGet: {
      path,
      port: SERVER_PORT,
      scheme: 'HTTP',
      httpHeaders: health?.hostHeader ? [{ name: 'Host', value: health.hostHeader }] : undefined,
    },
  });
  const liveness = ask(health?.livenessPath);
  return {
    startupProbe: { ...liveness, periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 60 },
    livenessProbe: { ...liveness, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: {
      ...ask(health?.readinessPath),
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 2,
    },
  };
}

// gateways go on sending for a while after a pod has left the endpoints
function preStop(seconds: number): CoreObject | undefined {
  return seconds === 0 ? undefined : { preStop: { sleep: { seconds } } };
}

function platformVolumes(app: App): CoreObject[] {
  const sources = widgetSources(app);
  return [
    { name: 'app-config', configMap: { name: appConfigMapName(app) } },
    ...(sources.length > 0 ? [{ name: 'widgets', projected: { sources } }] : []),
    { name: 'tmp', emptyDir: {} },
  ];
}

function platformMounts(app: App): CoreObject[] {
  return [
    { name: 'app-config', mountPath: CONFIG_FOLDER, readOnly: true },
    ...(widgetSources(app).length > 0
      ? [{ name: 'widgets', mountPath: WIDGETS_FOLDER, readOnly: true }]
      : []),
    { name: 'tmp', mountPath: '/tmp' },
  ];
}

/** Name of the ConfigMap with app.json and the OAuth metadata. */
export function appConfigMapName(app: App): string {
  return `${app.objectName}-app`;
}

/** The ConfigMaps that hold widgets' HTML; a widget inside the image has none. */
function widgetSources(app: App): CoreObject[] {
  return app.widgets.flatMap((widget) => {
    const reference = widget.source.templateFrom?.configMapKeyRef;
    const file = posix.basename(widget.file);
    if (reference) {
      return [{ configMap: { name: reference.name, items: [{ key: reference.key, path: file }] } }];
    }
    if (widget.source.template === undefined) return [];
    return [
      {
        configMap: { name: widgetConfigMapName(app.objectName, widget), items: [{ key: file, path: file }] },
      },
    ];
  });
}

import { withPartDefaults } from './chatgptapp-api';
import { imageVersion } from './image-reference';
import type { AppSpec, Part } from './plain-spec';
import { type ResolvedWidget, resolveWidgets } from './widget';

/** A ChatGPTApp with everything that follows from its spec: defaults filled in, names and URLs derived. */
export interface App {
  readonly name: string;
  readonly namespace?: string;
  /** Name of the app's Deployment, Service and the other objects of which there is one. */
  readonly objectName: string;
  readonly spec: AppSpec;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly exposure: 'Gateway' | 'Ingress' | 'None';
  /** The public URL of the MCP endpoint. */
  readonly url?: string;
  /** The host of the Service inside the cluster. */
  readonly serviceHost: string;
  /** The URL inside the cluster. */
  readonly endpoint: string;
  /** The OAuth resource identifier, where the app takes tokens and its URL is known. */
  readonly oauthResource?: string;
  /** The version that the image's tag tells. */
  readonly version?: string;
  /** Replicas of the Deployment; undefined where an autoscaler owns them. */
  readonly replicas?: number;
  /** The most pods that may run at once. */
  readonly maxReplicas: number;
  readonly widgets: readonly ResolvedWidget[];
  readonly transport: Defaulted<'transport', 'stateless' | 'sessionAffinity' | 'maxBodyBytes'>;
  readonly shutdown: Defaulted<'shutdown', 'preStopSeconds' | 'drainSeconds'>;
  readonly monitoring: Defaulted<'monitoring', 'enabled' | 'path' | 'interval'>;
  readonly timeoutSeconds: number;
}

/** A part whose named fields have a default in the schema. */
type Defaulted<Key extends keyof AppSpec, Fields extends keyof Part<Key>> = Part<Key> &
  Required<Pick<Part<Key>, Fields>>;

/** The label that selects an app's pods, for ever: a Deployment's selector cannot change. */
export const APP_LABEL = 'apps.makeaihq.com/app';

/** @param spec a valid spec with the API server's defaults. */
export function resolveApp(name: string, namespace: string | undefined, spec: AppSpec): App {
  const { host, mcpServer, autoscaling } = spec;
  const objectName = `${name}-mcp`;
  const path = mcpServer.path ?? '';
  const url = host && `https://${host}${path}`;
  const version = imageVersion(mcpServer.image);
  const replicas = autoscaling ? undefined : (spec.replicas ?? 2);
  const serviceHost = namespace ? `${objectName}.${namespace}.svc.cluster.local` : objectName;
  return {
    name,
    namespace,
    objectName,
    spec,
    selector: { [APP_LABEL]: name },
    labels: labelsOf(name, version),
    exposure: spec.exposure?.type ?? (host ? 'Gateway' : 'None'),
    url,
    serviceHost,
    endpoint: `http://${serviceHost}:${mcpServer.port}${path}`,
    oauthResource: spec.oauth && (spec.oauth.resource ?? url),
    version,
    replicas,
    maxReplicas: autoscaling?.maxReplicas ?? replicas ?? 0,
    widgets: resolveWidgets(name, host, spec.widgets ?? []),
    transport: withPartDefaults('transport', spec.transport) as App['transport'],
    shutdown: withPartDefaults('shutdown', spec.shutdown) as App['shutdown'],
    monitoring: withPartDefaults('monitoring', spec.monitoring) as App['monitoring'],
    timeoutSeconds: withPartDefaults('exposure', spec.exposure).timeoutSeconds ?? 0,
  };
}

/** app.kubernetes.io/instance is never set: Argo CD may own it. */
function labelsOf(name: string, version: string | undefined): Record<string, string> {
  return {
    [APP_LABEL]: name,
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': 'mcp-server',
    'app.kubernetes.io/part-of': 'chatgpt-apps',
    'app.kubernetes.io/managed-by': 'cdk8s-chatgpt-apps',
    ...(version && { 'app.kubernetes.io/version': version }),
  };
}

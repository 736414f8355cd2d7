import { type ApiObject, Chart } from 'cdk8s';
import type { EnvValue, INetworkPolicyPeer } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { type ChatGptAppProps, toJson_ChatGptAppSpec } from '../../imports/apps.makeaihq.com';
import type { CheckResult } from '../validation/check-result';
import { formatFinding } from '../validation/finding';
import { InvalidManifestError } from '../validation/invalid-manifest-error';
import { refuse } from '../validation/refuse';
import { isObject, type JsonObject } from '../validation/structural-schema';
import type { App } from './app';
import { AppObjects } from './app-objects';
import { API_VERSION, KIND } from './chatgptapp-api';
import { appOf, checkChatGPTApp } from './check-chatgptapp';
import { ANY_NAMESPACE } from './network';
import { networkPolicyPeers } from './network-policy-peers';

/**
 * Properties of a `ChatGPTAppConstruct`: the metadata and spec of a ChatGPTApp, generated from its CRD.
 *
 * `metadata.name` is the construct's id and `metadata.namespace` the chart's namespace where they are left out.
 */
export interface ChatGPTAppConstructProps extends ChatGptAppProps {}

/**
 * Everything that one ChatGPT app needs on Kubernetes: Deployment, Service, ServiceAccount, ConfigMaps,
 * NetworkPolicy, and, where the spec asks for them, HTTPRoute or Ingress, Certificate, HorizontalPodAutoscaler,
 * PodDisruptionBudget, ServiceMonitor. No Secret is ever rendered: secrets are referred to by name.
 *
 * @see https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/reference/chatgptapp.md
 * @example
 * const chart = new Chart(new App(), 'production', { namespace: 'chatgpt-production' });
 * new ChatGPTAppConstruct(chart, 'fitness', {
 *   spec: {
 *     displayName: 'Fitness Studio',
 *     description: 'Class schedules and bookings.',
 *     host: 'fitness.apps.example.com',
 *     mcpServer: { image: 'ghcr.io/acme/mcp-fitness:1.4.2' },
 *   },
 * });
 */
export class ChatGPTAppConstruct extends Construct {
  /**
   * Renders a whole ChatGPTApp manifest, as it stands in a YAML file.
   *
   * @param manifest apiVersion, kind, metadata and spec.
   * @throws where the manifest breaks a rule of the API; the message lists every broken rule.
   */
  public static fromManifest(scope: Construct, id: string, manifest: unknown): ChatGPTAppConstruct {
    const props = { spec: {} } as ChatGPTAppConstructProps;
    MANIFESTS.set(props, isObject(manifest) ? manifest : { value: manifest });
    return new ChatGPTAppConstruct(scope, id, props);
  }

  /** Name of the app. */
  public readonly name: string;
  /** Namespace of every object; undefined where neither the manifest nor the chart names one. */
  public readonly namespace?: string;
  /** The public URL of the MCP endpoint, the one to enter in ChatGPT; undefined without a host. */
  public readonly url?: string;
  /** The URL of the MCP endpoint inside the cluster. */
  public readonly endpoint: string;
  /** What is accepted but doubtful in the spec, in words. */
  public readonly warnings: string[];

  /** The Deployment of the MCP server. */
  public readonly deployment: ApiObject;
  /** The Service in front of it. */
  public readonly service: ApiObject;
  /** Who may call the server, and whom it may call. */
  public readonly networkPolicy: ApiObject;
  /** The ConfigMap with app.json and the OAuth metadata. */
  public readonly appConfig: ApiObject;
  /** The identity of the pods; undefined where the spec names an existing one. */
  public readonly serviceAccount?: ApiObject;
  /** The HTTPRoute or Ingress; undefined for an app that is not exposed. */
  public readonly route?: ApiObject;
  /** The cert-manager Certificate; undefined where no issuer is named. */
  public readonly certificate?: ApiObject;
  /** The HorizontalPodAutoscaler; undefined without `autoscaling`. */
  public readonly autoscaler?: ApiObject;
  /** The PodDisruptionBudget; undefined where at most one pod is possible. */
  public readonly disruptionBudget?: ApiObject;
  /** The ServiceMonitor; undefined where monitoring is off. */
  public readonly serviceMonitor?: ApiObject;

  private manifest: JsonObject;
  private app: App;

  /**
   * @throws where the spec breaks a rule of the API; the message lists every broken rule.
   */
  constructor(scope: Construct, id: string, props: ChatGPTAppConstructProps) {
    super(scope, id);
    this.manifest = withNamespace(MANIFESTS.get(props) ?? manifestOf(id, props), Chart.of(this).namespace);
    const { defaulted, warnings } = this.checked(this.manifest);
    const app = appOf(defaulted);
    this.app = app;
    this.name = app.name;
    this.namespace = app.namespace;
    this.url = app.url;
    this.endpoint = app.endpoint;
    this.warnings = warnings.map((warning) => formatFinding(this.node.path, warning));

    const objects = new AppObjects(this, app, () => this.app);
    this.serviceAccount = objects.serviceAccount();
    this.appConfig = objects.appConfig();
    const widgetTemplates = objects.widgetTemplates();
    this.networkPolicy = objects.networkPolicy();
    this.deployment = objects.deployment();
    this.service = objects.service();
    this.autoscaler = objects.autoscaler();
    this.disruptionBudget = objects.disruptionBudget();
    this.certificate = objects.certificate();
    this.route = objects.route();
    this.serviceMonitor = objects.serviceMonitor();

    const before = [this.serviceAccount, this.appConfig, ...widgetTemplates, this.networkPolicy];
    this.deployment.addDependency(...before.filter((object) => object !== undefined));
    // what brings traffic or pods waits for a server that runs, and what others must answer, such as a certificate's
    // issuer, never keeps the server from its new version
    for (const object of [this.autoscaler, this.certificate, this.route])
      object?.addDependency(this.deployment);
    this.route?.addDependency(this.service);
    this.node.defaultChild = this.deployment;
  }

  /**
   * Adds an environment variable to the server.
   *
   * @param name a name that neither the spec nor the pod contract sets.
   * @param value its value, such as `EnvValue.fromValue('debug')`.
   * @throws where the name is taken, reserved, or no name of a variable.
   */
  public addEnv(name: string, value: EnvValue): void {
    this.grow({ 'mcpServer.env': [{ name, value: value.value, valueFrom: value.valueFrom }] });
  }

  /**
   * Adds a container beside the server. What its securityContext leaves out is set as Pod Security "restricted"
   * asks.
   *
   * @param container as in core/v1 Container.
   * @throws where the name is taken or reserved.
   */
  public addSidecar(container: { [key: string]: unknown }): void {
    this.grow({ 'pod.sidecars': [container] });
  }

  /**
   * Adds a volume to the pods, and mounts it into the server where a path is given.
   *
   * @param volume as in core/v1 Volume.
   * @param mountPath where the server sees it. @default - not mounted into the server
   * @throws where the name or the path is taken or reserved.
   */
  public addVolume(volume: { [key: string]: unknown }, mountPath?: string): void {
    const mounts = mountPath === undefined ? [] : [{ name: volume.name, mountPath }];
    this.grow({ 'pod.volumes': [volume], 'pod.volumeMounts': mounts });
  }

  /**
   * Lets pods or addresses call the server, beside those that the spec allows.
   *
   * @param peer such as `Pods.select(…)`, `Namespaces.select(…)` or `NetworkPolicyIpBlock.ipv4(…)`.
   */
  public allowFrom(peer: INetworkPolicyPeer): void {
    const peers = networkPolicyPeers(peer);
    // an Ingress admits any namespace as long as the spec names no peer: what was allowed stays allowed
    const first = this.app.exposure === 'Ingress' && !this.app.spec.network?.ingressFrom?.length;
    this.grow({ 'network.ingressFrom': first ? [ANY_NAMESPACE, ...peers] : peers });
  }

  /**
   * Lets the server call pods or addresses, beside those that the spec allows.
   *
   * @param peer such as `Pods.select(…)`, `Namespaces.select(…)` or `NetworkPolicyIpBlock.ipv4(…)`.
   * @param port TCP port. @default 443
   */
  public allowTo(peer: INetworkPolicyPeer, port?: number): void {
    // the spec's rules leave peers and their ports to the API server
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
      refuse(this.node.path, 'port', port, 'is no TCP port', 'use a number from 1 to 65535');
    }
    const ports = port === undefined ? undefined : [{ protocol: 'TCP', port }];
    this.grow({ 'network.egressTo': [{ to: networkPolicyPeers(peer), ports }] });
  }

  /** Adds entries to lists of the spec, by their path, under the rules of the spec: all of them or none. */
  private grow(additions: Readonly<Record<string, readonly unknown[]>>): void {
    let grown = this.manifest;
    for (const [path, entries] of Object.entries(additions)) {
      const plain = JSON.parse(JSON.stringify(entries)) as unknown[];
      if (plain.length > 0) grown = withEntries(grown, ['spec', ...path.split('.')], plain);
    }
    this.app = appOf(this.checked(grown).defaulted);
    this.manifest = grown;
  }

  private checked(manifest: JsonObject): CheckResult {
    const result = checkChatGPTApp(manifest);
    if (result.errors.length > 0) throw new InvalidManifestError(this.node.path, result.errors);
    return result;
  }
}

/** Props that came as a whole manifest: their spec is plain YAML, not the generated types. */
const MANIFESTS = new WeakMap<ChatGPTAppConstructProps, JsonObject>();

function manifestOf(id: string, { metadata, spec }: ChatGPTAppConstructProps): JsonObject {
  const plain = { name: id, ...metadata };
  return JSON.parse(
    JSON.stringify({
      apiVersion: API_VERSION,
      kind: KIND,
      metadata: plain,
      spec: toJson_ChatGptAppSpec(spec),
    }),
  );
}

function withNamespace(manifest: JsonObject, namespace: string | undefined): JsonObject {
  const { metadata } = manifest;
  if (namespace === undefined || !isObject(metadata) || metadata.namespace !== undefined) return manifest;
  return { ...manifest, metadata: { ...metadata, namespace } };
}

function withEntries(
  parent: JsonObject,
  [key = '', ...rest]: readonly string[],
  entries: readonly unknown[],
): JsonObject {
  const child = parent[key];
  if (rest.length === 0) return { ...parent, [key]: [...(Array.isArray(child) ? child : []), ...entries] };
  return { ...parent, [key]: withEntries(isObject(child) ? child : {}, rest, entries) };
}

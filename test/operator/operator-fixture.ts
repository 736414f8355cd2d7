import { App, Chart, Duration, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  ManagedKind,
  OperatorConstruct,
  type OperatorConstructProps,
  OperatorLogLevel,
  type OperatorMetrics,
  type OperatorPod,
  type OperatorResources,
  type OperatorWebhook,
  WebhookCertificates,
  WebhookFailurePolicy,
} from '../../lib/operator';
import type { KubernetesObject } from '../dist-objects';

export const IMAGE = 'ghcr.io/makeaihq/chatgpt-operator:0.1.0';
export const CHATGPT_APP = ManagedKind.chatGPTApp();

/** The objects of an operator of ChatGPTApps, in a chart that names a namespace. */
export function operatorObjects(props: Partial<OperatorConstructProps> = {}, id = 'chatgpt-operator') {
  const chart = new Chart(new App(), 'operator', { namespace: 'chatgpt-operator-system' });
  new OperatorConstruct(chart, id, { image: IMAGE, kinds: [CHATGPT_APP], ...props });
  return Testing.synth(chart) as KubernetesObject[];
}

/** The object of a kind, by its name where there are several. */
export function objectOf(
  objects: readonly KubernetesObject[],
  kind: string,
  name?: string,
): KubernetesObject {
  const [only, ...more] = ofKind(objects, kind).filter(
    ({ metadata }) => (name ?? metadata.name) === metadata.name,
  );
  if (only === undefined || more.length > 0)
    throw new Error(`${more.length + (only ? 1 : 0)} objects are ${kind} ${name ?? ''}`);
  return only;
}

export function ofKind(objects: readonly KubernetesObject[], kind: string): KubernetesObject[] {
  return objects.filter((object) => object.kind === kind);
}

export interface Container {
  readonly args: string[];
  readonly env?: { name: string; value: string }[];
  readonly imagePullPolicy: string;
  readonly ports: { name: string; containerPort: number }[];
  readonly resources: unknown;
  readonly volumeMounts?: { name: string; mountPath: string; readOnly: boolean }[];
}

/** The spec of the operator's pods. */
export function podOf(objects: readonly KubernetesObject[]) {
  const { spec } = objectOf(objects, 'Deployment') as unknown as {
    spec: { template: { spec: { containers: [Container]; [field: string]: unknown } } };
  };
  return spec.template.spec;
}

/** Every property that there is: the compiler asks for those that are new. */
export const EVERYTHING: Required<Omit<OperatorConstructProps, 'args'>> = {
  image: 'registry.example.com/operators/chatgpt:1.2.3',
  kinds: [CHATGPT_APP],
  name: 'apps-operator',
  namespace: 'operators',
  watchNamespaces: ['team-a', 'team-b'],
  replicas: 3,
  maxConcurrentReconciles: 8,
  logLevel: OperatorLogLevel.DEBUG,
  resources: {
    cpuRequest: Cpu.millis(250),
    memoryRequest: Size.mebibytes(256),
    memoryLimit: Size.gibibytes(1),
  } satisfies Required<OperatorResources>,
  pod: {
    labels: { 'example.com/team': 'platform' },
    annotations: { 'example.com/owner': 'platform' },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }],
    priorityClassName: 'system-cluster-critical',
  } satisfies Required<OperatorPod>,
  imagePullSecrets: ['registry'],
  metrics: {
    issuer: { name: 'cluster-ca', kind: 'ClusterIssuer', group: 'cert-manager.io' },
    scrapersNamespace: 'monitoring',
    readers: [{ name: 'prometheus-k8s', namespace: 'monitoring' }],
    serviceMonitor: true,
    interval: Duration.minutes(1),
  } satisfies Required<OperatorMetrics>,
  webhook: {
    certificates: WebhookCertificates.certManager({ name: 'ca' }),
    failurePolicy: WebhookFailurePolicy.FAIL,
    timeout: Duration.seconds(10),
    warnOfMissingSecrets: true,
    excludedNamespaces: ['legacy'],
  } satisfies Required<OperatorWebhook>,
  apiServerPorts: [443, 16443],
  rules: [{ apiGroups: [''], resources: ['nodes'], resourceNames: ['node-1'], verbs: ['get'] }],
  ownerReferencesPermissionEnforcement: true,
  createNamespace: true,
  installCrds: true,
  userRoles: true,
};

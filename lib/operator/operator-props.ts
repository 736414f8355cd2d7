import type { Duration, Size } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-27';
import type { WebhookCertificates } from './admission/webhook-certificates';
import type { ManagedKind } from './managed-kind';
import type { OperatorIssuer } from './operator-issuer';
import type { OperatorRule } from './rbac/operator-rule';

/** Properties of an OperatorConstruct. */
export interface OperatorConstructProps {
  /** The container image. */
  readonly image: string;
  /** The kinds that the operator looks after. */
  readonly kinds: ManagedKind[];
  /**
   * Name of the Deployment, and of objects of the cluster: a second installation needs another one. At most 40
   * characters.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * The operator's own namespace.
   * @default - the chart's, or `chatgpt-operator-system`
   */
  readonly namespace?: string;
  /**
   * Namespaces that the operator looks after. It then gets rights in these only.
   * @default - the whole cluster
   */
  readonly watchNamespaces?: string[];
  /**
   * Pods. One leads, the others stand by, and all answer the webhook.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * How many objects are reconciled at the same time.
   * @default - the operator's own: 4
   */
  readonly maxConcurrentReconciles?: number;
  /**
   * The least important messages that are logged.
   * @default OperatorLogLevel.INFO
   */
  readonly logLevel?: OperatorLogLevel;
  /**
   * CPU and memory of a pod.
   * @default - 100m and 128 MiB requested, 512 MiB at most
   */
  readonly resources?: OperatorResources;
  /**
   * Where and as what the pods run.
   * @default - anywhere, spread over zones and nodes
   */
  readonly pod?: OperatorPod;
  /**
   * Secrets of the operator's namespace to pull the image with.
   * @default - none
   */
  readonly imagePullSecrets?: string[];
  /**
   * Arguments of the program, instead of those that follow from the other properties: for an operator that is not
   * `chatgpt-operator`.
   * @default - those of `chatgpt-operator run`
   */
  readonly args?: string[];
  /**
   * Who may read metrics, and how.
   * @default - whoever the network lets through, over plain HTTP
   */
  readonly metrics?: OperatorMetrics;
  /**
   * An admission webhook for what the rules of a CustomResourceDefinition cannot see.
   * @default - none
   */
  readonly webhook?: OperatorWebhook;
  /**
   * TCP ports on which the API server is reached: NetworkPolicies see that of its Service, or that behind it.
   * @default - 443 and 6443
   */
  readonly apiServerPorts?: number[];
  /**
   * Rights beside those that follow from the kinds: for what the operator does beside rendering constructs.
   * @default - none
   */
  readonly rules?: OperatorRule[];
  /**
   * Whether the cluster runs the admission plugin OwnerReferencesPermissionEnforcement, as OpenShift does. It asks who
   * owns an object for the right to finalize the owner.
   * @default false
   */
  readonly ownerReferencesPermissionEnforcement?: boolean;
  /**
   * Whether the namespace is made, with Pod Security "restricted".
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * Whether the CustomResourceDefinitions are installed. Argo CD and Helm never remove them: all objects of the kind
   * would go with them.
   * @default true
   */
  readonly installCrds?: boolean;
  /**
   * Whether ClusterRoles for people are made: the built-in roles view, edit and admin learn the kinds, and a viewer for
   * tenants.
   * @default true
   */
  readonly userRoles?: boolean;
}

/** The least important messages that are logged. */
export enum OperatorLogLevel {
  /** Everything. */
  DEBUG = 'debug',
  /** What happens. */
  INFO = 'info',
  /** What is wrong. */
  ERROR = 'error',
}

/** CPU and memory of an operator's pod. A CPU limit would only make it slow when there is much to do. */
export interface OperatorResources {
  /**
   * CPU that is reserved.
   * @default Cpu.millis(100)
   */
  readonly cpuRequest?: Cpu;
  /**
   * Memory that is reserved.
   * @default Size.mebibytes(128)
   */
  readonly memoryRequest?: Size;
  /**
   * The most memory, at least 128 MiB. Three quarters of it are for the heap.
   * @default Size.mebibytes(512)
   */
  readonly memoryLimit?: Size;
}

/** Where and as what an operator's pods run. */
export interface OperatorPod {
  /**
   * More labels.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Labels of the nodes.
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };
  /**
   * Taints that do not matter, as in core/v1 Toleration.
   * @default - none
   */
  readonly tolerations?: { [key: string]: unknown }[];
  /**
   * Name of a PriorityClass.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}

/** How an operator's metrics are read. */
export interface OperatorMetrics {
  /**
   * Who issues a certificate. With one, metrics are served over HTTPS on port 8443, to callers who may `get` /metrics;
   * without, over plain HTTP on port 8080, to all that the NetworkPolicy lets through.
   * @default - nobody: plain HTTP
   */
  readonly issuer?: OperatorIssuer;
  /**
   * Namespace of those who scrape.
   * @default - pods of the Prometheus Operator, in any namespace
   */
  readonly scrapersNamespace?: string;
  /**
   * ServiceAccounts that may read metrics over HTTPS.
   * @default - none: bind them to the ClusterRole `<name>-metrics-reader`
   */
  readonly readers?: OperatorMetricsReader[];
  /**
   * Whether a ServiceMonitor is made, which the cluster must know.
   * @default false
   */
  readonly serviceMonitor?: boolean;
  /**
   * Time between two scrapes.
   * @default Duration.seconds(30)
   */
  readonly interval?: Duration;
}

/** A ServiceAccount that may read metrics. */
export interface OperatorMetricsReader {
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
}

/** What happens to a request when the webhook does not answer. */
export enum WebhookFailurePolicy {
  /** It goes through. */
  IGNORE = 'Ignore',
  /** It is refused: no object of the kinds can be written while no pod of the operator answers. */
  FAIL = 'Fail',
}

/**
 * An admission webhook. It never sees objects in kube-system and in the operator's own namespace, so that the cluster and
 * the operator can be repaired whatever it answers.
 */
export interface OperatorWebhook {
  /**
   * Who makes its certificate.
   * @default WebhookCertificates.selfSigned()
   */
  readonly certificates?: WebhookCertificates;
  /**
   * What happens when it does not answer.
   * @default WebhookFailurePolicy.IGNORE
   */
  readonly failurePolicy?: WebhookFailurePolicy;
  /**
   * How long the API server waits, from 1 to 30 seconds.
   * @default Duration.seconds(5)
   */
  readonly timeout?: Duration;
  /**
   * More namespaces that it does not see.
   * @default - none
   */
  readonly excludedNamespaces?: string[];
}

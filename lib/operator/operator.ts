import { Duration, Size } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-27';
import { imageVersion } from '../chatgpt/image-reference';
import { WebhookCertificates } from './admission/webhook-certificates';
import {
  type OperatorConstructProps,
  OperatorLogLevel,
  type OperatorMetrics,
  type OperatorPod,
  type OperatorResources,
  type OperatorWebhook,
  WebhookFailurePolicy,
} from './operator-props';

/** An operator with everything that follows from its properties: defaults filled in, names derived. */
export interface Operator extends Omit<OperatorConstructProps, 'metrics' | 'webhook'> {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly replicas: number;
  readonly logLevel: OperatorLogLevel;
  readonly apiServerPorts: number[];
  readonly pod: OperatorPod;
  readonly resources: Required<OperatorResources>;
  readonly metrics: OperatorMetrics &
    Required<Pick<OperatorMetrics, 'serviceMonitor' | 'interval'>> & {
      /** Whether they are served over HTTPS, to those who may read them. */
      readonly secure: boolean;
    };
  readonly webhook?: Required<OperatorWebhook>;
}

/** Where the operator lives unless somebody says otherwise. */
export const OPERATOR_NAMESPACE = 'chatgpt-operator-system';

/** @param props as they have been checked. */
export function resolveOperator(name: string, namespace: string, props: OperatorConstructProps): Operator {
  const selector = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': 'operator' };
  const version = imageVersion(props.image);
  return {
    ...props,
    name,
    namespace,
    selector,
    labels: {
      ...selector,
      'app.kubernetes.io/part-of': 'chatgpt-apps',
      'app.kubernetes.io/managed-by': 'cdk8s-chatgpt-apps',
      ...(version && { 'app.kubernetes.io/version': version }),
    },
    replicas: props.replicas ?? 2,
    logLevel: props.logLevel ?? OperatorLogLevel.INFO,
    apiServerPorts: props.apiServerPorts ?? [443, 6443],
    pod: props.pod ?? {},
    resources: withResources(props.resources),
    metrics: withMetrics(props.metrics),
    webhook: props.webhook && withWebhook(props.webhook),
  };
}

export function withResources(resources: OperatorResources = {}): Required<OperatorResources> {
  return {
    cpuRequest: resources.cpuRequest ?? tenthOfCpu(),
    memoryRequest: resources.memoryRequest ?? Size.mebibytes(128),
    memoryLimit: resources.memoryLimit ?? Size.mebibytes(512),
  };
}

function tenthOfCpu(): Cpu {
  // a fifth of the time that this library takes to load, which apps without an operator need not wait for
  const { Cpu } = require('cdk8s-plus-27') as typeof import('cdk8s-plus-27');
  return Cpu.millis(100);
}

function withMetrics(metrics: OperatorMetrics = {}): Operator['metrics'] {
  return {
    ...metrics,
    secure: metrics.issuer !== undefined,
    serviceMonitor: metrics.serviceMonitor ?? false,
    interval: metrics.interval ?? Duration.seconds(30),
  };
}

function withWebhook(webhook: OperatorWebhook): Required<OperatorWebhook> {
  return {
    certificates: webhook.certificates ?? WebhookCertificates.selfSigned(),
    failurePolicy: webhook.failurePolicy ?? WebhookFailurePolicy.IGNORE,
    timeout: webhook.timeout ?? Duration.seconds(5),
    excludedNamespaces: webhook.excludedNamespaces ?? [],
    warnOfMissingSecrets: webhook.warnOfMissingSecrets ?? false,
  };
}

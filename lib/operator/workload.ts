import { SizeRoundingBehavior } from 'cdk8s';
import { isMovingReference } from '../chatgpt/image-reference';
import { type CoreObject, RESTRICTED, spreadOverZonesAndNodes } from '../chatgpt/workload';
import { nonEmpty } from '../validation/plain-json';
import { METRICS_CERTIFICATE_FOLDER, operatorArguments, WEBHOOK_CERTIFICATE_FOLDER } from './arguments';
import { metricsSecretName, webhookSecretName } from './names';
import type { Operator } from './operator';
import { metricsPort, PROBE_PORT, WEBHOOK_PORT } from './ports';

/** The user that images without a shell run as. */
const NONROOT = 65532;

/** Time to end what is going on and to hand over the lease, in seconds: the drain takes at most 30. */
const GRACE_SECONDS = 35;

/** Beside the heap there are buffers, threads and the program itself. */
const HEAP_SHARE = 0.75;

/** The Deployment's spec. */
export function deploymentSpec(operator: Operator): CoreObject {
  const { replicas, selector, labels, pod } = operator;
  return {
    replicas,
    selector: { matchLabels: selector },
    // who stands by takes over before the leader is gone
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    template: {
      metadata: { labels: { ...pod.labels, ...labels }, annotations: pod.annotations },
      spec: podSpec(operator),
    },
  };
}

/** The PodDisruptionBudget's spec. */
export function disruptionBudgetSpec({ selector }: Operator): CoreObject {
  return {
    selector: { matchLabels: selector },
    maxUnavailable: 1,
    // a pod that never got ready must not block a drain
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
}

function podSpec(operator: Operator): CoreObject {
  const { name, selector, pod, imagePullSecrets } = operator;
  const files = certificateFiles(operator);
  return {
    serviceAccountName: name,
    // the only pod that talks to the API server
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NONROOT,
      runAsGroup: NONROOT,
      fsGroup: NONROOT,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    terminationGracePeriodSeconds: GRACE_SECONDS,
    imagePullSecrets: imagePullSecrets?.map((secret) => ({ name: secret })),
    priorityClassName: pod.priorityClassName,
    nodeSelector: pod.nodeSelector,
    tolerations: pod.tolerations,
    affinity: { podAntiAffinity: preferablyOnDifferentNodes(selector) },
    topologySpreadConstraints: spreadOverZonesAndNodes(operator),
    containers: [container(operator, files)],
    volumes: nonEmpty(files.map(({ volume, secretName }) => ({ name: volume, secret: { secretName } }))),
  };
}

function preferablyOnDifferentNodes(selector: Operator['selector']): CoreObject {
  const podAffinityTerm = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: selector },
  };
  return { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] };
}

function container(operator: Operator, files: readonly CertificateFiles[]): CoreObject {
  const { image } = operator;
  return {
    name: 'operator',
    image,
    imagePullPolicy: isMovingReference(image) ? 'Always' : 'IfNotPresent',
    args: operatorArguments(operator),
    env: environment(operator),
    ports: containerPorts(operator),
    resources: resources(operator),
    startupProbe: { ...ask('/healthz'), periodSeconds: 1, timeoutSeconds: 3, failureThreshold: 60 },
    livenessProbe: { ...ask('/healthz'), periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
    readinessProbe: { ...ask('/readyz'), periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
    securityContext: { ...RESTRICTED, readOnlyRootFilesystem: true },
    volumeMounts: nonEmpty(
      files.map(({ volume, folder }) => ({ name: volume, mountPath: folder, readOnly: true })),
    ),
  };
}

function ask(path: string): CoreObject {
  return { httpGet: { path, port: 'probes', scheme: 'HTTP' } };
}

function environment({ args, resources: { memoryLimit } }: Operator): CoreObject[] | undefined {
  if (args !== undefined) return undefined;
  const heap = Math.floor(memoryLimit.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR }) * HEAP_SHARE);
  // Node.js would take the memory of the node for its own, and be killed instead of collecting garbage
  return [{ name: 'NODE_OPTIONS', value: `--max-old-space-size=${heap}` }];
}

function containerPorts(operator: Operator): CoreObject[] {
  const port = (name: string, containerPort: number) => ({ name, containerPort, protocol: 'TCP' });
  return [
    port('probes', PROBE_PORT),
    port('metrics', metricsPort(operator)),
    ...(operator.webhook ? [port('webhook', WEBHOOK_PORT)] : []),
  ];
}

function resources({ resources: { cpuRequest, memoryRequest, memoryLimit } }: Operator): CoreObject {
  return {
    requests: { cpu: cpuRequest.amount, memory: memoryRequest.asString() },
    limits: { memory: memoryLimit.asString() },
  };
}

interface CertificateFiles {
  readonly volume: string;
  readonly folder: string;
  readonly secretName: string;
}

/** Certificates that cert-manager writes. */
function certificateFiles(operator: Operator): CertificateFiles[] {
  const { metrics, webhook } = operator;
  const ofMetrics = {
    volume: 'metrics-certificate',
    folder: METRICS_CERTIFICATE_FOLDER,
    secretName: metricsSecretName(operator),
  };
  const ofWebhook = {
    volume: 'webhook-certificate',
    folder: WEBHOOK_CERTIFICATE_FOLDER,
    secretName: webhookSecretName(operator),
  };
  return [...(metrics.issuer ? [ofMetrics] : []), ...(webhook?.certificates.issuer ? [ofWebhook] : [])];
}

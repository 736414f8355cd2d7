import { setTimeout as pause } from 'node:timers/promises';
import { type ApiObject, accepted } from '../../../cluster/harness/api-object';
import { held } from '../../../cluster/harness/held-pods';
import { deployment } from '../../../gitops/manifests';
import type { Live } from '../harness/live';
import { type End, type Fault, withAnother } from './fault';

const NAMESPACE = 'default';
const IMAGE = 'example.com/any:1';
const CONTAINER = 'server';

const pod = (name: string) => ({ namespace: NAMESPACE, pod: name });
const container = (name: string) => ({ ...pod(name), container: CONTAINER });

/**
 * What goes wrong with pods, Deployments, autoscalers and volumes. What the kubelet would say of a pod is said through the
 * API, in its place; what it would measure stands in annotations (harness/kubelet-metrics.yaml).
 */
export const WORKLOAD_FAULTS: readonly Fault[] = [
  { alert: 'WorkloadCrashLoops', labels: container('crashing'), begin: crash },
  { alert: 'WorkloadOutOfMemory', labels: container('crashing'), begin: async () => withAnother },
  {
    alert: 'WorkloadContainerCannotStart',
    labels: { ...container('imageless'), reason: 'ImagePullBackOff' },
    begin: loseImage,
  },
  { alert: 'WorkloadPodNotReady', labels: pod('homeless'), begin: fillNodes },
  { alert: 'WorkloadMemoryNearLimit', labels: container('hungry'), begin: useUp },
  { alert: 'WorkloadCpuThrottled', labels: container('hungry'), begin: async () => withAnother },
  {
    alert: 'WorkloadVolumeFillsUp',
    labels: { namespace: NAMESPACE, persistentvolumeclaim: 'full' },
    begin: async () => withAnother,
  },
  {
    alert: 'WorkloadUnavailable',
    labels: { namespace: NAMESPACE, deployment: 'lacking' },
    begin: (live) => made(live, [deployment('lacking', { podLabels: held })]),
  },
  {
    alert: 'WorkloadReplicasMissing',
    labels: { namespace: NAMESPACE, deployment: 'lacking' },
    begin: async () => withAnother,
  },
];

/** More than an autoscaler may do: it is some time until it says so. */
export const OUTGROWN: readonly Fault[] = [
  {
    alert: 'WorkloadAutoscalerAtMaximum',
    labels: { namespace: NAMESPACE, horizontalpodautoscaler: 'popular' },
    begin: outgrow,
  },
];

/** Objects that are gone with the fault. */
async function made({ cluster }: Live, objects: readonly ApiObject[]): Promise<End> {
  for (const object of objects) accepted(await cluster.api.apply(object, { force: true }));
  return async () => {
    for (const object of objects) accepted(await cluster.api.delete(object));
  };
}

function podOf(name: string, spec: object = {}, metadata: object = {}): ApiObject {
  return {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata } },
    spec: { containers: [{ name: CONTAINER, image: IMAGE }], ...spec },
  };
}

/** What the kubelet says of the only container. */
async function tell({ cluster }: Live, name: string, status: object): Promise<void> {
  const containerStatuses = [{ name: CONTAINER, image: IMAGE, imageID: '', ready: false, ...status }];
  const { spec: _, ...object } = podOf(name);
  const said = { ...object, status: { containerStatuses } };
  accepted(await cluster.api.apply(said, { subresource: 'status', fieldManager: 'kubelet', force: true }));
}

/** A container is killed for its memory every second. */
async function crash(live: Live): Promise<End> {
  const object = podOf('crashing');
  const end = await made(live, [object]);
  await live.cluster.api.waitFor(object, 'runs', ({ status }) => phaseOf(status) === 'Running');
  let goesOn = true;
  const crashing = (async () => {
    for (let restartCount = 1; goesOn; restartCount++) {
      const terminated = { exitCode: 137, reason: 'OOMKilled' };
      const waiting = { reason: 'CrashLoopBackOff' };
      await tell(live, 'crashing', { restartCount, lastState: { terminated }, state: { waiting } });
      await pause(1000);
    }
  })();
  return async () => {
    goesOn = false;
    await crashing;
    await end();
  };
}

function phaseOf(status: unknown): string | undefined {
  return (status as { readonly phase?: string } | undefined)?.phase;
}

/** The image of a pod is not there. */
async function loseImage(live: Live): Promise<End> {
  const end = await made(live, [podOf('imageless', {}, { labels: held })]);
  await tell(live, 'imageless', { restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } });
  return end;
}

/** No node takes a pod. */
function fillNodes(live: Live): Promise<End> {
  return made(live, [podOf('homeless', { nodeSelector: { 'tests/node': 'none' } })]);
}

/** A pod needs nearly all of its memory and its volume, and more CPU than it may have. */
function useUp(live: Live): Promise<End> {
  const annotations = {
    'tests/memory': '95Mi',
    'tests/throttled': '8',
    'tests/claim': 'full',
    'tests/free': '50Mi',
  };
  const size = { storage: '1Gi' };
  const access = { accessModes: ['ReadWriteOnce'], storageClassName: '' };
  return made(live, [
    {
      ...{ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'full' } },
      spec: { ...access, capacity: size, hostPath: { path: '/nowhere' } },
    },
    {
      ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'full' } },
      spec: { ...access, volumeName: 'full', resources: { requests: size } },
    },
    podOf(
      'hungry',
      {
        containers: [
          { name: CONTAINER, image: IMAGE, resources: { limits: { memory: '100Mi', cpu: '100m' } } },
        ],
        priorityClassName: 'system-node-critical',
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'full' } }],
      },
      { annotations },
    ),
  ]);
}

/** A Deployment has more pods than its autoscaler may ask for. */
function outgrow(live: Live): Promise<End> {
  const large = deployment('popular');
  return made(live, [
    { ...large, spec: { ...(large.spec as object), replicas: 3 } },
    {
      ...{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'popular' } },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'popular' },
        ...{ minReplicas: 1, maxReplicas: 2 },
      },
    },
  ]);
}

import { mappingAt, mappingsOf } from '../kubernetes/json';
import type { KubeObject } from '../kubernetes/kube-object';
import { groupOf, titleOf } from '../kubernetes/object-id';

/** Whether what waits for an object may go on. */
export interface Readiness {
  readonly state: 'ready' | 'starting' | 'failed';
  /** For people; empty where ready. */
  readonly message: string;
}

const READY: Readiness = { state: 'ready', message: '' };

/**
 * Whether an object does its work. Kinds that do none by themselves are ready as soon as they exist.
 *
 * @param gates condition types that must be True, by `group/Kind`, for kinds that only their own controller knows.
 */
export function readinessOf(object: KubeObject, gates: Readonly<Record<string, string>> = {}): Readiness {
  const kind = `${groupOf(object.apiVersion)}/${object.kind}`;
  const gate = gates[kind];
  return gate === undefined ? (BY_KIND[kind]?.(object) ?? READY) : conditionGate(object, gate);
}

const BY_KIND: Readonly<Record<string, (object: KubeObject) => Readiness>> = {
  'apps/Deployment': deployment,
  'apps/StatefulSet': statefulSet,
  'apps/DaemonSet': daemonSet,
  'batch/Job': job,
  '/PersistentVolumeClaim': claim,
};

function deployment(object: KubeObject): Readiness {
  const status = mappingAt(object, 'status');
  const wanted = numberOf(mappingAt(object, 'spec').replicas, 1);
  if (!isObserved(object)) return starting(object, 'its controller has not seen the change yet');
  if (conditionOf(object, 'Progressing')?.reason === 'ProgressDeadlineExceeded') {
    return failed(object, 'makes no progress (ProgressDeadlineExceeded)');
  }
  const failure = conditionOf(object, 'ReplicaFailure');
  if (failure?.status === 'True') return starting(object, `pods cannot be created: ${failure.message ?? ''}`);
  const [updated, all, available] = [status.updatedReplicas, status.replicas, status.availableReplicas].map(
    (count) => numberOf(count, 0),
  ) as [number, number, number];
  if (updated < wanted) return starting(object, `${updated} of ${wanted} pods are of this version`);
  if (all > updated) return starting(object, `${all - updated} pods of the old version still run`);
  if (available < updated) return starting(object, `${available} of ${updated} pods are available`);
  return READY;
}

function statefulSet(object: KubeObject): Readiness {
  const status = mappingAt(object, 'status');
  const wanted = numberOf(mappingAt(object, 'spec').replicas, 1);
  if (!isObserved(object)) return starting(object, 'its controller has not seen the change yet');
  const ready = numberOf(status.readyReplicas, 0);
  const isUpdated = status.updateRevision === undefined || status.currentRevision === status.updateRevision;
  if (ready < wanted) return starting(object, `${ready} of ${wanted} pods are ready`);
  return isUpdated ? READY : starting(object, 'pods of the old version still run');
}

function daemonSet(object: KubeObject): Readiness {
  const status = mappingAt(object, 'status');
  const wanted = numberOf(status.desiredNumberScheduled, 0);
  const updated = numberOf(status.updatedNumberScheduled, 0);
  const available = numberOf(status.numberAvailable, 0);
  if (!isObserved(object)) return starting(object, 'its controller has not seen the change yet');
  if (updated < wanted) return starting(object, `${updated} of ${wanted} pods are of this version`);
  return available < wanted ? starting(object, `${available} of ${wanted} pods are available`) : READY;
}

function job(object: KubeObject): Readiness {
  const failure = conditionOf(object, 'Failed');
  if (failure?.status === 'True') return failed(object, `failed: ${failure.message ?? failure.reason ?? ''}`);
  return conditionOf(object, 'Complete')?.status === 'True' ? READY : starting(object, 'is running');
}

function claim(object: KubeObject): Readiness {
  const { phase } = mappingAt(object, 'status');
  if (phase === 'Lost') return failed(object, 'has lost its volume');
  return phase === 'Bound' ? READY : starting(object, 'is not bound to a volume');
}

function conditionGate(object: KubeObject, type: string): Readiness {
  const condition = conditionOf(object, type);
  const observed = condition?.observedGeneration;
  const isOld = typeof observed === 'number' && observed < (object.metadata.generation ?? 0);
  if (condition?.status === 'True' && !isOld) return READY;
  return starting(object, `is not ${type}${condition?.message ? `: ${condition.message}` : ''}`);
}

function conditionOf(object: KubeObject, type: string): Readonly<Record<string, unknown>> | undefined {
  return mappingsOf(mappingAt(object, 'status').conditions).find((condition) => condition.type === type);
}

function isObserved(object: KubeObject): boolean {
  const observed = mappingAt(object, 'status').observedGeneration;
  return numberOf(observed, 0) >= (object.metadata.generation ?? 0);
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function starting(object: KubeObject, what: string): Readiness {
  return { state: 'starting', message: `${titleOf(object)}: ${what}` };
}

function failed(object: KubeObject, what: string): Readiness {
  return { state: 'failed', message: `${titleOf(object)} ${what}` };
}

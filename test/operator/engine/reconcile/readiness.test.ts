import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { readinessOf } from '../../../../operator/src/engine/reconcile/readiness';

function object(apiVersion: string, kind: string, fields: object): KubeObject {
  return { apiVersion, kind, metadata: { name: 'a', generation: 2 }, ...fields };
}

const deployment = (status: object, replicas?: number) =>
  object('apps/v1', 'Deployment', { spec: { replicas }, status: { observedGeneration: 2, ...status } });
const all = (count: number) => ({ replicas: count, updatedReplicas: count, availableReplicas: count });
const condition = (type: string, fields: object) => ({ conditions: [{ type, ...fields }] });

describe('readinessOf', () => {
  it.each<[string, KubeObject]>([
    ['a ConfigMap', object('v1', 'ConfigMap', {})],
    ['a Deployment whose pods all run', deployment(all(2), 2)],
    ['a Deployment of no replicas', deployment(all(0), 0)],
    ['a Deployment that names no replicas', deployment(all(1))],
    [
      'a StatefulSet',
      object('apps/v1', 'StatefulSet', {
        spec: { replicas: 1 },
        status: { observedGeneration: 2, readyReplicas: 1 },
      }),
    ],
    ['a DaemonSet without nodes', object('apps/v1', 'DaemonSet', { status: { observedGeneration: 2 } })],
    [
      'a Job that is complete',
      object('batch/v1', 'Job', { status: condition('Complete', { status: 'True' }) }),
    ],
    ['a claim that is bound', object('v1', 'PersistentVolumeClaim', { status: { phase: 'Bound' } })],
    ['a custom resource', object('example.com/v1', 'Database', {})],
  ])('is ready for %s', (_, given) => {
    expect(readinessOf(given)).toEqual({ state: 'ready', message: '' });
  });

  it.each<[KubeObject, string]>([
    [
      deployment({ observedGeneration: 1, ...all(2) }, 2),
      'Deployment a: its controller has not seen the change yet',
    ],
    [deployment({ ...all(2), updatedReplicas: 1 }, 2), 'Deployment a: 1 of 2 pods are of this version'],
    [deployment({ ...all(2), replicas: 3 }, 2), 'Deployment a: 1 pods of the old version still run'],
    [deployment({ ...all(2), availableReplicas: 1 }, 2), 'Deployment a: 1 of 2 pods are available'],
    [
      deployment({ ...all(0), ...condition('ReplicaFailure', { status: 'True', message: 'quota' }) }, 2),
      'Deployment a: pods cannot be created: quota',
    ],
    [deployment({}), 'Deployment a: 0 of 1 pods are of this version'],
    [
      object('apps/v1', 'Deployment', { status: 'odd' }),
      'Deployment a: its controller has not seen the change yet',
    ],
    [
      object('apps/v1', 'StatefulSet', {
        spec: { replicas: 2 },
        status: { observedGeneration: 2, readyReplicas: 1 },
      }),
      'StatefulSet a: 1 of 2 pods are ready',
    ],
    [
      object('apps/v1', 'StatefulSet', {
        spec: { replicas: 1 },
        status: { observedGeneration: 2, readyReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
      }),
      'StatefulSet a: pods of the old version still run',
    ],
    [
      object('apps/v1', 'DaemonSet', {
        status: {
          observedGeneration: 2,
          desiredNumberScheduled: 2,
          updatedNumberScheduled: 2,
          numberAvailable: 1,
        },
      }),
      'DaemonSet a: 1 of 2 pods are available',
    ],
    [object('batch/v1', 'Job', {}), 'Job a: is running'],
    [
      object('v1', 'PersistentVolumeClaim', { status: { phase: 'Pending' } }),
      'PersistentVolumeClaim a: is not bound to a volume',
    ],
  ])('is starting: %#', (given, message) => {
    expect(readinessOf(given)).toEqual({ state: 'starting', message });
  });

  it.each<[KubeObject, string]>([
    [
      deployment({ ...all(1), ...condition('Progressing', { reason: 'ProgressDeadlineExceeded' }) }, 2),
      'Deployment a makes no progress (ProgressDeadlineExceeded)',
    ],
    [
      object('batch/v1', 'Job', { status: condition('Failed', { status: 'True', message: 'too often' }) }),
      'Job a failed: too often',
    ],
    [
      object('v1', 'PersistentVolumeClaim', { status: { phase: 'Lost' } }),
      'PersistentVolumeClaim a has lost its volume',
    ],
  ])('has failed: %#', (given, message) => {
    expect(readinessOf(given)).toEqual({ state: 'failed', message });
  });

  it.each([
    ['True', 2, 'ready'],
    ['True', undefined, 'ready'],
    ['True', 1, 'starting'],
    ['False', 2, 'starting'],
    [undefined, undefined, 'starting'],
  ])('of a gated kind follows its condition: %s of generation %s', (status, observedGeneration, state) => {
    const database = object('example.com/v1', 'Database', {
      status: condition('Up', { status, observedGeneration }),
    });
    expect(readinessOf(database, { 'example.com/Database': 'Up' }).state).toBe(state);
  });
});

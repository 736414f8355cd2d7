import { at, type Changes, pod, rendered } from './fitness-app';

const INTERNAL = { host: undefined };
const tls = { 'exposure.tls': { issuerRef: { name: 'ca' } } };

it.each<[string, string, Changes, boolean]>([
  ['HorizontalPodAutoscaler', 'without autoscaling', {}, false],
  ['HorizontalPodAutoscaler', 'with autoscaling', { autoscaling: { maxReplicas: 1 } }, true],
  ['PodDisruptionBudget', 'with two replicas by default', {}, true],
  ['PodDisruptionBudget', 'with one replica', { replicas: 1 }, false],
  ['PodDisruptionBudget', 'with no replica', { replicas: 0 }, false],
  ['PodDisruptionBudget', 'autoscaled to two', { autoscaling: { maxReplicas: 2 } }, true],
  ['PodDisruptionBudget', 'autoscaled to one', { autoscaling: { maxReplicas: 1 } }, false],
  ['HTTPRoute', 'with a host', {}, true],
  ['HTTPRoute', 'without host', INTERNAL, false],
  ['HTTPRoute', 'with exposure None', { 'exposure.type': 'None' }, false],
  ['HTTPRoute', 'with exposure Ingress', { 'exposure.type': 'Ingress' }, false],
  ['Ingress', 'with exposure Ingress', { 'exposure.type': 'Ingress' }, true],
  ['Ingress', 'with a host', {}, false],
  ['Certificate', 'without issuer', {}, false],
  ['Certificate', 'with an issuer', tls, true],
  ['Certificate', 'with an issuer, but no host', { ...tls, ...INTERNAL }, false],
  ['Certificate', 'with a Secret of its own', { 'exposure.tls': { secretName: 'mine' } }, false],
  ['ServiceMonitor', 'by default', {}, true],
  ['ServiceMonitor', 'without monitoring', { 'monitoring.enabled': false }, false],
  ['ServiceAccount', 'by default', {}, true],
  ['ServiceAccount', 'with one that exists', { 'pod.serviceAccountName': 'mine' }, false],
  ['NetworkPolicy', 'without host', INTERNAL, true],
])('a %s %s: %#', (kind, _, changes, present) => {
  expect(rendered(kind, changes) !== undefined).toBe(present);
});

it.each<[string, Changes, number | undefined]>([
  ['two by default', {}, 2],
  ['as given', { replicas: 5 }, 5],
  ['none for a paused app', { replicas: 0 }, 0],
  ['left to the autoscaler', { autoscaling: { maxReplicas: 3 } }, undefined],
])('the replicas of the Deployment are %s', (_, changes, replicas) => {
  const deployment = rendered('Deployment', changes);
  expect(at(deployment, 'spec.replicas')).toBe(replicas);
  expect(Object.hasOwn(at(deployment, 'spec') as object, 'replicas')).toBe(replicas !== undefined);
});

it('the ServiceAccount gives no token, and the pods use it', () => {
  expect(rendered('ServiceAccount')).toMatchObject({ apiVersion: 'v1', automountServiceAccountToken: false });
  expect(pod({}, 'serviceAccountName')).toBe('fitness-mcp');
  expect(pod({ 'pod.serviceAccountName': 'mine' }, 'serviceAccountName')).toBe('mine');
});

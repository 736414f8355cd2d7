import type { FieldSet, KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { handover } from '../../../../operator/src/engine/reconcile/handover';

const REPLICAS: FieldSet = { 'f:spec': { 'f:replicas': {} } };

function scaled(spec: object, { kind = 'Deployment', apiVersion = 'apps/v1' } = {}): KubeObject {
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, spec };
}

function live(object: KubeObject, applied: FieldSet = REPLICAS, manager = 'us'): KubeObject {
  const managedFields = [{ manager, operation: 'Apply' as const, fieldsV1: applied }];
  return { ...object, metadata: { ...object.metadata, uid: 'u', managedFields } };
}

it.each(['Deployment', 'StatefulSet'])(
  'hands over how many pods a %s has when we no longer say it',
  (kind) => {
    expect(handover(scaled({}, { kind }), live(scaled({ replicas: 5 }, { kind })), 'us')).toEqual({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name: 'web', namespace: 'shop', uid: 'u' },
      spec: { replicas: 5 },
    });
  },
);

it.each<[string, KubeObject, KubeObject]>([
  ['we still say it', scaled({ replicas: 3 }), live(scaled({ replicas: 5 }))],
  ['we never said it', scaled({}), live(scaled({ replicas: 5 }), { 'f:spec': { 'f:paused': {} } })],
  ['another said it', scaled({}), live(scaled({ replicas: 5 }), REPLICAS, 'them')],
  ['it is not there', scaled({}), live(scaled({}))],
  [
    'it means something else',
    scaled({}, { kind: 'Ring', apiVersion: 'example.com/v1' }),
    live(scaled({ replicas: 5 }, { kind: 'Ring', apiVersion: 'example.com/v1' })),
  ],
])('hands nothing over where %s', (_, wanted, object) => {
  expect(handover(wanted, object, 'us')).toBeUndefined();
});

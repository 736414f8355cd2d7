import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { ownershipOf } from '../../../../operator/src/engine/reconcile/ownership';

const PARENT: KubeObject = {
  apiVersion: 'apps.makeaihq.com/v1alpha1',
  kind: 'ChatGPTApp',
  metadata: { name: 'shop', namespace: 'x', uid: 'new' },
};

/** A Service whose controller is another one. */
function owned(kind: string, name: string, uid: string): KubeObject {
  const owner = { apiVersion: PARENT.apiVersion, kind, name, uid, controller: true };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop-mcp', ownerReferences: [owner] } };
}

it.each([
  ['us', 'ChatGPTApp', 'shop', 'new', undefined],
  [
    'another',
    'ChatGPTApp',
    'other',
    'old',
    'Service shop-mcp exists and is not ours: ChatGPTApp other owns it.',
  ],
  ['another', 'ConfigMap', 'shop', 'old', 'Service shop-mcp exists and is not ours: ConfigMap shop owns it.'],
  ['another', 'ChatGPTApp', 'shop', 'old', 'Service shop-mcp is of an earlier ChatGPTApp shop'],
])('an object is of %s where its controller is %s %s (%s)', (owner, kind, name, uid, message) => {
  const found = ownershipOf(owned(kind, name, uid), PARENT, 'chatgpt-operator');
  expect(found.owner).toBe(owner);
  expect('message' in found ? found.message : '').toContain(message ?? '');
});

it('what an earlier app of the name has left is told with what to wait for', () => {
  const found = ownershipOf(owned('ChatGPTApp', 'shop', 'old'), PARENT, 'chatgpt-operator');
  expect('message' in found ? found.message : '').toContain('Fix: wait for the garbage collector');
});

import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { ownershipOf } from '../../../../operator/src/engine/reconcile/ownership';

const MANAGER = 'chatgpt-operator';
const GROUP = 'apps.makeaihq.com/v1alpha1';
const PARENT: KubeObject = {
  ...{ apiVersion: GROUP, kind: 'ChatGPTApp' },
  metadata: { name: 'shop', namespace: 'x', uid: 'new' },
};

/** A Service that some manager applied, and whose controller is another object. */
function owned(manager: string, apiVersion: string, kind: string, name: string, uid: string): KubeObject {
  const ownerReferences = [{ apiVersion, kind, name, uid, controller: true }];
  const fieldsV1 = { 'f:spec': { 'f:type': {} } };
  const managedFields = [{ manager, operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1 }];
  return {
    ...{ apiVersion: 'v1', kind: 'Service' },
    metadata: { name: 'shop-mcp', ownerReferences, managedFields } as KubeObject['metadata'],
  };
}

it.each([
  ['us', MANAGER, GROUP, 'ChatGPTApp', 'shop', 'new', ''],
  ['nobody', MANAGER, GROUP, 'ChatGPTApp', 'shop', 'old', ''],
  ['nobody', MANAGER, 'apps.makeaihq.com/v1', 'ChatGPTApp', 'shop', 'old', ''],
  ['another', MANAGER, GROUP, 'ChatGPTApp', 'other', 'old', 'ChatGPTApp other owns it'],
  ['another', MANAGER, 'v1', 'ConfigMap', 'shop', 'old', 'ConfigMap shop owns it'],
  ['another', MANAGER, 'example.com/v1', 'ChatGPTApp', 'shop', 'old', 'ChatGPTApp shop owns it'],
  ['another', 'helm', GROUP, 'ChatGPTApp', 'shop', 'old', 'helm made it'],
])(
  'an object is of %s where %s applied it for %s %s %s (%s)',
  (owner, manager, group, kind, name, uid, why) => {
    const found = ownershipOf(owned(manager, group, kind, name, uid), PARENT, MANAGER);
    expect(found.owner).toBe(owner);
    expect('message' in found ? found.message : '').toContain(why);
  },
);

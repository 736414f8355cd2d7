import { isWellFormed, malformation } from '../../../../operator/src/engine/watch/well-formed';

it.each([
  [{ metadata: { name: 'a' } }],
  [{ metadata: { name: 'a', labels: null, finalizers: null, ownerReferences: null } }],
  [
    {
      metadata: {
        ...{ name: 'a', namespace: 'b', uid: 'c', resourceVersion: '1', labels: { d: 'e' }, annotations: {} },
        ...{ finalizers: ['f'], ownerReferences: [{ apiVersion: 'v1', kind: 'A', name: 'b', uid: 'c' }] },
        managedFields: [{ manager: 'g', fieldsV1: {} }],
      },
    },
  ],
])('takes %j', (object) => {
  expect(isWellFormed(object)).toBe(true);
});

it.each([
  [null, 'is no object'],
  [[], 'is no object'],
  ['x', 'is no object'],
  [{}, 'has no metadata'],
  [{ metadata: [] }, 'has no metadata'],
  [{ metadata: {} }, 'has no metadata.name'],
  [{ metadata: { name: '' } }, 'has no metadata.name'],
  [{ metadata: { name: 'a', uid: 5 } }, 'has a metadata.uid that is no string'],
  [{ metadata: { name: 'a', resourceVersion: 5 } }, 'has a metadata.resourceVersion that is no string'],
  [{ metadata: { name: 'a', labels: { b: 1 } } }, 'has metadata.labels that are not strings'],
  [{ metadata: { name: 'a', annotations: [] } }, 'has metadata.annotations that are not strings'],
  [{ metadata: { name: 'a', finalizers: [1] } }, 'has metadata.finalizers that are not strings'],
  [{ metadata: { name: 'a', ownerReferences: [{ uid: 'b' }] } }, 'has malformed metadata.ownerReferences'],
  [{ metadata: { name: 'a', managedFields: ['b'] } }, 'has malformed metadata.managedFields'],
])('refuses %j', (object, reason) => {
  expect(malformation(object)).toBe(reason);
});

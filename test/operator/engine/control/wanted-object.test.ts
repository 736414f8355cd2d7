import fc from 'fast-check';
import { wantedObject } from '../../../../operator/src/engine/control/wanted-object';
import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';

const PARENT: KubeObject = {
  apiVersion: 'test.example.com/v1',
  kind: 'Toy',
  metadata: { name: 'bear', uid: 'u' },
};

function wanted(body: object, kind = 'NetworkPolicy'): Record<string, unknown> {
  const manifest = { apiVersion: 'v1', kind, metadata: { name: 'a', labels: {}, annotations: {} }, ...body };
  return wantedObject(manifest as KubeObject, PARENT);
}

describe('wantedObject', () => {
  it('belongs to its parent, which may not go before it', () => {
    expect(wanted({}).metadata).toEqual({
      name: 'a',
      ownerReferences: [
        {
          ...{ apiVersion: 'test.example.com/v1', kind: 'Toy', name: 'bear', uid: 'u' },
          ...{ controller: true, blockOwnerDeletion: true },
        },
      ],
    });
  });

  it('has no empty list and no empty matchLabels in a policy, which the server would take for a change each time', () => {
    const spec = {
      podSelector: { matchLabels: {} },
      ingress: [],
      egress: [{ to: [], ports: [{ port: 1 }] }],
    };
    expect(wanted({ spec }).spec).toEqual({ podSelector: {}, egress: [{ ports: [{ port: 1 }] }] });
  });

  it('keeps empty mappings, which say something', () => {
    const spec = { ingress: [{}], volumes: [{ name: 'tmp', emptyDir: {} }] };
    expect(wanted({ spec }, 'Deployment').spec).toEqual(spec);
  });

  it('keeps everything else as it is', () => {
    const json = fc.jsonValue().filter((value) => !/\[\]|\{\}|__proto__/.test(JSON.stringify(value)));
    fc.assert(fc.property(json, (spec) => expect(wanted({ spec }, 'Deployment').spec).toEqual(spec)));
  });
});

import type { ApiObject } from './api-object';

/** A Node that kwok plays: large enough for every test, in one zone. */
export function fakeNode(name: string, zone = 'zone-a'): ApiObject {
  const size = { cpu: '1k', memory: '4Ti', pods: '100k', 'ephemeral-storage': '10Ti' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/region': 'region-a',
        'topology.kubernetes.io/zone': zone,
      },
    },
    status: { allocatable: size, capacity: size },
  };
}

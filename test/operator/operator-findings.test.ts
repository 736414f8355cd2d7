import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import { ManagedKind, type OperatorConstructProps } from '../../lib/operator';
import { operatorObjects } from './operator-fixture';

const clusterKind = ManagedKind.of({
  crd: {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'zones.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Cluster',
      names: { kind: 'Zone', plural: 'zones' },
      versions: [{ name: 'v1', served: true, storage: true }],
    },
  },
  emits: [new ApiObject(new Chart(new App(), 'samples'), 'sample', { apiVersion: 'v1', kind: 'ConfigMap' })],
});

const REFUSED: readonly (readonly [string, Partial<OperatorConstructProps>, string])[] = [
  ['a name with capitals', { name: 'Operator' }, 'name = "Operator"'],
  ['a name that leaves no room', { name: 'o'.repeat(41) }, 'more than 40 characters'],
  ['a namespace that is none', { namespace: 'My_Namespace' }, 'namespace = "My_Namespace"'],
  ['no image', { image: '' }, 'image = ""'],
  [
    'an image with a space',
    { image: 'ghcr.io/acme/operator :1.0.0' },
    'image = "ghcr.io/acme/operator :1.0.0"',
  ],
  ['no kind', { kinds: [] }, 'kinds = []'],
  ['a kind twice', { kinds: [clusterKind, clusterKind] }, 'kinds[1] = "Zone"\n  is there twice'],
  ['no namespace to watch', { watchNamespaces: [] }, 'watchNamespaces = []'],
  ['a namespace twice', { watchNamespaces: ['a', 'a'] }, 'watchNamespaces[1] = "a"\n  is there twice'],
  [
    'a kind of the cluster in some namespaces',
    { watchNamespaces: ['a'], kinds: [clusterKind] },
    'kinds[0] = "Zone"',
  ],
  ['no pod', { replicas: 0 }, 'replicas = 0'],
  ['half a worker', { maxConcurrentReconciles: 0.5 }, 'maxConcurrentReconciles = 0.5'],
  ['more workers than the program takes', { maxConcurrentReconciles: 10_000 }, 'is above 9999'],
  ['no port of the API server', { apiServerPorts: [] }, 'apiServerPorts = []'],
  ['port 0', { apiServerPorts: [443, 0] }, 'apiServerPorts[1] = 0\n  is no port'],
  ['a port above all others', { apiServerPorts: [65_536] }, 'apiServerPorts[0] = 65536'],
  ['half a port', { apiServerPorts: [443.5] }, 'apiServerPorts[0] = 443.5'],
  [
    'too little memory',
    { resources: { memoryLimit: Size.mebibytes(127) } },
    'resources.memoryLimit = "127 MiB"',
  ],
  [
    'less memory than is requested',
    { resources: { memoryRequest: Size.gibibytes(1) } },
    'is below the request of 1024 MiB',
  ],
  ['readers of plain HTTP', { metrics: { readers: [{ name: 'a', namespace: 'b' }] } }, 'metrics.readers'],
  ['scrapers of no namespace', { metrics: { scrapersNamespace: '' } }, 'metrics.scrapersNamespace = ""'],
  [
    'a webhook that waits too long',
    { webhook: { timeout: Duration.seconds(31) } },
    'webhook.timeout = "31 s"',
  ],
  [
    'a webhook that waits no second',
    { webhook: { timeout: Duration.millis(500) } },
    'webhook.timeout = "0.5 s"',
  ],
  [
    'an excluded namespace that is none',
    { webhook: { excludedNamespaces: ['-'] } },
    'webhook.excludedNamespaces[0]',
  ],
];

it.each(REFUSED)('refuses %s', (_, props, message) => {
  expect(() => operatorObjects(props)).toThrow(message);
});

it.each<[string, Partial<OperatorConstructProps>]>([
  ['the longest name', { name: 'o'.repeat(40) }],
  ['one pod and one worker', { replicas: 1, maxConcurrentReconciles: 1 }],
  ['the most workers', { maxConcurrentReconciles: 9999 }],
  ['the first and the last port', { apiServerPorts: [1, 65_535] }],
  ['an image by its digest', { image: `localhost:5000/operator@sha256:${'0'.repeat(64)}` }],
  ['the least memory', { resources: { memoryLimit: Size.mebibytes(128) } }],
  ['the shortest and the longest wait', { webhook: { timeout: Duration.seconds(1) } }],
  ['the longest wait', { webhook: { timeout: Duration.seconds(30) } }],
  ['a kind of the cluster in the cluster', { kinds: [clusterKind] }],
])('takes %s', (_, props) => {
  expect(() => operatorObjects(props)).not.toThrow();
});

it('tells all that is wrong at once, with the place and a fix', () => {
  const wrong = () => operatorObjects({ replicas: 0, watchNamespaces: [] });
  expect(wrong).toThrow(/^operator\/chatgpt-operator: watchNamespaces = \[\]\n.*\n {2}Fix: name namespaces/m);
  expect(wrong).toThrow('replicas = 0');
});

import { checkObjects } from '../../../lib/synth/checks/check-objects';
import type { ApiObject } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import type { RestrictedNamespace } from '../harness/restricted-namespace';

let namespace: RestrictedNamespace;
beforeAll(async () => {
  namespace = await cluster().namespace('names');
});
afterAll(() => namespace.delete());

const NAMES = [
  'a.b',
  '0a',
  'a_b',
  'Ab',
  'a:b',
  'a-',
  '-a',
  'a..b',
  '..',
  ...[52, 53, 63, 64, 253, 254].map((n) => 'a'.repeat(n)),
];

const podSpec = {
  restartPolicy: 'Never',
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'a',
      image: 'example.com/a:1',
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ],
};
const labels = { app: 'a' };
const template = { metadata: { labels }, spec: { ...podSpec, restartPolicy: 'Always' } };
const job = { template: { spec: podSpec } };

/** Least bodies of kinds, those with a name class of their own among them. */
const BODIES: readonly [apiVersion: string, kind: string, body: object][] = [
  ['v1', 'ConfigMap', {}],
  ['v1', 'ServiceAccount', {}],
  ['v1', 'Namespace', {}],
  ['v1', 'ResourceQuota', {}],
  ['v1', 'Service', { spec: { ports: [{ port: 80 }] } }],
  ['apps/v1', 'Deployment', { spec: { selector: { matchLabels: labels }, template } }],
  ['batch/v1', 'CronJob', { spec: { schedule: '0 0 * * *', jobTemplate: { spec: job } } }],
  ['apps/v1', 'DaemonSet', { spec: { selector: { matchLabels: labels }, template } }],
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    { spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } } },
  ],
  ['coordination.k8s.io/v1', 'Lease', {}],
  ['discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [] }],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', { spec: {} }],
  ['networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'example.com/a' } }],
  ['node.k8s.io/v1', 'RuntimeClass', { handler: 'a' }],
  ['v1', 'LimitRange', {}],
  ['v1', 'Secret', {}],
  ['networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {} } }],
  [
    'networking.k8s.io/v1',
    'Ingress',
    { spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } } },
  ],
  ['policy/v1', 'PodDisruptionBudget', { spec: { selector: {}, minAvailable: 1 } }],
  ['rbac.authorization.k8s.io/v1', 'Role', { rules: [] }],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', { rules: [] }],
  ['scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }],
  ['storage.k8s.io/v1', 'StorageClass', { provisioner: 'example.com/a' }],
];

/** Kubernetes 1.36 takes what older ones that we support do not. */
const TAKEN_SINCE_1_36 = ['Service 0a'];

it.each(BODIES)('takes the names that the server takes for %s %s', async (apiVersion, kind, body) => {
  const verdicts = NAMES.map(async (name) => {
    const manifest = {
      apiVersion,
      kind,
      metadata: { name, namespace: namespace.name },
      ...body,
    } as ApiObject;
    const ours = checkObjects([{ path: 'x', manifest }]).findings.every(
      ({ check }) => check !== 'invalid-name',
    );
    const { code } = await cluster().kubectl.run(
      ['create', '--dry-run=server', '-f', '-'],
      JSON.stringify(manifest),
    );
    const isNewer = TAKEN_SINCE_1_36.includes(`${kind} ${name}`);
    return { name, ours, server: isNewer ? false : code === 0 };
  });
  const settled = await Promise.all(verdicts);
  expect(settled.filter(({ ours, server }) => ours !== server)).toEqual([]);
});

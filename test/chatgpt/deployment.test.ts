import { at, type Changes, pod, rendered, server } from './fitness-app';

const stateful = { 'transport.stateless': false };
const DIGEST = `@sha256:${'a'.repeat(64)}`;

it.each<[string, string, Changes]>([
  ['RollingUpdate', 'a stateless app', {}],
  ['RollingUpdate', 'a stateless app of one pod', { replicas: 1 }],
  ['Recreate', 'a stateful app of one pod', { ...stateful, replicas: 1 }],
  ['Recreate', 'a stateful app of no pod', { ...stateful, replicas: 0 }],
  ['Recreate', 'a stateful app autoscaled to one', { ...stateful, autoscaling: { maxReplicas: 1 } }],
  ['RollingUpdate', 'a stateful app with affinity', { ...stateful, 'transport.sessionAffinity': 'ClientIP' }],
])('the strategy is %s for %s', (type, _, changes) => {
  const rollingUpdate = { maxUnavailable: 0, maxSurge: '25%' };
  expect(at(rendered('Deployment', changes), 'spec.strategy')).toEqual(
    type === 'Recreate' ? { type } : { type, rollingUpdate },
  );
});

describe('the probes', () => {
  it('ask the health path of the server', () => {
    const httpGet = { path: '/health', port: 'http', scheme: 'HTTP' };
    expect(server()).toMatchObject({
      startupProbe: { httpGet },
      livenessProbe: { httpGet },
      readinessProbe: { httpGet },
    });
    expect(Object.keys(server({}, 'livenessProbe.httpGet') as object)).not.toContain('host');
  });

  it.each<[string, Changes, string[]]>([
    ['one path for all', { 'mcpServer.healthCheckPath': '/up' }, ['/up', '/up', '/up']],
    ['a liveness path', { 'mcpServer.health.livenessPath': '/live' }, ['/live', '/live', '/health']],
    ['a readiness path', { 'mcpServer.health.readinessPath': '/ready' }, ['/health', '/health', '/ready']],
  ])('take %s', (_, changes, paths) => {
    const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'];
    expect(probes.map((probe) => server(changes, `${probe}.httpGet.path`))).toEqual(paths);
  });

  it.each(['startupProbe', 'livenessProbe', 'readinessProbe'])(
    'send the Host header that is asked for: %s',
    (probe) => {
      const changes = { 'mcpServer.health.hostHeader': 'a.example.com' };
      expect(server(changes, `${probe}.httpGet.httpHeaders`)).toEqual([
        { name: 'Host', value: 'a.example.com' },
      ]);
      expect(server({}, `${probe}.httpGet.httpHeaders`)).toBeUndefined();
    },
  );

  it('take a slow server out of the Service before they restart it', () => {
    const patience = (probe: string) => {
      const { periodSeconds, failureThreshold } = server({}, probe) as Record<string, number>;
      return Number(periodSeconds) * Number(failureThreshold);
    };
    expect(patience('readinessProbe')).toBeLessThan(patience('livenessProbe'));
    expect(patience('startupProbe')).toBe(120);
  });
});

it.each<[Changes, number | undefined, number]>([
  [{}, 15, 80],
  [{ shutdown: { preStopSeconds: 1 } }, 1, 66],
  [{ shutdown: { drainSeconds: 3600, preStopSeconds: 300 } }, 300, 3905],
  [{ shutdown: { preStopSeconds: 0 } }, undefined, 65],
])('shutdown %j sleeps %p seconds and has %p in all', (changes, sleep, grace) => {
  expect(server(changes, 'lifecycle.preStop.sleep.seconds')).toBe(sleep);
  expect(server(changes, 'lifecycle') === undefined).toBe(sleep === undefined);
  expect(pod(changes, 'terminationGracePeriodSeconds')).toBe(grace);
});

it('the pods keep to the Pod Security Standard "restricted", with a read-only root and no token', () => {
  expect(pod()).toMatchObject({
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  });
  expect(server({}, 'securityContext')).toEqual({
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  });
});

describe('the resources', () => {
  it('have a default without CPU limit', () => {
    expect(server({}, 'resources')).toEqual({
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { memory: '512Mi' },
    });
  });

  it.each([{}, { limits: { memory: '1Gi' } }, { requests: { cpu: 1 } }, { requests: {}, limits: {} }])(
    'are copied as given: %j',
    (resources) => {
      expect(server({ resources }, 'resources')).toEqual(resources);
    },
  );
});

it.each<[string, string, string | undefined]>([
  ['IfNotPresent', 'app:1.0', undefined],
  ['IfNotPresent', `app${DIGEST}`, undefined],
  ['IfNotPresent', `app:latest${DIGEST}`, undefined],
  ['Always', 'app', undefined],
  ['Always', 'app:latest', undefined],
  ['Always', 'localhost:5000/app', undefined],
  ['Never', 'app:latest', 'Never'],
  ['Always', 'app:1.0', 'Always'],
])('imagePullPolicy is %s for %s, given %p', (policy, image, given) => {
  const changes = { 'mcpServer.image': image, 'mcpServer.imagePullPolicy': given };
  expect(server(changes, 'imagePullPolicy')).toBe(policy);
  expect(server(changes, 'image')).toBe(image);
});

it('pods spread over zones and nodes, unless the spec says how', () => {
  const spread = (topologyKey: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { 'apps.makeaihq.com/app': 'fitness' } },
  });
  expect(pod({}, 'topologySpreadConstraints')).toEqual([
    spread('topology.kubernetes.io/zone'),
    spread('kubernetes.io/hostname'),
  ]);
  const given = [{ maxSkew: 2, topologyKey: 'rack', whenUnsatisfiable: 'DoNotSchedule', newer: [1] }];
  expect(pod({ 'pod.topologySpreadConstraints': given }, 'topologySpreadConstraints')).toEqual(given);
});

it.each<[string, unknown]>([
  ['command', ['node']],
  ['args', ['--port', '$(PORT)', '']],
  ['envFrom', [{ secretRef: { name: 'a', optional: true }, prefix: 'A_' }, { configMapRef: { name: 'b' } }]],
])('mcpServer.%s passes through, and is absent where it is not given', (field, value) => {
  expect(server({ [`mcpServer.${field}`]: value }, field)).toEqual(value);
  expect(Object.hasOwn(server() as object, field)).toBe(false);
});

it.each<[string, unknown]>([
  ['nodeSelector', { 'kubernetes.io/arch': 'arm64' }],
  ['tolerations', [{ key: 'a', operator: 'Exists', newer: { field: 1 } }]],
  ['affinity', { nodeAffinity: { newer: [{ a: 1 }] } }],
  ['priorityClassName', 'business'],
  ['runtimeClassName', 'gvisor'],
  ['automountServiceAccountToken', true],
])('pod.%s passes through, newer fields too', (field, value) => {
  expect(pod({ [`pod.${field}`]: value }, field)).toEqual(value);
});

it('imagePullSecrets pass through', () => {
  expect(pod({ 'mcpServer.imagePullSecrets': [{ name: 'a' }] }, 'imagePullSecrets')).toEqual([{ name: 'a' }]);
});

it('pod.annotations stand beside the config hash, which they cannot replace', () => {
  const hash = 'apps.makeaihq.com/config-hash';
  const annotations = (given?: object) =>
    at(rendered('Deployment', { 'pod.annotations': given }), 'spec.template.metadata.annotations') as object;
  expect(annotations()).toEqual({ [hash]: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(annotations({ a: 'b', [hash]: 'x' })).toEqual({ a: 'b', ...annotations() });
});

it('a sidecar keeps what it says, newer fields too, and is restricted in the rest', () => {
  const sidecar = { name: 'sync', image: 'sync:1', newer: { a: [1] }, securityContext: { runAsUser: 7 } };
  expect(pod({ 'pod.sidecars': [sidecar] }, 'containers.1')).toEqual({
    ...sidecar,
    securityContext: {
      runAsUser: 7,
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
  });
});

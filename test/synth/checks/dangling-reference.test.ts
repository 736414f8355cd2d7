import { deployment, failed, object, printed } from './check-fixture';

const APP = { 'apps.makeaihq.com/app': 'shop' };
const service = (spec: object = { selector: APP, ports: [{ name: 'http', port: 80 }] }, name = 'shop-mcp') =>
  object('v1', 'Service', name, { spec }, { labels: APP });
const container = (body: object) => ({ containers: [{ name: 'server', ...body }] });
const env = (valueFrom: object) => container({ env: [{ name: 'A', valueFrom }] });

describe('names of objects that pods need', () => {
  const missing = 'shop-mcp-app';
  const ways: [string, object][] = [
    ['env configMapKeyRef', env({ configMapKeyRef: { name: missing, key: 'a' } })],
    ['envFrom configMapRef', container({ envFrom: [{ configMapRef: { name: missing } }] })],
    ['volume configMap', { volumes: [{ name: 'a', configMap: { name: missing } }] }],
    ['projected configMap', { volumes: [{ projected: { sources: [{ configMap: { name: missing } }] } }] }],
    ['initContainers', { initContainers: [{ envFrom: [{ configMapRef: { name: missing } }] }] }],
  ];

  it.each(ways)('finds a missing ConfigMap by %s', (_, podSpec) => {
    const pods = deployment(podSpec as Record<string, unknown>);
    expect(printed([pods])).toEqual([
      expect.stringContaining(
        'names a ConfigMap that is not written for namespace live [dangling-reference]',
      ),
    ]);
    expect(failed(pods, object('v1', 'ConfigMap', missing))).toEqual([]);
  });

  it.each([
    ['env secretKeyRef', env({ secretKeyRef: { name: 'db', key: 'a' } })],
    ['envFrom secretRef', container({ envFrom: [{ secretRef: { name: 'db' } }] })],
    ['volume secret', { volumes: [{ secret: { secretName: 'db' } }] }],
    ['projected secret', { volumes: [{ projected: { sources: [{ secret: { name: 'db' } }] } }] }],
    ['imagePullSecrets', { imagePullSecrets: [{ name: 'db' }] }],
  ])('finds a Secret that is only made in another namespace by %s', (_, podSpec) => {
    const pods = deployment(podSpec as Record<string, unknown>);
    const secret = (kind: string, spec: object, namespace: string) =>
      object(
        kind,
        kind.includes('external') ? 'ExternalSecret' : 'Certificate',
        'x',
        { spec },
        { namespace },
      );
    const certificate = (namespace: string) => secret('cert-manager.io/v1', { secretName: 'db' }, namespace);
    const external = (namespace: string) =>
      secret('external-secrets.io/v1', { target: { name: 'db' } }, namespace);
    expect(failed(pods)).toEqual([]);
    expect(printed([pods, certificate('test')])).toEqual([expect.stringContaining(', only for test [')]);
    expect(failed(pods, certificate('test'), external('live'))).toEqual([]);
  });

  it.each([
    ['others may have made', { envFrom: [{ configMapRef: { name: 'shop-settings' } }] }],
    ['a user named after the app', { envFrom: [{ configMapRef: { name: 'shop-mcp-settings' } }] }],
    ['belong to an app that is not here', { envFrom: [{ configMapRef: { name: 'other-mcp-app' } }] }],
    ['are optional', { envFrom: [{ configMapRef: { name: missing, optional: true } }] }],
    ['are Secrets', { envFrom: [{ secretRef: { name: missing } }] }],
  ])('takes names that %s', (_, body) => {
    expect(failed(deployment(container(body)))).toEqual([]);
  });

  it('takes a ServiceAccount of a user, and misses ours', () => {
    for (const serviceAccountName of ['default', 'robot', 'shop-mcp-robot', '']) {
      expect(failed(deployment({ serviceAccountName }))).toEqual([]);
    }
    const ours = deployment({ serviceAccountName: 'shop-mcp' });
    expect(failed(ours)).toEqual(['dangling-reference']);
    expect(failed(ours, object('v1', 'ServiceAccount', 'shop-mcp'))).toEqual([]);
    const inTest = object('v1', 'ServiceAccount', 'robot', {}, { namespace: 'test' });
    expect(failed(deployment({ serviceAccountName: 'robot' }), inTest)).toEqual(['dangling-reference']);
  });

  it('knows what Kubernetes makes in every namespace', () => {
    const elsewhere = [
      object('v1', 'ServiceAccount', 'default', {}, { namespace: 'test' }),
      object('v1', 'ConfigMap', 'kube-root-ca.crt', {}, { namespace: 'test' }),
    ];
    const volumes = [{ name: 'ca', configMap: { name: 'kube-root-ca.crt' } }];
    expect(failed(deployment({ serviceAccountName: 'default', volumes }), ...elsewhere)).toEqual([]);
  });

  it('says once what is missing, and what may be meant', () => {
    const twice = container({
      envFrom: [1, 2].map(() => ({ configMapRef: { name: 'shop-mcp-widget-lst' } })),
    });
    expect(printed([deployment(twice), object('v1', 'ConfigMap', 'shop-mcp-widget-list')])).toEqual([
      `chart/Deployment-shop-mcp: Deployment live/shop-mcp: spec.template.spec.containers[0].envFrom[0].configMapRef.name = "shop-mcp-widget-lst"
  names a ConfigMap that is not written for namespace live [dangling-reference].
  Fix: did you mean shop-mcp-widget-list?`,
    ]);
  });

  it('knows an app whose name has -mcp in it', () => {
    const labels = { 'apps.makeaihq.com/app': 'my-mcp-shop' };
    const volumes = [{ name: 'a', configMap: { name: 'my-mcp-shop-mcp-app' } }];
    const { manifest } = deployment({ volumes });
    const labelled = { ...manifest, metadata: { ...manifest.metadata, labels } };
    expect(failed({ path: 'x', manifest: labelled })).toEqual(['dangling-reference']);
  });
});

describe('selectors', () => {
  it('finds a Service that selects no pod of its namespace', () => {
    expect(failed(service(), deployment())).toEqual([]);
    expect(printed([service()])).toEqual([
      `chart/Service-shop-mcp: Service live/shop-mcp: spec.selector = {"apps.makeaihq.com/app":"shop"}
  selects no pod that is written for namespace live [dangling-reference].
  Fix: use labels that the pod has, or add the pod.`,
    ]);
    const { manifest } = deployment();
    const elsewhere = { ...manifest, metadata: { ...manifest.metadata, namespace: 'test' } };
    expect(failed(service(), { path: 'x', manifest: elsewhere })).toEqual(['dangling-reference']);
  });

  it.each([
    ['has no selector', {}],
    ['has an empty one', { selector: {} }],
    ['is an alias', { type: 'ExternalName', selector: { a: 'b' } }],
    [
      'selects one pod of a StatefulSet',
      { selector: { ...APP, 'statefulset.kubernetes.io/pod-name': 'a-0' } },
    ],
  ])('takes a Service that %s', (_, spec) => {
    expect(failed(service(spec), deployment())).toEqual([]);
  });

  it('knows bare Pods and workloads of custom kinds', () => {
    const pod = object('v1', 'Pod', 'a', { spec: { containers: [] } }, { labels: APP });
    expect(failed(service(), pod)).toEqual([]);
    const { spec } = deployment().manifest;
    expect(failed(service(), object('argoproj.io/v1alpha1', 'Rollout', 'a', { spec }))).toEqual([]);
  });

  it('reads expressions as Kubernetes does', () => {
    const [key] = Object.keys(APP);
    const budget = (...matchExpressions: object[]) =>
      object('policy/v1', 'PodDisruptionBudget', 'a', { spec: { selector: { matchExpressions } } });
    const good = [
      { key, operator: 'In', values: ['a', 'shop'] },
      { key, operator: 'NotIn', values: ['a'] },
      { key: 'absent', operator: 'NotIn', values: ['a'] },
      { key, operator: 'Exists' },
      { key: 'absent', operator: 'DoesNotExist' },
    ];
    expect(failed(deployment(), budget(...good))).toEqual([]);
    const bad = [
      { key, operator: 'In', values: ['a'] },
      { key: 'absent', operator: 'In', values: ['a'] },
      { key, operator: 'NotIn', values: ['shop'] },
      { key: 'absent', operator: 'Exists' },
      { key, operator: 'DoesNotExist' },
    ];
    for (const one of bad) expect(failed(deployment(), budget(...good, one))).toEqual(['dangling-reference']);
  });

  it('judges policies and monitors that name an app, and leaves those of others alone', () => {
    const policy = (matchLabels: object) =>
      object('networking.k8s.io/v1', 'NetworkPolicy', 'a', { spec: { podSelector: { matchLabels } } });
    expect(failed(policy(APP))).toEqual(['dangling-reference']);
    expect(failed(policy(APP), deployment())).toEqual([]);
    expect(failed(policy({ app: 'postgres' }))).toEqual([]);
    expect(failed(policy({}))).toEqual([]);
    const monitor = (spec: object, matchLabels: object = APP) =>
      object(
        'monitoring.coreos.com/v1',
        'ServiceMonitor',
        'a',
        { spec: { selector: { matchLabels }, ...spec } },
        { namespace: 'monitoring' },
      );
    const selected = [service(), deployment()];
    expect(failed(monitor({}, { app: 'postgres' }))).toEqual([]);
    expect(failed(monitor({}), ...selected)).toEqual(['dangling-reference']);
    expect(failed(monitor({ namespaceSelector: { any: true } }), ...selected)).toEqual([]);
    expect(failed(monitor({ namespaceSelector: { matchNames: ['live'] } }), ...selected)).toEqual([]);
    expect(failed(monitor({ namespaceSelector: { any: true } }))).toEqual(['dangling-reference']);
  });
});

describe('scale targets', () => {
  const autoscaler = (scaleTargetRef: object) =>
    object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a', { spec: { scaleTargetRef } });
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-mcp' };

  it('must be written', () => {
    expect(failed(autoscaler(target), deployment())).toEqual([]);
    expect(failed(autoscaler({ ...target, apiVersion: 'apps/v1beta2' }), deployment())).toEqual([]);
    for (const slip of [{ name: 'shop' }, { kind: 'StatefulSet' }, { apiVersion: 'example.com/v1' }]) {
      expect(failed(autoscaler({ ...target, ...slip }), deployment())).toEqual(['dangling-reference']);
    }
    const scaled = object('keda.sh/v1alpha1', 'ScaledObject', 'a', {
      spec: { scaleTargetRef: { name: 'shop-mcp' } },
    });
    expect(failed(scaled)).toEqual(['dangling-reference']);
    expect(failed(scaled, deployment())).toEqual([]);
  });
});

describe('backends', () => {
  const ingress = (backend: object) =>
    object('networking.k8s.io/v1', 'Ingress', 'a', { spec: { rules: [{ http: { paths: [{ backend }] } }] } });
  const route = (...backendRefs: object[]) =>
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'a', { spec: { rules: [{ backendRefs }] } });
  const there = [service(), deployment()];

  it('must be written, with the port', () => {
    const good = [
      ingress({ service: { name: 'shop-mcp', port: { name: 'http' } } }),
      ingress({ service: { name: 'shop-mcp', port: { number: 80 } } }),
      ingress({ resource: { kind: 'Bucket', name: 'a' } }),
      route({ name: 'shop-mcp', port: 80 }),
      route({ group: 'example.com', kind: 'Bucket', name: 'a' }),
    ];
    for (const one of good) expect(failed(one, ...there)).toEqual([]);
    const bad = [
      ingress({ service: { name: 'shop', port: { name: 'http' } } }),
      ingress({ service: { name: 'shop-mcp', port: { name: 'https' } } }),
      ingress({ service: { name: 'shop-mcp', port: { number: 8080 } } }),
      object('networking.k8s.io/v1', 'Ingress', 'a', {
        spec: { defaultBackend: { service: { name: 'shop' } } },
      }),
      route({ name: 'shop', port: 80 }),
      route({ name: 'shop-mcp', port: 443 }),
    ];
    for (const one of bad) expect(failed(one, ...there)).toEqual(['dangling-reference']);
    expect(printed([route({ name: 'shop-mcp', port: 443 }), ...there])).toEqual([
      `chart/HTTPRoute-a: HTTPRoute live/a: spec.rules[0].backendRefs[0].port = 443
  is no port of Service shop-mcp (ports: 80) [dangling-reference].
  Fix: use one of its ports.`,
    ]);
  });

  it('may be in a namespace of others', () => {
    expect(failed(route({ name: 'sorry', namespace: 'shared', port: 80 }), ...there)).toEqual([]);
    const shared = object(
      'v1',
      'Service',
      'sorry',
      { spec: { ports: [{ port: 80 }] } },
      { namespace: 'shared' },
    );
    expect(failed(route({ name: 'sorry', namespace: 'shared', port: 80 }), shared)).toEqual([]);
    expect(failed(route({ name: 'sory', namespace: 'shared', port: 80 }), shared)).toEqual([
      'dangling-reference',
    ]);
  });

  it('are found in mirrors', () => {
    const filters = [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'shadow', port: 80 } } }];
    const mirrored = object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'a', {
      spec: { rules: [{ filters }] },
    });
    expect(printed([mirrored])[0]).toContain('filters[0].requestMirror.backendRef.name = "shadow"');
  });
});

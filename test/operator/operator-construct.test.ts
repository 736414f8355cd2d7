import { ApiObject, App, Chart, Size, Testing } from 'cdk8s';
import { SyncWaves } from '../../lib/argocd';
import { type ManagedResource, OperatorConstruct } from '../../lib/operator';
import { checkObjects } from '../../lib/synth/checks/check-objects';
import { CHATGPT_APP, EVERYTHING, IMAGE, objectOf, ofKind, operatorObjects, podOf } from './operator-fixture';

const withoutCrd = (objects: ReturnType<typeof operatorObjects>) =>
  objects.filter(({ kind }) => kind !== 'CustomResourceDefinition');

it('minimal', () => {
  expect(withoutCrd(operatorObjects())).toMatchSnapshot();
});

it('all the properties', () => {
  expect(withoutCrd(operatorObjects(EVERYTHING))).toMatchSnapshot();
});

it.each([
  ['minimal', {}],
  ['all the properties', EVERYTHING],
  ['without cluster rights', { watchNamespaces: ['team-a'] }],
])('passes the checks of a fleet: %s', (_, props) => {
  const objects = operatorObjects(props).map((manifest, index) => ({ path: String(index), manifest }));
  expect(checkObjects(objects).findings).toEqual([]);
});

describe('names and namespaces', () => {
  it('objects of the cluster name no namespace, and all others the same', () => {
    for (const { kind, metadata } of operatorObjects(EVERYTHING)) {
      const isOfCluster = /^(Cluster|Namespace$|Custom|Validating)/.test(kind);
      const isOfTeam = /^Role/.test(kind) && metadata.name === 'apps-operator';
      if (isOfTeam) expect(['team-a', 'team-b']).toContain(metadata.namespace);
      else expect([kind, metadata.namespace]).toEqual([kind, isOfCluster ? undefined : 'operators']);
    }
  });

  it('lives in chatgpt-operator-system where neither the chart nor a property says otherwise', () => {
    const chart = Testing.chart();
    const operator = new OperatorConstruct(chart, 'operator', { image: IMAGE, kinds: [CHATGPT_APP] });
    expect(operator.namespace).toBe('chatgpt-operator-system');
    const objects = Testing.synth(chart);
    expect(objectOf(objects, 'Namespace').metadata.name).toBe('chatgpt-operator-system');
    expect(objectOf(objects, 'Deployment').metadata.namespace).toBe('chatgpt-operator-system');
  });

  it('may live in a namespace of any name', () => {
    const props = { namespace: 'cluster', watchNamespaces: ['cluster'], webhook: {} };
    expect(() => operatorObjects(props)).not.toThrow();
  });

  it('no two objects have the same kind, namespace and name', () => {
    const names = operatorObjects(EVERYTHING).map(
      ({ kind, metadata }) => `${kind} ${metadata.namespace} ${metadata.name}`,
    );
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the CustomResourceDefinition', () => {
  it('is that of the library, and is never removed with the installation', () => {
    const { metadata, spec } = objectOf(operatorObjects(), 'CustomResourceDefinition');
    expect(metadata).toMatchObject({
      name: 'chatgptapps.apps.makeaihq.com',
      annotations: {
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        'helm.sh/resource-policy': 'keep',
      },
    });
    const { spec: given } = require('../../imports/chatgptapp.crd.json');
    expect(spec).toEqual(given);
  });
});

it('what lives in the cluster can all be left to an administrator', () => {
  const objects = operatorObjects({
    watchNamespaces: ['team-a'],
    createNamespace: false,
    installCrds: false,
    userRoles: false,
  });
  expect(objects.filter(({ metadata }) => metadata.namespace === undefined)).toEqual([]);
});

describe('the pods', () => {
  it('are given the flags that follow from the properties', () => {
    expect(podOf(operatorObjects()).containers[0].args).toEqual([
      'run',
      '--leader-elect',
      '--leader-elect-namespace=chatgpt-operator-system',
      '--leader-elect-id=chatgpt-operator',
      '--health-probe-bind-address=:8081',
      '--metrics-bind-address=:8080',
      '--webhook-bind-address=0',
      '--zap-log-level=info',
    ]);
    expect(podOf(operatorObjects(EVERYTHING)).containers[0].args).toEqual([
      'run',
      '--leader-elect',
      '--leader-elect-namespace=operators',
      '--leader-elect-id=apps-operator',
      '--health-probe-bind-address=:8081',
      '--metrics-bind-address=:8443',
      '--metrics-secure',
      '--metrics-cert-dir=/etc/chatgpt-operator/metrics',
      '--webhook-bind-address=:9443',
      '--webhook-cert-dir=/etc/chatgpt-operator/webhook',
      '--watch-namespaces=team-a,team-b',
      '--max-concurrent-reconciles=8',
      '--zap-log-level=debug',
    ]);
  });

  it('of another program get its arguments, and nothing of Node.js', () => {
    const [container] = podOf(operatorObjects({ args: ['manager', '--leader-elect'] })).containers;
    expect(container).toMatchObject({ args: ['manager', '--leader-elect'] });
    expect(container.env).toBeUndefined();
  });

  it.each([
    [undefined, 384],
    [Size.mebibytes(128), 96],
    [Size.gibibytes(2), 1536],
  ])('of at most %s have a heap of three quarters of it', (memoryLimit, heap) => {
    const [{ env }] = podOf(operatorObjects({ resources: { memoryLimit } })).containers;
    expect(env).toEqual([{ name: 'NODE_OPTIONS', value: `--max-old-space-size=${heap}` }]);
  });

  it('alone get the token of the ServiceAccount', () => {
    const objects = operatorObjects();
    expect(podOf(objects).automountServiceAccountToken).toBe(true);
    expect(objectOf(objects, 'ServiceAccount').automountServiceAccountToken).toBe(false);
  });

  it('pull an image whose tag moves at each start', () => {
    expect(podOf(operatorObjects({ image: 'operator:latest' })).containers[0].imagePullPolicy).toBe('Always');
    expect(podOf(operatorObjects()).containers[0].imagePullPolicy).toBe('IfNotPresent');
  });

  it('are selected by what does not change with the version', () => {
    const selectorOf = (image: string) => {
      const { spec } = objectOf(operatorObjects({ image }), 'Deployment') as {
        spec?: { selector?: unknown };
      };
      return spec?.selector;
    };
    expect(selectorOf('operator:1.0.0')).toEqual(selectorOf('operator:2.0.0'));
  });
});

describe('the network', () => {
  const policy = (props: Parameters<typeof operatorObjects>[0]) =>
    objectOf(operatorObjects(props), 'NetworkPolicy').spec as { ingress: unknown[]; egress: unknown[] };

  it('lets nobody in but scrapers, without a webhook', () => {
    expect(policy({}).ingress).toEqual([
      {
        from: [expect.objectContaining({ podSelector: expect.anything(), namespaceSelector: {} })],
        ports: [{ protocol: 'TCP', port: 'metrics' }],
      },
    ]);
  });

  it('lets the API server in from wherever it is, with a webhook', () => {
    expect(policy({ webhook: {} }).ingress).toContainEqual({ ports: [{ protocol: 'TCP', port: 'webhook' }] });
  });

  it('lets out to names and the API server only', () => {
    expect(policy({}).egress).toEqual([
      expect.objectContaining({ to: expect.any(Array) }),
      {
        ports: [
          { protocol: 'TCP', port: 443 },
          { protocol: 'TCP', port: 6443 },
        ],
      },
    ]);
  });

  // the API server counts a new generation for each apply of an empty list in a NetworkPolicy
  it('has no empty list', () => {
    expect(JSON.stringify([policy({}), policy(EVERYTHING)])).not.toMatch(/\[\]/);
  });
});

describe('the metrics', () => {
  it('are read over HTTPS with a token, and verified, where there is an issuer; else over plain HTTP', () => {
    const endpoint = (props: Parameters<typeof operatorObjects>[0]) => {
      const { spec } = objectOf(operatorObjects(props), 'ServiceMonitor');
      return (spec as { endpoints: [Record<string, unknown>] }).endpoints[0];
    };
    expect(endpoint({ metrics: { serviceMonitor: true, issuer: { name: 'ca' } } })).toEqual({
      port: 'https',
      path: '/metrics',
      interval: '30s',
      scheme: 'https',
      bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
      tlsConfig: {
        serverName: 'chatgpt-operator-metrics.chatgpt-operator-system.svc',
        ca: { secret: { name: 'chatgpt-operator-metrics-tls', key: 'ca.crt' } },
      },
    });
    expect(endpoint({ metrics: { serviceMonitor: true } })).toEqual({
      port: 'http',
      path: '/metrics',
      interval: '30s',
      scheme: 'http',
    });
  });

  it('are certified for the name by which they are read', () => {
    const { spec } = objectOf(operatorObjects({ metrics: { issuer: { name: 'ca' } } }), 'Certificate');
    expect(spec).toMatchObject({
      secretName: 'chatgpt-operator-metrics-tls',
      dnsNames: expect.arrayContaining(['chatgpt-operator-metrics.chatgpt-operator-system.svc']),
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'ca' },
    });
  });

  it('over plain HTTP need no rights', () => {
    const names = operatorObjects().map(({ metadata }) => metadata.name);
    expect(names).not.toContainEqual(expect.stringMatching(/metrics-(auth|reader)/));
  });
});

describe('what waits for what', () => {
  const waveOf = (props: Parameters<typeof operatorObjects>[0]) => {
    const chart = new Chart(new App(), 'operator');
    new OperatorConstruct(chart, 'operator', { image: IMAGE, kinds: [CHATGPT_APP], ...props });
    const waves = SyncWaves.of(chart);
    const objects = chart.node.findAll().filter((one) => ApiObject.isApiObject(one));
    return (kind: string) => objects.filter((one) => one.kind === kind).map((one) => waves.waveOf(one));
  };

  it('all for definitions and namespace, the pods for their rights, the webhook for the pods', () => {
    const wave = waveOf({ ...EVERYTHING, webhook: {} });
    const first = Math.max(...wave('CustomResourceDefinition'), ...wave('Namespace'));
    const rights = [
      ...wave('Role'),
      ...wave('RoleBinding'),
      ...wave('ClusterRole'),
      ...wave('ServiceAccount'),
    ];
    const [deployment = 0] = wave('Deployment');
    expect(first).toBeLessThan(Math.min(...rights));
    expect(Math.max(...rights, ...wave('NetworkPolicy'))).toBeLessThan(deployment);
    expect(deployment).toBeLessThan(wave('ValidatingWebhookConfiguration')[0] ?? 0);
  });

  it('nothing for a certificate: an issuer that is down must not hold back a new version', () => {
    const chart = new Chart(new App(), 'operator');
    const { deployment } = new OperatorConstruct(chart, 'operator', EVERYTHING);
    const kinds = deployment.node.dependencies.flatMap((one) => (ApiObject.isApiObject(one) ? one.kind : []));
    expect(kinds).not.toContain('Certificate');
  });
});

it('tells what it looks after and what it renders, each kind with its place in URLs', () => {
  const chart = Testing.chart();
  const operator = new OperatorConstruct(chart, 'operator', { image: IMAGE, kinds: [CHATGPT_APP] });
  const names = operator.managedResources.map(({ group, plural }: ManagedResource) => `${plural}.${group}`);
  expect(names).toEqual(
    expect.arrayContaining(['chatgptapps.apps.makeaihq.com', 'deployments.apps', 'services.']),
  );
});

it('emits no Secret', () => {
  expect(ofKind(operatorObjects(EVERYTHING), 'Secret')).toEqual([]);
});

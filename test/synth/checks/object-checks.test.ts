import { checkObjects } from '../../../lib/synth/checks/check-objects';
import { failed, object, printed } from './check-fixture';

const configMap = (name: string, metadata = {}) => object('v1', 'ConfigMap', name, {}, metadata);

describe('duplicate-object', () => {
  it('names both constructs, and does not count the version', () => {
    const one = { ...object('autoscaling/v1', 'HorizontalPodAutoscaler', 'shop'), path: 'a/one' };
    const two = { ...object('autoscaling/v2', 'HorizontalPodAutoscaler', 'shop'), path: 'b/two' };
    expect(printed([two, one])).toEqual([
      `b/two: HorizontalPodAutoscaler live/shop: metadata.name = "shop"
  is the name of HorizontalPodAutoscaler live/shop at a/one too, so one would overwrite the other [duplicate-object].
  Fix: remove one of them, or give it a name or a namespace of its own.`,
    ]);
  });

  it.each([
    ['another name', configMap('b')],
    ['another namespace', configMap('a', { namespace: 'test' })],
    ['another kind', object('v1', 'ServiceAccount', 'a')],
    ['another group', object('example.com/v1', 'ConfigMap', 'a')],
  ])('takes %s', (_, other) => {
    expect(failed(configMap('a'), other)).toEqual([]);
  });

  it('looks through the namespace of what has none, and into lists', () => {
    const role = (namespace: string) =>
      object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'reader', {}, { namespace });
    expect(failed(role('a'), role('b'))).toEqual(['duplicate-object']);
    const list = {
      path: 'list',
      manifest: { apiVersion: 'v1', kind: 'List', items: [configMap('a').manifest] },
    };
    expect(failed(configMap('a'), list)).toEqual(['duplicate-object']);
  });
});

describe('invalid-name', () => {
  const RBAC = 'rbac.authorization.k8s.io/v1';
  it.each([
    ['v1', 'ConfigMap', 'a.b-c.0'],
    ['v1', 'ConfigMap', 'a'.repeat(253)],
    ['v1', 'Service', 'shop'],
    ['v1', 'Service', 'a'.repeat(63)],
    ['v1', 'Namespace', '0shop'],
    ['batch/v1', 'CronJob', 'a'.repeat(52)],
    [RBAC, 'ClusterRole', 'system:Node_1'],
    ['policy/v1', 'PodDisruptionBudget', 'Shop_1'],
    ['example.com/v1', 'Widget', 'a.b'],
  ])('takes %s %s %s', (apiVersion, kind, name) => {
    expect(failed(object(apiVersion, kind, name))).toEqual([]);
  });

  it.each([
    ['v1', 'ConfigMap', 'Shop'],
    ['v1', 'ConfigMap', 'a..b'],
    ['v1', 'ConfigMap', '-a'],
    ['v1', 'ConfigMap', ''],
    ['v1', 'ConfigMap', 'a\n'],
    ['v1', 'ConfigMap', 'a'.repeat(254)],
    ['v1', 'Service', '0shop'],
    ['v1', 'Service', 'a.b'],
    ['v1', 'Service', 'a'.repeat(64)],
    ['v1', 'Namespace', 'a.b'],
    ['batch/v1', 'CronJob', 'a'.repeat(53)],
    [RBAC, 'Role', 'a/b'],
    [RBAC, 'Role', '..'],
    ['example.com/v1', 'Widget', 'system:a'],
  ])('refuses %s %s %j', (apiVersion, kind, name) => {
    expect(failed(object(apiVersion, kind, name))).toEqual(['invalid-name']);
  });

  it('misses a name, unless the server makes one up', () => {
    const { manifest } = configMap('a');
    const unnamed = { path: 'x', manifest: { ...manifest, metadata: { namespace: 'live' } } };
    expect(printed([unnamed])).toEqual([
      expect.stringContaining('(without a name): metadata.name\n  is missing'),
    ]);
    const generated = { namespace: 'live', generateName: 'a-' };
    expect(failed({ path: 'x', manifest: { ...manifest, metadata: generated } })).toEqual([]);
  });

  it('refuses a namespace that cannot be', () => {
    expect(printed([configMap('a', { namespace: 'Live' })])[0]).toContain('metadata.namespace = "Live"');
  });
});

describe('invalid-label and invalid-annotation', () => {
  it.each([
    [{ labels: { 'example.com/team': 'a', b: '' } }, []],
    [{ labels: { 'example.com/': 'a' } }, ['invalid-label']],
    [{ labels: { a: 'b c' } }, ['invalid-label']],
    [{ labels: { a: 1 } }, ['invalid-label']],
    [{ labels: { a: 'b'.repeat(64) } }, ['invalid-label']],
    [{ annotations: { 'example.com/a': 'any text: {}' } }, []],
    [{ annotations: { a: true } }, ['invalid-annotation']],
    [{ annotations: { 'a b': 'c' } }, ['invalid-annotation']],
    [{ annotations: { a: 'b'.repeat(256 * 1024 - 1) } }, []],
    [{ annotations: { a: 'b'.repeat(256 * 1024) } }, ['invalid-annotation']],
  ])('%#', (metadata, checks) => {
    expect(failed(configMap('a', metadata))).toEqual(checks);
  });

  it('looks at those of pods as well, and once at those of a bare Pod', () => {
    const spec = { containers: [] };
    const template = { metadata: { labels: { a: 'b c' } }, spec };
    const job = object('batch/v1', 'CronJob', 'job', { spec: { jobTemplate: { spec: { template } } } });
    expect(printed([job])[0]).toContain('spec.jobTemplate.spec.template.metadata.labels.a = "b c"');
    expect(printed([object('v1', 'Pod', 'pod', { spec }, { labels: { a: 'b c' } })])).toHaveLength(1);
  });
});

describe('plain-secret', () => {
  it.each(['data', 'stringData'])('finds %s, and does not print it', (field) => {
    const messages = printed([object('v1', 'Secret', 'a', { [field]: { password: 'hunter2' } })]);
    expect(messages).toEqual([expect.stringContaining(`Secret live/a: ${field}\n`)]);
    expect(messages.join()).not.toContain('hunter2');
  });

  it('takes Secrets that the cluster fills, and what only has that name', () => {
    const token = object('v1', 'Secret', 'a', { type: 'kubernetes.io/service-account-token', data: {} });
    const sealed = object('bitnami.com/v1alpha1', 'SealedSecret', 'b', {
      spec: { encryptedData: { a: 'x' } },
    });
    expect(failed(token, sealed)).toEqual([]);
  });
});

describe('object-too-large', () => {
  const bytesOf = (text: string) => Buffer.byteLength(JSON.stringify(sized(text).manifest));
  const sized = (text: string) => object('v1', 'ConfigMap', 'a', { data: { text } });
  const room = 1024 * 1024 - bytesOf('');

  it('counts bytes of JSON', () => {
    expect(failed(sized('a'.repeat(room)))).toEqual([]);
    expect(failed(sized('a'.repeat(room + 1)))).toEqual(['object-too-large']);
    expect(failed(sized('\n'.repeat(room / 2 + 1)))).toEqual(['object-too-large']);
    expect(failed(sized('ü'.repeat(room / 2 + 1)))).toEqual(['object-too-large']);
  });
});

describe('missing-namespace', () => {
  const without = { namespace: undefined };
  it.each([
    ['v1', 'ConfigMap'],
    ['apps/v1', 'Deployment'],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
    ['cert-manager.io/v1', 'Certificate'],
    ['monitoring.coreos.com/v1', 'ServiceMonitor'],
    ['apps.makeaihq.com/v1alpha1', 'ChatGPTApp'],
  ])('asks %s %s for one', (apiVersion, kind) => {
    expect(failed(object(apiVersion, kind, 'a', {}, without))).toEqual(['missing-namespace']);
    expect(failed(object(apiVersion, kind, 'a', {}, { namespace: '' }))).toEqual(['missing-namespace']);
    expect(failed(object(apiVersion, kind, 'a'))).toEqual([]);
  });

  it.each([
    ['v1', 'Namespace'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ['cert-manager.io/v1', 'ClusterIssuer'],
    ['gateway.networking.k8s.io/v1', 'GatewayClass'],
    ['example.com/v1', 'Unknown'],
    ['constructor/v1', 'toString'],
  ])('does not ask %s %s', (apiVersion, kind) => {
    expect(failed(object(apiVersion, kind, 'a', {}, without))).toEqual([]);
  });
});

describe('file-collision', () => {
  it('finds two objects for one file, also on a disk that knows no capitals', () => {
    const one = { ...configMap('a'), file: 'live/configmap.a.yaml' };
    expect(failed(one, { ...configMap('b'), file: 'live/ConfigMap.a.yaml' })).toEqual(['file-collision']);
    expect(failed(one, { ...configMap('b'), file: 'live/configmap.b.yaml' })).toEqual([]);
    expect(failed(configMap('a'), configMap('b'))).toEqual([]);
  });
});

describe('switching off', () => {
  const secret = object('v1', 'Secret', 'a', { data: { a: 'b' } });

  it('leaves a check out, and tells the reason', () => {
    const result = checkObjects([secret], { off: { 'plain-secret': ' encrypted by SOPS ' } });
    expect(result).toEqual({
      findings: [],
      switchedOff: [{ check: 'plain-secret', reason: 'encrypted by SOPS' }],
    });
  });

  it.each([
    [
      { 'plain-secrets': 'x' },
      'checks: off.plain-secrets = "x"\n  names no check [off].\n  Fix: did you mean plain-secret?',
    ],
    [{ zzz: 'x' }, 'Fix: use one of dangling-reference, duplicate-object,'],
    [{ 'plain-secret': ' ' }, 'checks: off.plain-secret = " "\n  gives no reason [off].'],
    [{ 'plain-secret': true }, 'gives no reason'],
    ['plain-secret', 'is no mapping of checks to reasons'],
    [[], 'is no mapping of checks to reasons'],
  ])('%# refuses a mistake, and goes on checking', (off, message) => {
    const messages = printed([secret], off as never);
    expect(messages).toEqual([expect.stringContaining(message), expect.stringContaining('[plain-secret]')]);
  });
});

it('reports everything at once, and passes over what is no object', () => {
  const bad = object('v1', 'Secret', 'Shop', { data: { a: 'b' } }, { namespace: '', labels: { a: 'b c' } });
  const nothing = [null, undefined, 'text', 3, [], {}, { kind: 'Secret' }].map((manifest) => ({
    path: 'x',
    manifest,
  }));
  expect(failed(bad, ...nothing)).toEqual([
    'invalid-label',
    'invalid-name',
    'missing-namespace',
    'plain-secret',
  ]);
});

import type { FieldSet, KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { fieldDifferences } from '../../../../operator/src/engine/reconcile/field-differences';

const WEB = 'k:{"name":"web"}';
const HTTP = 'k:{"containerPort":8080,"protocol":"TCP"}';

/** What the API server writes down for `wanted()` when we apply it. */
const APPLIED: FieldSet = {
  'f:metadata': {
    'f:labels': { 'f:app': {} },
    'f:ownerReferences': { 'k:{"uid":"u"}': {} },
  },
  'f:spec': {
    'f:selector': {},
    'f:template': {
      'f:spec': {
        'f:containers': {
          [WEB]: {
            '.': {},
            'f:name': {},
            'f:image': {},
            'f:args': {},
            'f:env': { 'k:{"name":"EMPTY"}': { '.': {}, 'f:name': {}, 'f:value': {} } },
            'f:ports': { [HTTP]: { '.': {}, 'f:containerPort': {} } },
            'f:resources': { 'f:limits': { 'f:cpu': {} } },
          },
        },
        'f:volumes': { 'k:{"name":"tmp"}': { '.': {}, 'f:name': {}, 'f:emptyDir': {} } },
      },
    },
  },
};

function container(changes: object = {}): object {
  return {
    ...{ name: 'web', image: 'web:1', args: ['-v'] },
    env: [{ name: 'EMPTY', value: '' }],
    ports: [{ containerPort: 8080 }],
    resources: { limits: { cpu: '0.5' } },
    ...changes,
  };
}

function deployment(container: object, labels: object = { app: 'web' }, pod: object = {}): KubeObject {
  const volumes = [{ name: 'tmp', emptyDir: {} }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      labels: labels as Record<string, string>,
      ownerReferences: [{ apiVersion: 'v1', kind: 'Toy', name: 'bear', uid: 'u', controller: true }],
    },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { spec: { containers: [container], volumes, ...pod } },
    },
  };
}

const wanted = () => deployment(container());

/** As the server stores it: with defaults, without what says nothing, and with what `others` own. */
function live(object: KubeObject = stored(), applied: FieldSet = APPLIED): KubeObject {
  const managedFields = [{ manager: 'us', operation: 'Apply' as const, fieldsV1: applied }];
  return { ...object, metadata: { ...object.metadata, managedFields }, status: { replicas: 1 } };
}

function stored(changes: object = {}, labels?: object, pod?: object): KubeObject {
  const defaults = {
    imagePullPolicy: 'IfNotPresent',
    env: [{ name: 'EMPTY' }],
    ports: [{ containerPort: 8080, protocol: 'TCP' }],
    resources: { limits: { cpu: '500m' } },
  };
  return deployment(container({ ...defaults, ...changes }), labels, pod);
}

function found(liveObject: KubeObject, wantedObject = wanted()): string[] {
  return fieldDifferences(wantedObject, liveObject, 'us').map(({ kind, path }) => `${kind}: ${path}`);
}

const at = 'spec.template.spec';

describe('fieldDifferences', () => {
  it('finds none in what the server made of what we applied', () => {
    expect(found(live())).toEqual([]);
  });

  it.each<[string, KubeObject]>([
    ['a label', stored({}, { app: 'web', team: 'a' })],
    ['a container', stored({}, undefined, { containers: [...containersOf(stored()), { name: 'proxy' }] })],
    ['a variable', stored({ env: [{ name: 'EMPTY' }, { name: 'MORE', value: '1' }] })],
    ['a field that we do not name', stored({ imagePullPolicy: 'Always' })],
  ])('leaves %s to whoever added it', (_, object) => {
    expect(found(live(object))).toEqual([]);
  });

  it.each<[string, KubeObject, string]>([
    ['a label', stored({}, { app: 'other' }), 'changed: metadata.labels.app'],
    ['an image', stored({ image: 'evil' }), `changed: ${at}.containers[name=web].image`],
    ['an argument', stored({ args: ['-v', '-x'] }), `changed: ${at}.containers[name=web].args`],
    [
      'an amount',
      stored({ resources: { limits: { cpu: '2' } } }),
      `changed: ${at}.containers[name=web].resources.limits.cpu`,
    ],
    [
      'a variable',
      stored({ env: [{ name: 'EMPTY', value: 'x' }] }),
      `changed: ${at}.containers[name=web].env[name=EMPTY].value`,
    ],
  ])('tells that another changed %s', (_, object, difference) => {
    expect(found(live(object))).toEqual([difference]);
  });

  it('tells that a label, a container, an owner was removed', () => {
    expect(found(live(stored({}, {})))).toEqual(['removed: metadata.labels.app']);
    expect(found(live(stored({}, undefined, { containers: [] })))).toEqual([
      `removed: ${at}.containers[name=web]`,
    ]);
    const orphan = stored();
    const { ownerReferences: _, ...metadata } = orphan.metadata;
    expect(found(live({ ...orphan, metadata }))).toEqual(['removed: metadata.ownerReferences']);
  });

  it('tells what we applied and no longer want', () => {
    const less = deployment(container({ env: [] }), {});
    expect(found(live(), less)).toEqual([
      'left over: metadata.labels.app',
      `left over: ${at}.containers[name=web].env[name=EMPTY]`,
    ]);
  });

  it('sees an empty volume that became another kind of volume', () => {
    const object = stored({}, undefined, { volumes: [{ name: 'tmp', hostPath: { path: '/' } }] });
    const { 'f:volumes': _, ...pod } = specOf(APPLIED);
    const taken = withPod({ ...pod, 'f:volumes': { 'k:{"name":"tmp"}': { '.': {}, 'f:name': {} } } });
    expect(found(live(object, taken))).toEqual([`removed: ${at}.volumes[name=tmp].emptyDir`]);
  });

  it('wants back a field that is right, but that another owns now', () => {
    expect(found(live(stored(), { ...APPLIED, 'f:metadata': { 'f:annotations': { 'f:x': {} } } }))).toEqual([
      'not owned: metadata.labels',
      'not owned: metadata.ownerReferences',
    ]);
  });

  it('wants everything of an object that we never applied', () => {
    expect(found(stored()).every((difference) => difference.startsWith('not owned'))).toBe(true);
    expect(found(stored()).length).toBeGreaterThan(0);
  });

  it.each([
    ['no metadata of fields', { managedFields: 'none' }],
    ['labels that are a list', { labels: ['app'] }],
    ['owners that are a text', { ownerReferences: 'u' }],
  ])('reads a malformed object with %s', (_, metadata) => {
    const object = { ...live(), metadata: { ...live().metadata, ...metadata } } as unknown as KubeObject;
    expect(found(object).length).toBeGreaterThan(0);
  });
});

function containersOf(object: KubeObject): object[] {
  return (object as unknown as { spec: { template: { spec: { containers: object[] } } } }).spec.template.spec
    .containers;
}

function specOf(fields: FieldSet): FieldSet {
  return fields['f:spec']?.['f:template']?.['f:spec'] ?? {};
}

function withPod(pod: FieldSet): FieldSet {
  return { ...APPLIED, 'f:spec': { ...APPLIED['f:spec'], 'f:template': { 'f:spec': pod } } };
}

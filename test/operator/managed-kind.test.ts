import { ApiObject, App, Chart } from 'cdk8s';
import { ManagedKind } from '../../lib/operator';

const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'greetings.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Greeting', plural: 'greetings' },
    versions: [
      { name: 'v1beta1', served: true, storage: false },
      { name: 'v1', served: true, storage: true, subresources: { status: {} } },
    ],
  },
};

function samples(...kinds: (readonly [apiVersion: string, kind: string])[]): Chart {
  const chart = new Chart(new App(), 'samples');
  kinds.forEach(([apiVersion, kind], index) => {
    new ApiObject(chart, String(index), { apiVersion, kind });
  });
  return chart;
}

it('takes the version that is stored', () => {
  const kind = ManagedKind.of({ crd: CRD, emits: [samples(['v1', 'ConfigMap'])] });
  expect(kind.resource).toEqual({
    group: 'example.com',
    version: 'v1',
    kind: 'Greeting',
    plural: 'greetings',
    namespaced: true,
  });
  expect(kind.subresources).toEqual(['status']);
});

it('has each kind of what it emits once, in whatever order and depth they are', () => {
  const chart = samples(['apps/v1', 'Deployment'], ['v1', 'Service'], ['apps/v1', 'Deployment']);
  new ApiObject(new Chart(chart, 'inner'), 'deep', { apiVersion: 'batch/v1', kind: 'Job' });
  const { emits } = ManagedKind.of({ crd: CRD, emits: [chart] });
  expect(emits).toEqual([
    { group: '', version: 'v1', kind: 'Service', plural: 'services', namespaced: true },
    { group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments', namespaced: true },
    { group: 'batch', version: 'v1', kind: 'Job', plural: 'jobs', namespaced: true },
  ]);
});

it('asks for the plural name of a kind that it does not know, and takes it', () => {
  const emits = [samples(['db.example.com/v1', 'Database'])];
  expect(() => ManagedKind.of({ crd: CRD, emits })).toThrow(
    "ManagedKind Greeting: emits = \"db.example.com/Database\"\n  is a kind whose plural name is not known, so no rule can be written for it.\n  Fix: give the name that `kubectl api-resources` shows: plurals: { 'db.example.com/Database': '…' }",
  );
  const plurals = { 'db.example.com/Database': 'databases' };
  expect(ManagedKind.of({ crd: CRD, emits, plurals }).emits[0]?.plural).toBe('databases');
});

it('does not take a name of JavaScript for a kind', () => {
  expect(() => ManagedKind.of({ crd: CRD, emits: [samples(['v1', 'constructor'])] })).toThrow('plural name');
});

it.each([
  ['another kind', { ...CRD, kind: 'ConfigMap' }, 'is no CustomResourceDefinition'],
  [
    'an older version',
    { ...CRD, apiVersion: 'apiextensions.k8s.io/v1beta1' },
    'is no CustomResourceDefinition',
  ],
  ['one without a spec', { ...CRD, spec: undefined }, 'has no names or no versions'],
  [
    'one that stores nothing',
    { ...CRD, spec: { ...CRD.spec, versions: [] } },
    'has no version that is stored',
  ],
])('refuses %s', (_, crd, message) => {
  expect(() => ManagedKind.of({ crd, emits: [] })).toThrow(message);
});

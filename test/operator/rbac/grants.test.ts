import { ApiObject, App, Chart } from 'cdk8s';
import { ManagedKind, type OperatorConstructProps, WebhookCertificates } from '../../../lib/operator';
import type { KubernetesObject } from '../../dist-objects';
import { CHATGPT_APP, objectOf, ofKind, operatorObjects } from '../operator-fixture';

interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
  readonly resourceNames?: string[];
}

/** What a role permits: `verb resource.group`, with the names that it is bound to. */
function permitted(role: KubernetesObject): string[] {
  return (role.rules as Rule[]).flatMap(({ apiGroups, resources, verbs, resourceNames }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.map((verb) => `${verb} ${resource}.${group}${resourceNames ? ` ${resourceNames}` : ''}`),
      ),
    ),
  );
}

function manager(props: Partial<OperatorConstructProps> = {}): string[] {
  return permitted(objectOf(operatorObjects(props), 'ClusterRole', 'chatgpt-operator'));
}

const CHILD_VERBS = ['get', 'list', 'watch', 'create', 'patch', 'delete'];

it('the operator may do what its engine does to the kinds that are emitted, and nothing else', () => {
  const children = CHATGPT_APP.emits.flatMap(({ group, plural }) =>
    CHILD_VERBS.map((verb) => `${verb} ${plural}.${group}`),
  );
  expect(manager().sort()).toEqual(
    [
      ...children,
      'list chatgptapps.apps.makeaihq.com',
      'watch chatgptapps.apps.makeaihq.com',
      'patch chatgptapps/status.apps.makeaihq.com',
      'create events.events.k8s.io',
      'list customresourcedefinitions.apiextensions.k8s.io',
      'watch customresourcedefinitions.apiextensions.k8s.io',
    ].sort(),
  );
});

it('no role of the operator has a wildcard, or reads Secrets but its own', () => {
  const objects = operatorObjects({ webhook: {}, userRoles: false });
  const all = [...ofKind(objects, 'ClusterRole'), ...ofKind(objects, 'Role')].flatMap(permitted);
  expect(all.filter((line) => line.includes('*'))).toEqual([]);
  expect(all.filter((line) => /^(get|list|watch) secrets/.test(line))).toEqual([
    'get secrets. chatgpt-operator-webhook-tls',
  ]);
});

it('may finalize owners only where the cluster asks for it', () => {
  const line = 'update chatgptapps/finalizers.apps.makeaihq.com';
  expect(manager()).not.toContain(line);
  expect(manager({ ownerReferencesPermissionEnforcement: true })).toContain(line);
});

it('writes no status of a kind that has none', () => {
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'greetings.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Greeting', plural: 'greetings' },
      versions: [{ name: 'v1', served: true, storage: true }],
    },
  };
  const sample = new ApiObject(new Chart(new App(), 'samples'), 'job', {
    apiVersion: 'batch/v1',
    kind: 'Job',
  });
  const both = manager({ kinds: [CHATGPT_APP, ManagedKind.of({ crd, emits: [sample] })] });
  expect(both).toEqual(expect.arrayContaining(['list greetings.example.com', 'delete jobs.batch']));
  expect(both).toContain('patch chatgptapps/status.apps.makeaihq.com');
  expect(both).not.toContain('patch greetings/status.example.com');
});

it('is given more where that is asked for', () => {
  const rules = [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'], resourceNames: ['a'] }];
  expect(manager({ rules })).toContain('get nodes. a');
});

describe('in some namespaces', () => {
  const objects = operatorObjects({
    watchNamespaces: ['team-a', 'team-b'],
    webhook: {},
    metrics: { issuer: { name: 'ca' } },
  });

  it('has the same rights, in these only, without those that the cluster alone can give', () => {
    const roles = ofKind(objects, 'Role').filter(({ metadata }) => metadata.name === 'chatgpt-operator');
    expect(roles.map(({ metadata }) => metadata.namespace)).toEqual(['team-a', 'team-b']);
    const inCluster = manager().filter((line) => !line.includes('customresourcedefinitions'));
    for (const role of roles) expect(permitted(role)).toEqual(inCluster);
  });

  it('is bound to a ClusterRole only to ask who reads metrics, and for its own webhook configuration', () => {
    const bound = ofKind(objects, 'ClusterRoleBinding').map(({ metadata }) => metadata.name);
    expect(bound.sort()).toEqual(['chatgpt-operator-metrics-auth', 'chatgpt-operator-webhook']);
    const role = objectOf(objects, 'ClusterRole', 'chatgpt-operator-webhook');
    expect(permitted(role)).toEqual([
      'get validatingwebhookconfigurations.admissionregistration.k8s.io chatgpt-operator-webhook',
      'patch validatingwebhookconfigurations.admissionregistration.k8s.io chatgpt-operator-webhook',
    ]);
  });

  it('is the ServiceAccount of its own namespace in every binding', () => {
    for (const { subjects } of objects.filter(({ kind }) => kind.endsWith('Binding'))) {
      expect(subjects).toEqual([
        { kind: 'ServiceAccount', name: 'chatgpt-operator', namespace: 'chatgpt-operator-system' },
      ]);
    }
  });
});

it('leads by one lease, which it may make', () => {
  const role = objectOf(operatorObjects(), 'Role', 'chatgpt-operator-leader-election');
  expect(role.metadata.namespace).toBe('chatgpt-operator-system');
  expect(permitted(role)).toEqual([
    'get leases.coordination.k8s.io chatgpt-operator',
    'update leases.coordination.k8s.io chatgpt-operator',
    'create leases.coordination.k8s.io',
  ]);
});

it('needs no right to its certificate where cert-manager makes it', () => {
  const webhook = { certificates: WebhookCertificates.certManager({ name: 'ca' }) };
  const names = operatorObjects({ webhook }).flatMap(({ kind, metadata }) =>
    kind.endsWith('Role') ? metadata.name : [],
  );
  expect(names).not.toContain('chatgpt-operator-webhook');
});

it('every binding is of a role that is there', () => {
  const objects = operatorObjects({
    webhook: {},
    metrics: { issuer: { name: 'ca' }, readers: [{ name: 'p', namespace: 'm' }] },
  });
  for (const { metadata, roleRef } of objects.filter(({ kind }) => kind.endsWith('Binding'))) {
    const { kind, name } = roleRef as { kind: string; name: string };
    expect(objectOf(objects, kind, name).metadata.namespace).toBe(metadata.namespace);
  }
});

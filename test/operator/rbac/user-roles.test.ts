import { objectOf, ofKind, operatorObjects } from '../operator-fixture';

interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
}

const objects = operatorObjects();
const verbsOn = (role: string, resource: string) =>
  (objectOf(objects, 'ClusterRole', role).rules as Rule[])
    .filter(({ resources }) => resources.includes(resource))
    .flatMap(({ verbs }) => verbs);

it.each(['view', 'edit', 'admin'])('the built-in role %s learns of ChatGPTApps', (part) => {
  const { metadata } = objectOf(objects, 'ClusterRole', `chatgptapps-${part}`);
  const aggregated = Object.keys(metadata.labels as object).filter((key) => key.includes('aggregate-to'));
  expect(aggregated).toEqual([`rbac.authorization.k8s.io/aggregate-to-${part}`]);
});

it('view reads, edit writes and scales, admin repairs the status', () => {
  expect(verbsOn('chatgptapps-view', 'chatgptapps')).toEqual(['get', 'list', 'watch']);
  expect(verbsOn('chatgptapps-view', 'chatgptapps/status')).toEqual(['get']);
  expect(verbsOn('chatgptapps-edit', 'chatgptapps')).toEqual(expect.arrayContaining(['create', 'delete']));
  expect(verbsOn('chatgptapps-edit', 'chatgptapps/scale')).toEqual(['get', 'update', 'patch']);
  expect(verbsOn('chatgptapps-edit', 'chatgptapps/status')).toEqual(['get']);
  expect(verbsOn('chatgptapps-admin', 'chatgptapps/status')).toEqual(['get', 'update', 'patch']);
});

it('a tenant sees its app, what it became, pods and events, and changes nothing', () => {
  const { rules, metadata } = objectOf(objects, 'ClusterRole', 'chatgpt-operator-tenant-viewer');
  const seen = (rules as Rule[]).flatMap(({ resources }) => resources);
  expect(seen).toEqual(
    expect.arrayContaining(['chatgptapps', 'deployments', 'httproutes', 'pods', 'events']),
  );
  expect(seen).not.toContain('secrets');
  expect(new Set((rules as Rule[]).flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list', 'watch']));
  expect(JSON.stringify(metadata.labels)).not.toContain('aggregate');
});

it('none is bound: who gets them is for the cluster to say', () => {
  const bound = ofKind(objects, 'ClusterRoleBinding').map(
    ({ roleRef }) => (roleRef as { name: string }).name,
  );
  expect(bound).toEqual(['chatgpt-operator']);
});

it('there are none where nobody wants them', () => {
  const names = ofKind(operatorObjects({ userRoles: false }), 'ClusterRole').map(
    ({ metadata }) => metadata.name,
  );
  expect(names).toEqual(['chatgpt-operator']);
});

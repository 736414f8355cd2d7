import fc from 'fast-check';
import { mergedRules, type Permission } from '../../../lib/operator/rbac/merged-rules';

const permission: fc.Arbitrary<Permission> = fc.record({
  group: fc.constantFrom('', 'apps', 'batch'),
  resource: fc.constantFrom('pods', 'jobs', 'deployments', 'deployments/status'),
  verbs: fc.uniqueArray(fc.constantFrom('get', 'list', 'watch', 'create', 'patch'), { minLength: 1 }),
});
const permissions = fc.array(permission, { maxLength: 12 });

/** What is permitted, one line for each verb on each resource. */
function permitted(list: readonly Permission[]): string[] {
  const lines = list.flatMap(({ group, resource, verbs }) =>
    verbs.map((verb) => `${verb} ${resource}.${group}`),
  );
  return [...new Set(lines)].sort();
}

function permittedBy(rules: ReturnType<typeof mergedRules>): string[] {
  return rules
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}.${group}`)),
      ),
    )
    .sort();
}

it('permit exactly what was asked, each thing once', () => {
  fc.assert(
    fc.property(permissions, (list) => expect(permittedBy(mergedRules(list))).toEqual(permitted(list))),
  );
});

it('are the same in whatever order it was asked', () => {
  const twice = permissions.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(twice, ([list, shuffled]) => expect(mergedRules(shuffled)).toEqual(mergedRules(list))),
  );
});

it('are as few as there are groups with different verbs', () => {
  const verbs = ['get', 'list'];
  const rules = mergedRules([
    { group: 'apps', resource: 'deployments', verbs },
    { group: 'apps', resource: 'daemonsets', verbs: ['list', 'get'] },
    { group: 'batch', resource: 'jobs', verbs },
  ]);
  expect(rules).toEqual([
    { apiGroups: ['apps'], resources: ['daemonsets', 'deployments'], verbs },
    { apiGroups: ['batch'], resources: ['jobs'], verbs },
  ]);
});

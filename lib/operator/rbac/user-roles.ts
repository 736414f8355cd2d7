import type { CoreObject } from '../../chatgpt/workload';
import type { ManagedKind } from '../managed-kind';
import type { Operator } from '../operator';
import { mergedRules, type Permission } from './merged-rules';

/** A ClusterRole for people, which somebody else binds. */
export interface UserRole {
  readonly name: string;
  /** What makes it a part of a built-in role. */
  readonly labels: Readonly<Record<string, string>>;
  readonly rules: readonly CoreObject[];
}

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** What people may do with the kinds of an operator. */
export function userRoles(operator: Operator): UserRole[] {
  return [...operator.kinds.flatMap(aggregatedRoles), tenantViewer(operator)];
}

/**
 * Parts of the built-in roles view, edit and admin; each has what the one before has.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
 */
function aggregatedRoles({ resource, subresources }: ManagedKind): UserRole[] {
  const { group, plural } = resource;
  const on = (part: string, verbs: readonly string[]): Permission[] =>
    part === '' || subresources.includes(part)
      ? [{ group, resource: part === '' ? plural : `${plural}/${part}`, verbs }]
      : [];
  const role = (part: string, permissions: readonly Permission[]): UserRole => ({
    name: `${plural}-${part}`,
    labels: { [`rbac.authorization.k8s.io/aggregate-to-${part}`]: 'true' },
    rules: plainRules(permissions),
  });
  const view = [...on('', READ), ...on('status', ['get'])];
  const edit = [...view, ...on('', WRITE), ...on('scale', ['get', 'update', 'patch'])];
  // for repair: who may write the status can make an app look well
  const admin = [...edit, ...on('status', ['update', 'patch'])];
  return [role('view', view), role('edit', edit), role('admin', admin)];
}

/** For the owner of an app, in the namespace of a RoleBinding: the app, what it became, its pods and events. No Secret. */
function tenantViewer({ name, kinds }: Operator): UserRole {
  const resources = kinds.flatMap(({ resource, emits }) => [resource, ...emits]);
  const permissions = resources.map(({ group, plural }) => ({ group, resource: plural, verbs: READ }));
  const seen = [
    ...permissions.filter(({ group, resource }) => group !== '' || resource !== 'secrets'),
    { group: '', resource: 'pods', verbs: READ },
    { group: '', resource: 'events', verbs: READ },
    { group: 'events.k8s.io', resource: 'events', verbs: READ },
  ];
  return { name: `${name}-tenant-viewer`, labels: {}, rules: plainRules(seen) };
}

function plainRules(permissions: readonly Permission[]): CoreObject[] {
  return mergedRules(permissions).map((rule) => ({ ...rule }));
}

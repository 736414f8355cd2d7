import type { ManagedKind } from '../managed-kind';
import { mergedRules, type Permission } from './merged-rules';
import type { OperatorRule } from './operator-rule';

/** How far an operator's rights reach. */
export interface ManagerRights {
  /** Whether the API server asks for the right to finalize owners of what is created. */
  readonly finalizesOwners: boolean;
  /** Whether the webhook looks whether the Secrets that an app names exist. */
  readonly seesSecrets: boolean;
  /** Whether the rights are for the whole cluster. */
  readonly inCluster: boolean;
}

/**
 * What the engine does to objects, and nothing else: `docs/adr/0032`. A test lets it run under these rules and finds
 * both what is refused and what is never used.
 */
export function managerRules(kinds: readonly ManagedKind[], rights: ManagerRights): OperatorRule[] {
  return mergedRules([
    ...kinds.flatMap((kind) => parentPermissions(kind, rights)),
    ...kinds.flatMap(({ emits }) => emits.map(({ group, plural }) => childPermission(group, plural))),
    { group: 'events.k8s.io', resource: 'events', verbs: ['create'] },
    ...(rights.seesSecrets ? [{ group: '', resource: 'secrets', verbs: ['get'] }] : []),
    ...(rights.inCluster ? [CRDS] : []),
  ]);
}

function parentPermissions({ resource, subresources }: ManagedKind, rights: ManagerRights): Permission[] {
  const { group, plural } = resource;
  const status = { group, resource: `${plural}/status`, verbs: ['patch'] };
  const finalizers = { group, resource: `${plural}/finalizers`, verbs: ['update'] };
  return [
    { group, resource: plural, verbs: ['list', 'watch'] },
    ...(subresources.includes('status') ? [status] : []),
    ...(rights.finalizesOwners ? [finalizers] : []),
  ];
}

/** `get` tells whose the object is that has the place of a new one; server-side apply needs create and patch; delete prunes. */
function childPermission(group: string, resource: string): Permission {
  return { group, resource, verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'] };
}

// tells when a kind of others, such as ServiceMonitor, comes or goes
const CRDS: Permission = {
  group: 'apiextensions.k8s.io',
  resource: 'customresourcedefinitions',
  verbs: ['list', 'watch'],
};

import type { OperatorRule } from './operator-rule';

/** What may be done to objects of one kind. */
export interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
}

/** Verbs in the order in which people read them. */
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

/** The fewest rules that permit the same: one for each group and set of verbs, in an order that does not depend on theirs. */
export function mergedRules(permissions: readonly Permission[]): OperatorRule[] {
  const verbsOf = new Map<string, Permission & { readonly verbs: Set<string> | readonly string[] }>();
  for (const { group, resource, verbs } of permissions) {
    const key = `${group} ${resource}`;
    const known = verbsOf.get(key)?.verbs ?? [];
    verbsOf.set(key, { group, resource, verbs: sortedVerbs([...known, ...verbs]) });
  }
  const rules = new Map<string, OperatorRule>();
  for (const [, { group, resource, verbs }] of [...verbsOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const key = `${group} ${verbs.join()}`;
    const resources = [...(rules.get(key)?.resources ?? []), resource];
    rules.set(key, { apiGroups: [group], resources, verbs: [...verbs] });
  }
  return [...rules.values()];
}

function sortedVerbs(verbs: readonly string[]): string[] {
  return [...new Set(verbs)].sort((a, b) => VERBS.indexOf(a) - VERBS.indexOf(b));
}

import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';
import type { RbacPolicy } from './rbac-policy';

/** A role of Argo CD: what its members may do, and who they are. */
export interface RbacRole {
  /** Its name. `admin` and `readonly` are there already, and may be given members. */
  readonly name: string;
  /**
   * What members may do.
   * @default - nothing more than everybody
   */
  readonly policies?: RbacPolicy[];
  /**
   * Members: groups of the identity provider, or local accounts.
   * @default - none
   */
  readonly groups?: string[];
}

/** Who may do what in Argo CD. */
export interface RbacSettings {
  /**
   * Roles.
   * @default - none beside `admin` and `readonly`
   */
  readonly roles?: RbacRole[];
  /**
   * The role of everybody who can log in: `readonly`, or one of `roles`.
   * @default - none: whoever is in no role sees nothing
   */
  readonly defaultRole?: string;
  /**
   * Claims of the token that name a user's groups.
   * @default - Argo CD's own, `groups`
   */
  readonly scopes?: string[];
}

const BUILT_IN_ROLES = ['admin', 'readonly'];

/** The entries of argocd-rbac-cm. */
export function rbacData({ roles = [], defaultRole, scopes }: RbacSettings): Record<string, string> {
  const lines = roles.flatMap(({ name, policies = [], groups = [] }) => [
    ...policies.flatMap((policy) => policy._toLines(`role:${name}`)),
    ...groups.map((group) => `g, ${csvField(group)}, role:${name}`),
  ]);
  return withoutUndefined({
    'policy.csv': lines.length > 0 ? `${lines.join('\n')}\n` : undefined,
    'policy.default': defaultRole === undefined ? undefined : `role:${defaultRole}`,
    scopes: scopes && `[${scopes.join(', ')}]`,
  }) as Record<string, string>;
}

function csvField(text: string): string {
  return /[,"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What is wrong with roles. */
export function rbacFindings({ roles = [], defaultRole, scopes = [] }: RbacSettings): Finding[] {
  const names = roles.map(({ name }) => name);
  return [
    ...roles.flatMap((role, index) =>
      roleFindings(role, ['rbac', 'roles', index], names.indexOf(role.name) < index),
    ),
    ...defaultRoleFindings(defaultRole, names),
    ...scopes.flatMap((scope, index) =>
      /^[^\s,[\]]+$/.test(scope)
        ? []
        : [errorAt(['rbac', 'scopes', index], scope, 'is no claim', 'name a claim, such as groups')],
    ),
  ];
}

function roleFindings(
  { name, policies = [], groups = [] }: RbacRole,
  path: FieldPath,
  isTaken: boolean,
): Finding[] {
  const findings: Finding[] = [];
  if (isTaken) findings.push(errorAt([...path, 'name'], name, 'is the name of another role', 'join the two'));
  if (!/^[A-Za-z0-9][-_A-Za-z0-9]*$/.test(name)) {
    const fix = name.startsWith('role:')
      ? `write ${name.slice('role:'.length)}`
      : 'use letters, digits, - and _';
    findings.push(errorAt([...path, 'name'], name, 'is no name of a role', fix));
  }
  if (policies.length + groups.length === 0) {
    findings.push(errorAt(path, name, 'says nothing', 'give it policies or groups'));
  }
  groups.forEach((group, index) => {
    if (group.trim() === group && group !== '' && !/[\r\n]/.test(group)) return;
    const rule = 'is empty, or has spaces around it or a line break in it';
    findings.push(
      errorAt([...path, 'groups', index], group, rule, 'write the name as the provider sends it'),
    );
  });
  return findings;
}

function defaultRoleFindings(role: string | undefined, names: readonly string[]): Finding[] {
  const path = ['rbac', 'defaultRole'];
  if (role === undefined) return [];
  if (role === 'admin') {
    const fix = 'use readonly, and give the role admin groups';
    return [errorAt(path, role, 'makes everybody who can log in an administrator', fix)];
  }
  const known = [...BUILT_IN_ROLES, ...names];
  if (known.includes(role)) return [];
  return [errorAt(path, role, `is no role (roles: ${known.join(', ')})`, 'add the role, or use readonly')];
}

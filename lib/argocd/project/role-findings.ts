import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import type { ProjectRoleSpec } from './project-spec';

const ROLE_NAME = /^[a-zA-Z0-9]([-_a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const RESOURCES = ['applications', 'applicationsets', 'repositories', 'exec', 'logs', 'clusters'];
const ACTION = /^(get|create|update|delete|sync|override|\*)$|action\/|update\/|delete\//;

/** What Argo CD would refuse in the roles of a project. */
export function roleFindings(project: string, roles: readonly ProjectRoleSpec[]): Finding[] {
  const names = roles.map(({ name }) => name);
  return roles.flatMap((role, index) => {
    const path = ['spec', 'roles', index];
    return [
      ...nameFindings(role.name, path, names.indexOf(role.name) < index),
      ...policyFindings(project, role, [...path, 'policies']),
      ...groupFindings(role, [...path, 'groups']),
    ];
  });
}

function nameFindings(name: string, path: FieldPath, isTaken: boolean): Finding[] {
  const at = [...path, 'name'];
  if (isTaken) return [refused(at, name, `role '${name}' already exists`, 'give one of them another name')];
  if (ROLE_NAME.test(name)) return [];
  const fix = 'use letters, digits, dashes and underscores, with a letter or digit at both ends';
  return [refused(at, name, `invalid role name '${name}'`, fix)];
}

function policyFindings(
  project: string,
  { name, policies = [] }: ProjectRoleSpec,
  path: FieldPath,
): Finding[] {
  return policies.flatMap((policy, index) => {
    if (policies.indexOf(policy) < index) {
      const message = `policy '${policy}' already exists for role '${name}'`;
      return [refused([...path, index], policy, message, 'remove one of the two')];
    }
    const problem = policyProblem(project, name, policy);
    if (problem === undefined) return [];
    const [message, fix] = problem;
    return [refused([...path, index], policy, `invalid policy rule '${policy}': ${message}`, fix)];
  });
}

/** What Argo CD says about a policy, and what to do. */
function policyProblem(project: string, role: string, policy: string): readonly [string, string] | undefined {
  const parts = policy.split(',').map((part) => part.replace(/^ +| +$/g, ''));
  const [type, subject, resource = '', action = '', object = '', effect = ''] = parts;
  if (parts.length !== 6 || type !== 'p') {
    return ["must be of the form: 'p, sub, res, act, obj, eft'", 'write it by ProjectPolicy'];
  }
  const expected = `proj:${project}:${role}`;
  if (subject !== expected) {
    return [`policy subject must be: '${expected}', not '${subject}'`, `write ${expected}`];
  }
  if (!RESOURCES.includes(resource)) {
    const list = "'applications', 'applicationsets', 'repositories', 'exec', 'logs' or 'clusters'";
    return [`project resource must be: ${list}, not '${resource}'`, 'use one of these'];
  }
  if (!ACTION.test(action)) {
    const fix = 'use get, create, update, delete, sync, override, action/…, update/…, delete/… or *';
    return [`invalid action '${action}'`, action === 'list' ? 'use get, which lists too' : fix];
  }
  if (!isObject(project, object)) {
    const forms = `'${project}/*', '${project}[/<NAMESPACE>]/<APPNAME>' or '${project}/<APPNAME>'`;
    return [`object must be of form ${forms}, not '${object}'`, `begin with ${project}/`];
  }
  if (effect !== 'allow' && effect !== 'deny') {
    return ["effect must be: 'allow' or 'deny'", 'use one of these'];
  }
  return undefined;
}

function isObject(project: string, object: string): boolean {
  if (!object.startsWith(`${project}/`)) return false;
  return /^([*\w.-]+\/)?[*\w.-]+$/.test(object.slice(project.length + 1));
}

function groupFindings({ name, groups = [] }: ProjectRoleSpec, path: FieldPath): Finding[] {
  return groups.flatMap((group, index) => {
    const at = [...path, index];
    if (groups.indexOf(group) < index) {
      const message = `group '${group}' already exists for role '${name}'`;
      return [refused(at, group, message, 'remove one of the two')];
    }
    const problem = groupProblem(group);
    return problem === undefined ? [] : [refused(at, group, ...problem)];
  });
}

function groupProblem(group: string): readonly [string, string] | undefined {
  const trimmed = group.trim();
  const isQuoted = trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"');
  const inner = isQuoted ? trimmed.slice(1, -1) : trimmed;
  if (!isQuoted && inner.includes(',')) return [`group '${inner}' must be quoted`, `write "\\"${inner}\\""`];
  if (inner === '') return [`group '${inner}' is empty`, 'name a group of the identity provider'];
  if (/["\n\r\t]/.test(inner)) return [`group '${inner}' contains invalid characters`, 'leave them out'];
  if (/^\s/.test(group)) return [`group '${inner}' contains a leading space`, 'remove it'];
  if (/\s$/.test(group)) return [`group '${inner}' contains a trailing space`, 'remove it'];
  return undefined;
}

function refused(path: FieldPath, value: string, message: string, fix: string): Finding {
  return errorAt(path, value, `is refused by Argo CD: "${message}"`, fix);
}

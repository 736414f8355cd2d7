import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { distinctKinds, emittedObjects } from './emitted-objects';
import type { KindRules } from './kind-rules';
import type { ProjectMember } from './project-member';
import { permitsDestination, permitsNamespace, permitsSource } from './project-permissions';
import type { ProjectSpec } from './project-spec';

/** A project, as its applications see it. */
export interface ProjectOfMember {
  readonly name: string;
  readonly namespace: string;
  readonly spec: ProjectSpec;
  readonly kinds: KindRules;
}

/** Why Argo CD would refuse to sync an application of a project: what it would say, before it is asked. */
export function memberFindings(project: ProjectOfMember, member: ProjectMember): Finding[] {
  return [
    ...namespaceFindings(project, member),
    ...sourceFindings(project, member),
    ...destinationFindings(project, member),
    ...kindFindings(project, member),
  ];
}

function namespaceFindings({ name, namespace, spec }: ProjectOfMember, member: ProjectMember): Finding[] {
  if (member.namespace === namespace || permitsNamespace(spec, member.namespace)) return [];
  const message = `application '${member.name}' in namespace '${member.namespace}' is not permitted to use project '${name}'`;
  const fix = `put it into ${namespace}, or add ${member.namespace} to sourceNamespaces of the project`;
  return [refused(['metadata', 'namespace'], member.namespace, message, fix)];
}

function sourceFindings({ name, spec }: ProjectOfMember, { repositories }: ProjectMember): Finding[] {
  return repositories
    .filter(({ url }) => !permitsSource(spec, url))
    .map(({ url, role }) => {
      const message = `${role} ${url} is not permitted in project '${name}'`;
      return refused(['spec', 'source', 'repoURL'], url, message, 'add it to sourceRepos of the project');
    });
}

function destinationFindings({ name, spec }: ProjectOfMember, { destination }: ProjectMember): Finding[] {
  if (permitsDestination(spec, destination) !== false) return [];
  const cluster = destination.name ?? destination.server;
  const namespace = destination.namespace ?? '';
  const message = `application destination server '${cluster}' and namespace '${namespace}' do not match any of the allowed destinations in project '${name}'`;
  const fix = 'add the destination to the project, or deliver to one that it has';
  return [refused(['spec', 'destination'], destination, message, fix)];
}

function kindFindings({ name, spec, kinds: rules }: ProjectOfMember, member: ProjectMember): Finding[] {
  const objects = emittedObjects(member.charts?.() ?? []);
  const created = member.createdNamespace;
  const namespace = { group: '', kind: 'Namespace', name: created ?? '', isNamespaced: false };
  const refusedKinds = [...objects, ...(created === undefined ? [] : [namespace])]
    .filter((object) => !rules.permits(object, object.isNamespaced))
    .map((object) => ({ ...object, name: object.isNamespaced ? undefined : object.name }));
  const kinds = distinctKinds(refusedKinds).map(({ group, kind, name: object, isNamespaced }) => {
    const text = `${group === '' ? '' : `${group}/`}${kind}${object === undefined ? '' : ` ${object}`}`;
    const message = `resource ${group}:${kind} is not permitted in project ${name}`;
    const verb = isNamespaced ? 'allowNamespaceKind' : 'allowClusterKind';
    const names = [group, kind, ...(object === undefined ? [] : [object])].map((each) => `'${each}'`);
    const fix = `allow it by ${verb}(${names.join(', ')}), or deliver it in another project`;
    return errorAt([], undefined, `delivers ${text}, and ${prediction(message)}`, fix);
  });
  return [...kinds, ...namespacesOfObjects(name, spec, member, objects)];
}

function namespacesOfObjects(
  name: string,
  spec: ProjectSpec,
  { destination }: ProjectMember,
  objects: readonly { readonly namespace?: string }[],
): Finding[] {
  const namespaces = new Set(objects.flatMap(({ namespace }) => namespace ?? []));
  namespaces.delete(destination.namespace ?? '');
  return [...namespaces]
    .sort()
    .filter((namespace) => permitsDestination(spec, { ...destination, namespace }) === false)
    .map((namespace) => {
      const message = `namespace ${namespace} is not permitted in project '${name}'`;
      const fix = 'add the namespace to the destinations of the project, or move its objects';
      return errorAt(
        [],
        undefined,
        `delivers objects to namespace ${namespace}, and ${prediction(message)}`,
        fix,
      );
    });
}

function refused(path: readonly string[], value: unknown, message: string, fix: string): Finding {
  return errorAt(path, value, prediction(message), fix);
}

function prediction(message: string): string {
  return `will be refused by Argo CD: "${message}"`;
}

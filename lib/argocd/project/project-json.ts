import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import type { Destination } from '../destination';
import { distinctKinds, type EmittedObject, isRbac } from './emitted-objects';
import {
  type ArgoProjectProps,
  type DestinationServiceAccount,
  type OrphanedResources,
  type ProjectClusterKind,
  type ProjectKind,
  type ProjectRole,
  SignatureMode,
  type SourceIntegrityPolicy,
} from './project-props';
import type { KindSpec, ProjectRoleSpec, ProjectSpec } from './project-spec';
import type { SyncWindow } from './sync-window';

/** All that a project consists of, when it is synthesized. */
export interface ProjectParts {
  readonly props: ArgoProjectProps;
  readonly sourceRepos: readonly string[];
  readonly destinations: readonly Destination[];
  readonly roles: readonly ProjectRole[];
  readonly syncWindows: readonly SyncWindow[];
  readonly serviceAccounts: readonly DestinationServiceAccount[];
  readonly clusterKinds: readonly ProjectClusterKind[];
  readonly namespaceKinds: readonly ProjectKind[];
  /** What the applications contain; undefined where the project does not follow them. */
  readonly emitted?: readonly EmittedObject[];
  readonly createdNamespaces: readonly string[];
}

/** The spec of the AppProject. */
export function projectJson(name: string, parts: ProjectParts): ProjectSpec {
  const { props, destinations, roles, syncWindows, serviceAccounts } = parts;
  return withoutUndefined<ProjectSpec>({
    description: props.description,
    sourceRepos: nonEmpty(parts.sourceRepos),
    sourceNamespaces: nonEmpty(props.sourceNamespaces),
    destinations: nonEmpty(destinations.map((each) => withoutUndefined(each._toJson()))),
    ...allowedKinds(parts),
    ...deniedKinds(parts),
    roles: nonEmpty(roles.map((role) => roleJson(name, role))),
    syncWindows: nonEmpty(
      syncWindows.map((each) => withoutUndefined(each._forApplications(['*'])._toJson())),
    ),
    orphanedResources: props.orphanedResources && orphanedJson(props.orphanedResources),
    destinationServiceAccounts: nonEmpty(serviceAccounts.map((account) => withoutUndefined({ ...account }))),
    permitOnlyProjectScopedClusters: props.permitOnlyProjectScopedClusters || undefined,
    sourceIntegrity: props.sourceIntegrity && { git: { policies: props.sourceIntegrity.map(integrityJson) } },
  });
}

function allowedKinds({ emitted, clusterKinds, namespaceKinds, createdNamespaces }: ProjectParts) {
  const known = (emitted ?? []).filter((object) => !isRbac(object));
  const namespaces = createdNamespaces.map((name): KindSpec => ({ group: '', kind: 'Namespace', name }));
  const ofCluster = known
    .filter(({ isNamespaced }) => !isNamespaced)
    .map(({ group, kind, name }) => ({ group, kind, name }));
  const cluster = [...clusterKinds, ...ofCluster, ...(emitted ? namespaces : [])];
  const namespaced = [...namespaceKinds, ...known.filter((object) => object.isNamespaced)];
  return {
    clusterResourceWhitelist: nonEmpty(distinctKinds(cluster)),
    namespaceResourceWhitelist: nonEmpty(
      distinctKinds(namespaced.map(({ group, kind }) => ({ group, kind }))),
    ),
  };
}

function deniedKinds({ props, emitted, namespaceKinds }: ProjectParts) {
  // Argo CD drops an empty list when it writes a project, and without a list it allows all kinds
  const nothing =
    emitted?.every((object) => !object.isNamespaced || isRbac(object)) && namespaceKinds.length === 0;
  const everything = nothing ? [{ group: '*', kind: '*' }] : [];
  return {
    clusterResourceBlacklist: nonEmpty(props.clusterResourceBlacklist),
    namespaceResourceBlacklist: nonEmpty([...(props.namespaceResourceBlacklist ?? []), ...everything]),
  };
}

function roleJson(project: string, { name, description, policies, groups }: ProjectRole): ProjectRoleSpec {
  return withoutUndefined({
    name,
    description,
    policies: nonEmpty(policies.flatMap((policy) => policy._toLines(project, name))),
    groups: nonEmpty(groups),
  });
}

function orphanedJson({ warn = false, ignore }: OrphanedResources): object {
  return withoutUndefined({ warn, ignore: nonEmpty(ignore) });
}

function integrityJson({ repos, keys, mode = SignatureMode.HEAD }: SourceIntegrityPolicy): object {
  return { repos: repos.map((url) => ({ url })), gpg: { keys, mode } };
}

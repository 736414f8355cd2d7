import type { DestinationSpec } from '../destination';
import type { SyncWindowSpec } from './sync-window';

/** A role of a project as manifests hold it. */
export interface ProjectRoleSpec {
  readonly name: string;
  readonly description?: string;
  readonly policies?: readonly string[];
  readonly groups?: readonly string[];
}

/** A kind that a project allows or denies, as manifests hold it; names are for kinds of the cluster. */
export interface KindSpec {
  readonly group: string;
  readonly kind: string;
  readonly name?: string;
}

/** The spec of an AppProject as manifests hold it. */
export interface ProjectSpec {
  readonly description?: string;
  readonly sourceRepos?: readonly string[];
  readonly sourceNamespaces?: readonly string[];
  readonly destinations?: readonly DestinationSpec[];
  readonly destinationServiceAccounts?: readonly {
    readonly server: string;
    readonly namespace?: string;
    readonly defaultServiceAccount: string;
  }[];
  readonly permitOnlyProjectScopedClusters?: boolean;
  readonly clusterResourceWhitelist?: readonly KindSpec[];
  readonly clusterResourceBlacklist?: readonly KindSpec[];
  readonly namespaceResourceWhitelist?: readonly KindSpec[];
  readonly namespaceResourceBlacklist?: readonly KindSpec[];
  readonly orphanedResources?: object;
  readonly syncWindows?: readonly SyncWindowSpec[];
  readonly sourceIntegrity?: object;
  readonly roles?: readonly ProjectRoleSpec[];
}

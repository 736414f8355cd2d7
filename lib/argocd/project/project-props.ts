import type { ApiObjectMetadata } from 'cdk8s';
import type { Destination } from '../destination';
import type { ProjectPolicy } from './project-policy';
import type { SyncWindow } from './sync-window';

/** A kind of objects, with `*`. */
export interface ProjectKind {
  /** API group, such as `apps`; empty for the core group. */
  readonly group: string;
  /** Kind, such as `Deployment`. */
  readonly kind: string;
}

/** A kind of objects that live in the cluster, not in a namespace. */
export interface ProjectClusterKind extends ProjectKind {
  /**
   * Names, with `*`.
   * @default - all names; not for Namespaces and kinds of RBAC, where it must be given
   */
  readonly name?: string;
}

/** People, or pipelines, and what they may do in a project. */
export interface ProjectRole {
  /** Its name, such as `developer`. */
  readonly name: string;
  /**
   * What it is for.
   * @default - none
   */
  readonly description?: string;
  /** What its members may do. */
  readonly policies: ProjectPolicy[];
  /**
   * Groups of the identity provider that have the role.
   * @default - none
   */
  readonly groups?: string[];
}

/** An object that may stay although no application has it. */
export interface OrphanedResourceKey {
  /**
   * API group, with `*`.
   * @default '' the core group
   */
  readonly group?: string;
  /**
   * Kind, with `*`.
   * @default - all kinds
   */
  readonly kind?: string;
  /**
   * Name, with `*`.
   * @default - all names
   */
  readonly name?: string;
}

/** Looking for objects in the namespaces of a project that no application has. It costs memory of Argo CD and etcd. */
export interface OrphanedResources {
  /**
   * Whether such objects are a warning at their application.
   * @default false
   */
  readonly warn?: boolean;
  /**
   * What may stay.
   * @default - nothing
   */
  readonly ignore?: OrphanedResourceKey[];
}

/** The account by whose rights Argo CD applies what goes to a destination. */
export interface DestinationServiceAccount {
  /** URLs of clusters, with `*`. */
  readonly server: string;
  /**
   * Namespaces of destinations, with `*`.
   * @default - only destinations without a namespace
   */
  readonly namespace?: string;
  /** The account: `name` in the namespace of the destination, or `namespace:name`. */
  readonly defaultServiceAccount: string;
}

/** Which commits must be signed. */
export enum SignatureMode {
  /** None. */
  NONE = 'none',
  /** The one that is synced. */
  HEAD = 'head',
  /** All since the last one that was sealed. */
  STRICT = 'strict',
}

/** Signatures that commits of repositories must have. */
export interface SourceIntegrityPolicy {
  /** Repositories, with `*`. */
  readonly repos: string[];
  /** Ids of GnuPG keys. */
  readonly keys: string[];
  /**
   * Which commits must be signed.
   * @default SignatureMode.HEAD
   */
  readonly mode?: SignatureMode;
}

/** Properties of an ArgoProject. */
export interface ArgoProjectProps {
  /**
   * Name, namespace, labels and annotations.
   * @default - the construct's id as name; the chart's namespace, or `argocd`
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * What it is for, in at most 255 characters.
   * @default - none
   */
  readonly description?: string;
  /**
   * Repositories that applications may read, with `*` (which stops at a slash); one that begins with `!` denies.
   * @default - none
   */
  readonly sourceRepos?: string[];
  /**
   * Where applications may deploy to.
   * @default - nowhere
   */
  readonly destinations?: Destination[];
  /**
   * Namespaces beside the project's own in which its applications may live, with `*`.
   * @default - none
   */
  readonly sourceNamespaces?: string[];
  /**
   * Kinds of the cluster that applications may contain, beside those of `allowEmitted`.
   * @default - none
   */
  readonly clusterResourceWhitelist?: ProjectClusterKind[];
  /**
   * Kinds of the cluster that they may not contain.
   * @default - none
   */
  readonly clusterResourceBlacklist?: ProjectClusterKind[];
  /**
   * Kinds of namespaces that applications may contain, beside those of `allowEmitted`.
   * @default - all, as Argo CD does, unless `allowEmitted` is called
   */
  readonly namespaceResourceWhitelist?: ProjectKind[];
  /**
   * Kinds of namespaces that they may not contain.
   * @default - none
   */
  readonly namespaceResourceBlacklist?: ProjectKind[];
  /**
   * Who may do what.
   * @default - only those whom Argo CD's own settings let
   */
  readonly roles?: ProjectRole[];
  /**
   * When applications may sync. A window that names neither applications nor namespaces nor clusters is for all.
   * @default - at any time
   */
  readonly syncWindows?: SyncWindow[];
  /**
   * Whether, and how, objects are looked for that no application has.
   * @default - not looked for
   */
  readonly orphanedResources?: OrphanedResources;
  /**
   * By whose rights objects are applied. Argo CD must be set up for impersonation.
   * @default - by those of Argo CD
   */
  readonly destinationServiceAccounts?: DestinationServiceAccount[];
  /**
   * Whether only clusters count that belong to this project.
   * @default false
   */
  readonly permitOnlyProjectScopedClusters?: boolean;
  /**
   * Which commits must be signed by whom.
   * @default - none
   */
  readonly sourceIntegrity?: SourceIntegrityPolicy[];
}

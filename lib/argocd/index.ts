export {
  ApplicationFinalizer,
  type ApplicationInfo,
  type ArgoApplicationOptions,
  type ArgoApplicationProps,
  type ArgoDeliveryProps,
  type ManagedNamespaceMetadata,
} from './application/application-props';
export {
  ApplicationSource,
  type OciSourceProps,
  type ReferenceSourceProps,
} from './application/application-source';
export { ArgoApplication } from './application/argo-application';
export type { DirectorySourceProps } from './application/directory-source';
export type { HelmGitSourceProps, HelmOptions, HelmRepositorySourceProps } from './application/helm-source';
export type { ResourceIgnoreDifferences } from './application/ignore-differences';
export type { KustomizeReplica, KustomizeSourceProps } from './application/kustomize-source';
export type { SyncRetry } from './application/retry';
export type { SourceHydrator } from './application/source-hydrator';
export { PrunePropagation, Removal, SyncOption } from './application/sync-option';
export { type AutomatedSyncProps, SyncPolicy } from './application/sync-policy';
export { ArgoAppOfApps, type ArgoAppOfAppsProps } from './argo-app-of-apps';
export { Destination } from './destination';
export { ArgoProject, type IArgoProject } from './project/argo-project';
export {
  ApplicationAction,
  PolicyEffect,
  type PolicyScope,
  ProjectAction,
  ProjectPolicy,
} from './project/project-policy';
export {
  type ArgoProjectProps,
  type DestinationServiceAccount,
  type OrphanedResourceKey,
  type OrphanedResources,
  type ProjectClusterKind,
  type ProjectKind,
  type ProjectRole,
  SignatureMode,
  type SourceIntegrityPolicy,
} from './project/project-props';
export { SyncWindow, type SyncWindowProps } from './project/sync-window';
export { SyncWaves } from './waves/sync-waves';

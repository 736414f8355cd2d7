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
export {
  ApplicationSetGenerator,
  type ClustersGeneratorProps,
} from './application-set/application-set-generator';
export {
  ApplicationsSync,
  type ArgoApplicationSetProps,
  type IgnoredApplicationFields,
  type PreservedFields,
} from './application-set/application-set-props';
export { ArgoApplicationSet } from './application-set/argo-application-set';
export type {
  GitDirectoriesGeneratorProps,
  GitFilesGeneratorProps,
  GitGeneratorProps,
} from './application-set/git-generator';
export {
  type LabelCondition,
  LabelOperator,
  type LabelSelectorProps,
} from './application-set/label-selector';
export type {
  ApplicationSetPreviewInputs,
  PreviewCluster,
  PreviewedApplication,
  PreviewPullRequest,
  PreviewRepository,
} from './application-set/preview/preview-inputs';
export {
  type GiteaPullRequestsProps,
  type GithubPullRequestsProps,
  type GitlabPullRequestsProps,
  MergeRequestState,
  type PullRequestFilter,
  type PullRequestGeneratorProps,
  type SecretKeyReference,
} from './application-set/pull-request-generator';
export {
  DeletionOrder,
  MaxUpdate,
  type RollingSync,
  type RolloutStep,
  StepMatch,
} from './application-set/rolling-sync';
export { TemplateExpression, TemplatePatch } from './application-set/template-patch';
export { ArgoAppOfApps, type ArgoAppOfAppsProps } from './argo-app-of-apps';
export { ArgoConfig } from './config/argo-config';
export type { CommandParameters } from './config/command-parameters';
export {
  type ArgoConfigProps,
  type Banner,
  BannerPosition,
  type Reconciliation,
} from './config/config-props';
export { type ApplicationHealthOptions, HealthCheck, type LuaHealthOptions } from './config/health-check';
export type { KindDifferences } from './config/kind-differences';
export type { KustomizeSettings, KustomizeVersion } from './config/kustomize-settings';
export type { HealthConditions } from './config/lua/conditions-health';
export type { OidcLogin } from './config/oidc-login';
export type { RbacRole, RbacSettings } from './config/rbac';
export { type RbacObjects, RbacPolicy, type RbacScope } from './config/rbac-policy';
export { type RepositoryDeclaration, RepositoryType } from './config/repository-declaration';
export type { ResourceFilter } from './config/resource-filter';
export { Destination } from './destination';
export { ArgoNotifications } from './notifications/argo-notifications';
export { type CatalogueOptions, NotificationCatalogue } from './notifications/notification-catalogue';
export { NotificationService } from './notifications/notification-service';
export {
  type EmailMessage,
  type NotificationTemplate,
  type PagerDutyMessage,
  PagerDutySeverity,
  type SlackMessage,
  type TeamsMessage,
  type WebhookMessage,
  WebhookMethod,
} from './notifications/notification-template';
export type {
  ArgoNotificationsProps,
  NotificationSubscription,
  NotificationTrigger,
  TriggerCondition,
} from './notifications/notifications-props';
export type {
  EmailServiceProps,
  PagerDutyServiceProps,
  SlackServiceProps,
  TeamsServiceProps,
  WebhookServiceProps,
} from './notifications/service-props';
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

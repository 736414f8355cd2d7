import type { ApiObjectMetadata } from 'cdk8s';
import type { ArgoApplicationProps } from '../application/application-props';
import type { ApplicationSetGenerator } from './application-set-generator';
import type { ApplicationSetPreviewInputs } from './preview/preview-inputs';
import type { RollingSync } from './rolling-sync';
import type { TemplatePatch } from './template-patch';

/** What the controller may do to the Applications of a set. Argo CD may be told to overrule it. */
export enum ApplicationsSync {
  /** Create, update, delete. */
  SYNC = 'sync',
  /** Create and update: an Application whose parameters vanish stays, and nobody updates it. */
  CREATE_UPDATE = 'create-update',
  /** Create and delete. */
  CREATE_DELETE = 'create-delete',
  /** Create. */
  CREATE_ONLY = 'create-only',
}

/** Fields of generated Applications that others may change. A list counts as a whole. */
export interface IgnoredApplicationFields {
  /**
   * One Application.
   * @default - all
   */
  readonly name?: string;
  /**
   * Fields, as in `/spec/source/targetRevision`.
   * @default - none
   */
  readonly jsonPointers?: string[];
  /**
   * Fields, as paths of jq.
   * @default - none
   */
  readonly jqPathExpressions?: string[];
}

/** Labels and annotations of generated Applications that the controller leaves to others. */
export interface PreservedFields {
  /**
   * Keys of annotations.
   * @default - those of Argo CD itself
   */
  readonly annotations?: string[];
  /**
   * Keys of labels.
   * @default - none
   */
  readonly labels?: string[];
}

/** Properties of an ArgoApplicationSet. */
export interface ArgoApplicationSetProps {
  /**
   * Name, namespace, labels and annotations of the set.
   * @default - the construct's id as name; the chart's namespace, or `argocd`
   */
  readonly metadata?: ApiObjectMetadata;
  /** Where the parameters come from. Each set of them makes one Application. */
  readonly generators: ApplicationSetGenerator[];
  /**
   * The Application, whose texts may hold Go templates: `{{.nameNormalized}}`. `metadata.name` is required, and
   * `metadata.namespace` is that of the set. The project is the same for all.
   */
  readonly template: ArgoApplicationProps;
  /**
   * What a template cannot say.
   * @default - none
   */
  readonly templatePatch?: TemplatePatch;
  /**
   * What the controller may do to the Applications.
   * @default - what Argo CD is configured for, usually all
   */
  readonly applicationsSync?: ApplicationsSync;
  /**
   * Whether what was delivered stays when an Application goes: with its parameters, or with the set. With it
   * Applications have no finalizer.
   * @default true
   */
  readonly preserveResourcesOnDeletion?: boolean;
  /**
   * Fields of the Applications that others may change.
   * @default - none
   */
  readonly ignoreApplicationDifferences?: IgnoredApplicationFields[];
  /**
   * Labels and annotations of the Applications that others may set.
   * @default - none
   */
  readonly preservedFields?: PreservedFields;
  /**
   * Syncs the Applications step by step.
   * @default - each by itself
   */
  readonly rollingSync?: RollingSync;
  /**
   * What the generators look at, such as the clusters that are known, so that what they would give is checked at every
   * synthesis. Sets of lists are checked without.
   * @default - only lists are checked
   */
  readonly previewInputs?: ApplicationSetPreviewInputs;
}

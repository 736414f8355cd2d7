import type { ApiObjectMetadata, App, Chart } from 'cdk8s';
import type { Destination } from '../destination';
import type { IArgoProject } from '../project/argo-project';
import type { ApplicationSource } from './application-source';
import type { ResourceIgnoreDifferences } from './ignore-differences';
import type { SyncRetry } from './retry';
import type { SourceHydrator } from './source-hydrator';
import type { Removal, SyncOption } from './sync-option';
import type { SyncPolicy } from './sync-policy';

/** What happens to the delivered objects when an Application is deleted. */
export enum ApplicationFinalizer {
  /** They are deleted, and the Application is gone when they are. */
  FOREGROUND = 'resources-finalizer.argocd.argoproj.io/foreground',
  /** They are deleted; the Application does not wait for what they own. */
  BACKGROUND = 'resources-finalizer.argocd.argoproj.io/background',
  /** They stay. */
  NONE = '',
}

/** A line that Argo CD shows at an Application. */
export interface ApplicationInfo {
  /** Its name. */
  readonly name: string;
  /** A text, address or URL. */
  readonly value: string;
}

/** Labels and annotations of the namespace that Argo CD creates for an Application. */
export interface ManagedNamespaceMetadata {
  /**
   * Labels, such as those of Pod Security.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Properties of every Application, wherever its manifests come from. */
export interface ArgoApplicationOptions {
  /**
   * Name, namespace, labels and annotations.
   * @default - the construct's id as name; the chart's namespace, or `argocd`
   */
  readonly metadata?: ApiObjectMetadata;
  /** The project, whose rules it must keep. */
  readonly project: IArgoProject;
  /** The cluster, and the namespace for objects that name none. */
  readonly destination: Destination;
  /**
   * Who begins a sync, and when.
   * @default SyncPolicy.manual()
   */
  readonly syncPolicy?: SyncPolicy;
  /**
   * How objects are applied, beside server-side.
   * @default - none
   */
  readonly syncOptions?: SyncOption[];
  /**
   * What happens when a sync fails.
   * @default - Argo CD's own: 5 tries by automated syncs, none by others
   */
  readonly retry?: SyncRetry;
  /**
   * Labels and annotations of the destination's namespace, which Argo CD then creates where it is missing.
   * @default - Argo CD leaves the namespace alone
   */
  readonly managedNamespaceMetadata?: ManagedNamespaceMetadata;
  /**
   * Fields that are not compared.
   * @default - none
   */
  readonly ignoreDifferences?: ResourceIgnoreDifferences[];
  /**
   * Whether the Application and all that it delivers may be removed: by an Application that holds it, by a prune, or
   * with it. For data bases and the like.
   * @default - they may
   */
  readonly protection?: Removal;
  /**
   * What happens to the delivered objects when the Application is deleted.
   * @default ApplicationFinalizer.FOREGROUND
   */
  readonly finalizer?: ApplicationFinalizer;
  /**
   * Lines that Argo CD shows.
   * @default - none
   */
  readonly info?: ApplicationInfo[];
  /**
   * How many syncs are remembered.
   * @default 10
   */
  readonly revisionHistoryLimit?: number;
  /**
   * Whether the API server is asked for differences by dry runs, which sees defaults and webhooks as they are.
   * @default true
   */
  readonly serverSideDiff?: boolean;
  /**
   * Files and folders a change of which can change the manifests, relative to the source's path, or absolute with a
   * slash first. Other commits do not make Argo CD look again.
   * @default - what is delivered
   */
  readonly manifestGeneratePaths?: string[];
}

/** Properties of an Application of a foreign source: exactly one of `source`, `sources` and `sourceHydrator`. */
export interface ArgoApplicationProps extends ArgoApplicationOptions {
  /**
   * Where the manifests come from.
   * @default - `sources` or `sourceHydrator`
   */
  readonly source?: ApplicationSource;
  /**
   * Several of these.
   * @default - `source` or `sourceHydrator`
   */
  readonly sources?: ApplicationSource[];
  /**
   * A source that Argo CD renders to a branch before it syncs that branch.
   * @default - `source` or `sources`
   */
  readonly sourceHydrator?: SourceHydrator;
}

/** Properties of an Application that delivers what this program renders: exactly one of `chart` and `app`. */
export interface ArgoDeliveryProps extends ArgoApplicationOptions {
  /**
   * The chart that is delivered, without charts in it.
   * @default - `app`
   */
  readonly chart?: Chart;
  /**
   * The app all of whose charts are delivered.
   * @default - `chart`
   */
  readonly app?: App;
  /** The repository to which the manifests are committed. */
  readonly repoUrl: string;
  /**
   * Branch, tag or commit.
   * @default 'HEAD'
   */
  readonly targetRevision?: string;
  /**
   * The folder of the app's output, relative to the root of the repository.
   * @default - the app's `outdir`
   */
  readonly outputRoot?: string;
  /**
   * Whether dependencies between the delivered objects become sync waves.
   * @default true
   */
  readonly syncWaves?: boolean;
}

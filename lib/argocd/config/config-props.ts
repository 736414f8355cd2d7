import type { Duration } from 'cdk8s';
import type { CommandParameters } from './command-parameters';
import type { HealthCheck } from './health-check';
import type { KindDifferences } from './kind-differences';
import type { KustomizeSettings } from './kustomize-settings';
import type { OidcLogin } from './oidc-login';
import type { RbacSettings } from './rbac';
import type { RepositoryDeclaration } from './repository-declaration';
import type { ResourceFilter } from './resource-filter';

/** Where a banner stands. */
export enum BannerPosition {
  /** At the top. */
  TOP = 'top',
  /** At the bottom. */
  BOTTOM = 'bottom',
  /** At both. */
  BOTH = 'both',
}

/** A line on every page of Argo CD. */
export interface Banner {
  /** What it says. */
  readonly content: string;
  /**
   * Where a click leads.
   * @default - nowhere
   */
  readonly url?: string;
  /**
   * Whether it cannot be closed.
   * @default false
   */
  readonly permanent?: boolean;
  /**
   * Where it stands.
   * @default BannerPosition.TOP
   */
  readonly position?: BannerPosition;
}

/** How often Argo CD looks for changes that nobody told it. */
export interface Reconciliation {
  /**
   * Time between two looks; zero means never.
   * @default - Argo CD's own, two minutes
   */
  readonly timeout?: Duration;
  /**
   * The most that is added to it by chance, so that not all Applications look at once.
   * @default - Argo CD's own, one minute
   */
  readonly jitter?: Duration;
}

/** Properties of an ArgoConfig. */
export interface ArgoConfigProps {
  /**
   * The namespace of Argo CD.
   * @default - that of the chart, or `argocd`
   */
  readonly namespace?: string;
  /**
   * Argo CD's public URL.
   * @default - none, which login by `oidc` and links in notifications need
   */
  readonly url?: string;
  /**
   * Further public URLs.
   * @default - none
   */
  readonly additionalUrls?: string[];
  /**
   * Whether the local user `admin` may log in.
   * @default - Argo CD's own, true
   */
  readonly adminEnabled?: boolean;
  /**
   * Login by OpenID Connect.
   * @default - local users only
   */
  readonly oidc?: OidcLogin;
  /**
   * Roles and their members.
   * @default - argocd-rbac-cm is left alone
   */
  readonly rbac?: RbacSettings;
  /**
   * Health checks beside those of `HealthCheck.defaults()`, or in place of one of them where the kind is the same.
   * @default - the defaults only
   */
  readonly healthChecks?: HealthCheck[];
  /**
   * Fields that are not compared.
   * @default - none
   */
  readonly ignoreDifferences?: KindDifferences[];
  /**
   * Fields whose change is no reason to look at an Application again.
   * @default - what the installation of Argo CD has
   */
  readonly ignoreResourceUpdates?: KindDifferences[];
  /**
   * Kinds that Argo CD takes no notice of, beside those of `usualExclusions`.
   * @default - none
   */
  readonly resourceExclusions?: ResourceFilter[];
  /**
   * Whether kinds are left out that an installation of Argo CD leaves out: endpoints, leases, reviews, reports.
   * @default true
   */
  readonly usualExclusions?: boolean;
  /**
   * The only kinds that Argo CD takes notice of.
   * @default - all
   */
  readonly resourceInclusions?: ResourceFilter[];
  /**
   * How Kustomize is run.
   * @default - without options
   */
  readonly kustomize?: KustomizeSettings;
  /**
   * A line on every page.
   * @default - none
   */
  readonly banner?: Banner;
  /**
   * Repositories that need no credentials of their own.
   * @default - none
   */
  readonly repositories?: RepositoryDeclaration[];
  /**
   * How often Argo CD looks for changes.
   * @default - as Argo CD does
   */
  readonly reconciliation?: Reconciliation;
  /**
   * Parameters of its processes.
   * @default - argocd-cmd-params-cm is left alone
   */
  readonly commandParameters?: CommandParameters;
  /**
   * Further entries of argocd-cm, as they are.
   * @default - none
   */
  readonly extra?: { [key: string]: string };
}

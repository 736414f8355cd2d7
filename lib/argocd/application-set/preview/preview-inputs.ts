/** A cluster as Argo CD knows it, by its Secret. */
export interface PreviewCluster {
  /** Its name in Argo CD. */
  readonly name: string;
  /** The URL of its API server. */
  readonly server: string;
  /**
   * Labels of its Secret. `argocd.argoproj.io/secret-type: cluster` is added.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of its Secret.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * The project that it belongs to.
   * @default - none
   */
  readonly project?: string;
}

/** The content of a repository: a folder on this machine, or files. */
export interface PreviewRepository {
  /**
   * The repository, as generators name it.
   * @default - every repository that no other entry names
   */
  readonly repoUrl?: string;
  /**
   * A folder that holds what is committed, such as a checkout. Files that are not committed count too.
   * @default - `files`
   */
  readonly folder?: string;
  /**
   * Texts by their paths, relative to the root of the repository.
   * @default - `folder`
   */
  readonly files?: { [path: string]: string };
}

/** An open pull request. */
export interface PreviewPullRequest {
  /** Its number. */
  readonly number: number;
  /** Its title. */
  readonly title: string;
  /** The branch that is to be merged. */
  readonly branch: string;
  /** The branch into which. */
  readonly targetBranch: string;
  /** The commit that is at its head. */
  readonly headSha: string;
  /** Who opened it. */
  readonly author: string;
  /**
   * Its labels.
   * @default - none
   */
  readonly labels?: string[];
}

/** What generators look at: clusters, repositories, pull requests. Lists need nothing. */
export interface ApplicationSetPreviewInputs {
  /**
   * The clusters that Argo CD knows. The one that it runs in is added.
   * @default - not known: a generator that asks for them is an error
   */
  readonly clusters?: PreviewCluster[];
  /**
   * The repositories.
   * @default - not known
   */
  readonly repositories?: PreviewRepository[];
  /**
   * The open pull requests, of whichever repository.
   * @default - not known
   */
  readonly pullRequests?: PreviewPullRequest[];
}

/** An Application that a set generates. */
export interface PreviewedApplication {
  /** Its name. */
  readonly name: string;
  /**
   * The step of the rolling sync that it belongs to, from 1.
   * @default - there are no steps
   */
  readonly step?: number;
  /** The Application as the controller creates it. */
  readonly manifest: { [key: string]: unknown };
}

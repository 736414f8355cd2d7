import type { Duration } from 'cdk8s';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { refuse, refuseEmpty } from '../../validation/refuse';

/**
 * A key of a Secret in Argo CD's namespace. Where the controller runs with `--token-ref-strict-mode`, the Secret needs
 * the label `argocd.argoproj.io/secret-type: scm-creds`.
 */
export interface SecretKeyReference {
  /** The Secret's name. */
  readonly secretName: string;
  /** The key in it. */
  readonly key: string;
}

/** Pull requests that count: those that match all that is given here. */
export interface PullRequestFilter {
  /**
   * A regular expression for the branch.
   * @default - any
   */
  readonly branchMatch?: string;
  /**
   * A regular expression for the branch into which is merged.
   * @default - any
   */
  readonly targetBranchMatch?: string;
  /**
   * A regular expression for the title.
   * @default - any
   */
  readonly titleMatch?: string;
}

/** What all hosts of pull requests have in common. */
export interface PullRequestGeneratorProps {
  /**
   * Labels that a pull request must have, all of them.
   * @default - none
   */
  readonly labels?: string[];
  /**
   * Pull requests that count are those that match one of these.
   * @default - all
   */
  readonly filters?: PullRequestFilter[];
  /**
   * More parameters, `.values.…`, made of the others.
   * @default - none
   */
  readonly values?: { [key: string]: string };
  /**
   * The token, by reference.
   * @default - none: only what is public is seen
   */
  readonly token?: SecretKeyReference;
  /**
   * How often Argo CD asks the host.
   * @default - 30 minutes
   */
  readonly requeueAfter?: Duration;
}

/** Pull requests of GitHub. */
export interface GithubPullRequestsProps extends PullRequestGeneratorProps {
  /** The organization or user. */
  readonly owner: string;
  /** The repository's name. */
  readonly repo: string;
  /**
   * The API, of GitHub Enterprise.
   * @default - https://api.github.com/
   */
  readonly api?: string;
  /**
   * The name of the repository Secret of a GitHub App, instead of a token.
   * @default - none
   */
  readonly appSecretName?: string;
}

/** Merge requests that count by their state. */
export enum MergeRequestState {
  /** Open ones. */
  OPENED = 'opened',
  /** Closed ones. */
  CLOSED = 'closed',
  /** Merged ones. */
  MERGED = 'merged',
  /** Locked ones. */
  LOCKED = 'locked',
}

/** Merge requests of GitLab. */
export interface GitlabPullRequestsProps extends PullRequestGeneratorProps {
  /** The project's number or path. */
  readonly project: string;
  /**
   * The API.
   * @default - https://gitlab.com/
   */
  readonly api?: string;
  /**
   * The state of those that count.
   * @default MergeRequestState.OPENED
   */
  readonly state?: MergeRequestState;
}

/** Pull requests of Gitea. */
export interface GiteaPullRequestsProps extends PullRequestGeneratorProps {
  /** The API, such as `https://gitea.example.com/`. */
  readonly api: string;
  /** The organization or user. */
  readonly owner: string;
  /** The repository's name. */
  readonly repo: string;
}

/** @throws where both a token and a GitHub App are given, or a name is empty. */
export function githubJson(props: GithubPullRequestsProps): object {
  const where = 'ApplicationSetGenerator.githubPullRequests';
  const { owner, repo, api, appSecretName, token } = props;
  refuseEmpty(where, 'owner', owner, '"acme"');
  refuseEmpty(where, 'repo', repo, '"shop"');
  if (appSecretName !== undefined && token !== undefined) {
    refuse(where, 'token', token.secretName, 'is given beside a GitHub App', 'leave one of them out');
  }
  return hosted(props, { github: withoutUndefined({ owner, repo, api, appSecretName, ...common(props) }) });
}

/** @throws where the project is empty. */
export function gitlabJson(props: GitlabPullRequestsProps): object {
  const { project, api, state = MergeRequestState.OPENED } = props;
  refuseEmpty('ApplicationSetGenerator.gitlabPullRequests', 'project', project, '"acme/shop"');
  return hosted(props, {
    gitlab: withoutUndefined({ project, api, pullRequestState: state, ...common(props) }),
  });
}

/** @throws where a name or the API is empty. */
export function giteaJson(props: GiteaPullRequestsProps): object {
  const where = 'ApplicationSetGenerator.giteaPullRequests';
  const { owner, repo, api } = props;
  refuseEmpty(where, 'api', api, '"https://gitea.example.com/"');
  refuseEmpty(where, 'owner', owner, '"acme"');
  refuseEmpty(where, 'repo', repo, '"shop"');
  return hosted(props, { gitea: withoutUndefined({ owner, repo, api, ...common(props) }) });
}

function common({ labels, token }: PullRequestGeneratorProps): object {
  return { labels: nonEmpty(labels), tokenRef: token && { secretName: token.secretName, key: token.key } };
}

function hosted({ filters, values, requeueAfter }: PullRequestGeneratorProps, host: object): object {
  return withoutUndefined({
    ...host,
    filters: nonEmpty(filters),
    values,
    requeueAfterSeconds: requeueAfter?.toSeconds(),
  });
}

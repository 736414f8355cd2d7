import type { FieldPath } from '../../validation/field-path';
import { withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';
import {
  type GitDirectoriesGeneratorProps,
  type GitFilesGeneratorProps,
  gitDirectoriesJson,
  gitFilesJson,
} from './git-generator';
import { type LabelSelectorProps, selectorJson } from './label-selector';
import type { GeneratorSpec } from './preview/manifest-types';
import {
  type GiteaPullRequestsProps,
  type GithubPullRequestsProps,
  type GitlabPullRequestsProps,
  giteaJson,
  githubJson,
  gitlabJson,
} from './pull-request-generator';

/** A set of parameters for each cluster that Argo CD knows. */
export interface ClustersGeneratorProps {
  /**
   * Conditions on the labels of the clusters' Secrets. With any, the cluster that Argo CD runs in is left out unless it
   * has such a Secret too.
   * @default - all clusters
   */
  readonly selector?: LabelSelectorProps;
  /**
   * More parameters, `.values.…`, made of the others.
   * @default - none
   */
  readonly values?: { [key: string]: string };
  /**
   * Whether there is one set of parameters for all clusters, with the list `.clusters`.
   * @default false
   */
  readonly flatList?: boolean;
}

/**
 * Where an ApplicationSet takes the parameters from that make one Application each.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/
 */
export class ApplicationSetGenerator {
  /**
   * Parameters that are listed here. Fields may be objects, numbers and so on: `{{.limits.cpu}}`.
   *
   * @throws where a value is null, or is none of JSON: it would not arrive.
   * @example
   * ApplicationSetGenerator.list([
   *   { cluster: 'production-us-east', environment: 'production' },
   *   { cluster: 'staging-us-east', environment: 'staging' },
   * ]);
   */
  public static list(elements: { [key: string]: unknown }[]): ApplicationSetGenerator {
    refuseLost(elements, ['elements']);
    return new ApplicationSetGenerator({ list: { elements: elements as never } });
  }

  /**
   * The clusters of Argo CD: `.name`, `.nameNormalized`, `.server`, `.project`, `.metadata.labels`,
   * `.metadata.annotations`.
   *
   * @throws where a condition of the selector cannot hold.
   */
  public static clusters(props: ClustersGeneratorProps = {}): ApplicationSetGenerator {
    const { selector, values, flatList } = props;
    const where = 'ApplicationSetGenerator.clusters';
    return new ApplicationSetGenerator({
      clusters: withoutUndefined({
        selector: selector && selectorJson(where, selector, true),
        values,
        flatList: flatList || undefined,
      }),
    });
  }

  /**
   * Files of a repository: their fields, and `.path.path`, `.path.basename`, `.path.basenameNormalized`,
   * `.path.filename`, `.path.filenameNormalized`, `.path.segments`.
   *
   * @throws where nothing is named, or a path cannot be one.
   */
  public static gitFiles(props: GitFilesGeneratorProps): ApplicationSetGenerator {
    return new ApplicationSetGenerator({ git: gitFilesJson(props) });
  }

  /**
   * Folders of a repository: `.path.path`, `.path.basename`, `.path.basenameNormalized`, `.path.segments`.
   *
   * @throws where nothing is named, or a path cannot be one.
   */
  public static gitDirectories(props: GitDirectoriesGeneratorProps): ApplicationSetGenerator {
    return new ApplicationSetGenerator({ git: gitDirectoriesJson(props) });
  }

  /**
   * Each set of the first generator with each of the second, whose texts may hold parameters of the first. Where both
   * give a parameter, the first one's wins.
   */
  public static matrix(
    first: ApplicationSetGenerator,
    second: ApplicationSetGenerator,
  ): ApplicationSetGenerator {
    return new ApplicationSetGenerator({ matrix: { generators: [first._toJson(), second._toJson()] } });
  }

  /**
   * The sets of the first generator, overridden by those of the others that have the same keys.
   *
   * @param mergeKeys parameters that identify a set, such as `name`.
   * @throws where there are less than two generators, or there is no key.
   */
  public static merge(mergeKeys: string[], generators: ApplicationSetGenerator[]): ApplicationSetGenerator {
    const where = 'ApplicationSetGenerator.merge';
    if (generators.length < 2) {
      refuse(where, 'generators', generators.length, 'is less than two generators', 'give a second one');
    }
    if (mergeKeys.length === 0) {
      refuse(where, 'mergeKeys', mergeKeys, 'names no key', 'name the parameters that identify a set');
    }
    return new ApplicationSetGenerator({
      merge: { mergeKeys: [...mergeKeys], generators: generators.map((generator) => generator._toJson()) },
    });
  }

  /**
   * Open pull requests of GitHub: `.number`, `.title`, `.branch`, `.branch_slug`, `.target_branch`,
   * `.target_branch_slug`, `.head_sha`, `.head_short_sha`, `.head_short_sha_7`, `.author`, `.labels`.
   *
   * @throws where both a token and a GitHub App are given, or a name is empty.
   */
  public static githubPullRequests(props: GithubPullRequestsProps): ApplicationSetGenerator {
    return new ApplicationSetGenerator({ pullRequest: githubJson(props) });
  }

  /**
   * Merge requests of GitLab, with the parameters of `githubPullRequests`.
   *
   * @throws where the project is empty.
   */
  public static gitlabPullRequests(props: GitlabPullRequestsProps): ApplicationSetGenerator {
    return new ApplicationSetGenerator({ pullRequest: gitlabJson(props) });
  }

  /**
   * Open pull requests of Gitea, with the parameters of `githubPullRequests`.
   *
   * @throws where a name or the API is empty.
   */
  public static giteaPullRequests(props: GiteaPullRequestsProps): ApplicationSetGenerator {
    return new ApplicationSetGenerator({ pullRequest: giteaJson(props) });
  }

  private constructor(private readonly json: GeneratorSpec) {}

  /**
   * Only those of its sets whose parameters meet the conditions, as in `metadata.labels.environment: production`. They
   * are not rendered: templates have no place in them.
   *
   * @throws where a condition cannot hold.
   */
  public only(selector: LabelSelectorProps): ApplicationSetGenerator {
    const where = 'ApplicationSetGenerator.only';
    if (JSON.stringify(selector).includes('{{')) {
      refuse(where, 'selector', undefined, 'holds a template, which is not rendered there', 'write values');
    }
    return new ApplicationSetGenerator({ ...this.json, selector: selectorJson(where, selector, false) });
  }

  /** @internal */
  public _toJson(): GeneratorSpec {
    return this.json;
  }
}

/** Manifests have no place for null and undefined: a field with them would be missing, and a template fail by it. */
function refuseLost(value: unknown, path: FieldPath): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) refuseLost(item, [...path, index]);
    return;
  }
  if (isPlainObject(value)) {
    for (const [key, field] of Object.entries(value)) refuseLost(field, [...path, key]);
    return;
  }
  const isScalar = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  if (isScalar) return;
  const fix = 'leave the field out, and use index or dig for what may be missing';
  refuse('ApplicationSetGenerator.list', path, value, 'is no value that a manifest can hold', fix);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

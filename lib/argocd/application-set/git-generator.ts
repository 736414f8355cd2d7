import type { Duration } from 'cdk8s';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { refuse, refuseEmpty } from '../../validation/refuse';
import { gitPathMatcher } from './preview/git-pathspec';
import type { GitGeneratorSpec } from './preview/manifest-types';

/** What generators that read a repository have in common. */
export interface GitGeneratorProps {
  /** The repository, such as `https://github.com/acme/deployments`. */
  readonly repoUrl: string;
  /**
   * Branch, tag or commit.
   * @default 'HEAD'
   */
  readonly revision?: string;
  /**
   * What is left out, though a path or pattern matches it.
   * @default - nothing
   */
  readonly exclude?: string[];
  /**
   * More parameters, `.values.…`, made of the others.
   * @default - none
   */
  readonly values?: { [key: string]: string };
  /**
   * A parameter that holds `path`, so that two of these generators can be in one matrix: `.tenants.path.basename` with
   * `tenants`.
   * @default - `path` is a parameter itself
   */
  readonly pathParamPrefix?: string;
  /**
   * How often Argo CD looks whether the repository changed.
   * @default - 3 minutes
   */
  readonly requeueAfter?: Duration;
}

/** A set of parameters for each JSON or YAML file, or for each item of a list in it. */
export interface GitFilesGeneratorProps extends GitGeneratorProps {
  /** Paths, with `*`, which matches slashes too: `tenants/*` is all below `tenants`. */
  readonly files: string[];
}

/** A set of parameters for each folder. */
export interface GitDirectoriesGeneratorProps extends GitGeneratorProps {
  /** Paths, with `*`, which stops at a slash. Folders that begin with a dot are never found. */
  readonly directories: string[];
}

/** @throws where nothing is named, or a path cannot be one. */
export function gitFilesJson(props: GitFilesGeneratorProps): GitGeneratorSpec {
  const where = 'ApplicationSetGenerator.gitFiles';
  for (const path of [...props.files, ...(props.exclude ?? [])]) refuseBadPath(where, path);
  return gitJson(where, props, 'files', props.files);
}

/** @throws where nothing is named, or a path is absolute. */
export function gitDirectoriesJson(props: GitDirectoriesGeneratorProps): GitGeneratorSpec {
  const where = 'ApplicationSetGenerator.gitDirectories';
  for (const path of [...props.directories, ...(props.exclude ?? [])]) {
    if (path.startsWith('/') || path.endsWith('/')) {
      refuse(
        where,
        'directories',
        path,
        'begins or ends with a slash, and so matches no folder',
        'leave the slash out',
      );
    }
  }
  return gitJson(where, props, 'directories', props.directories);
}

function gitJson(
  where: string,
  props: GitGeneratorProps,
  field: 'files' | 'directories',
  included: readonly string[],
): GitGeneratorSpec {
  const { repoUrl, revision = 'HEAD', exclude = [], values, pathParamPrefix, requeueAfter } = props;
  refuseEmpty(where, 'repoUrl', repoUrl, '"https://github.com/acme/deployments"');
  if (included.length === 0) refuse(where, field, included, 'names nothing', 'give a path');
  if (pathParamPrefix !== undefined && !/^[A-Za-z_]\w*$/.test(pathParamPrefix)) {
    refuse(where, 'pathParamPrefix', pathParamPrefix, 'is no name of a field', 'use letters and digits');
  }
  const paths = [...included.map((path) => ({ path })), ...exclude.map((path) => ({ path, exclude: true }))];
  return withoutUndefined({
    repoURL: repoUrl,
    revision,
    [field]: nonEmpty(paths),
    values,
    pathParamPrefix,
    requeueAfterSeconds: requeueAfter?.toSeconds(),
  });
}

function refuseBadPath(where: string, path: string): void {
  if (path.includes('{{')) return;
  try {
    gitPathMatcher(path);
  } catch (error) {
    const fix = 'write a path relative to the root, such as tenants/*/config.json';
    refuse(where, 'files', path, (error as Error).message, fix);
  }
}

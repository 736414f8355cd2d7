import { posix } from 'node:path';
import { readManifests } from '../../../manifest/read-manifests';
import type { FieldPath } from '../../../validation/field-path';
import { pathMatch } from '../../glob';
import { normalize } from '../../go-template/functions/names';
import { byBytes, GoMap, type GoValue, goValue } from '../../go-template/go-value';
import { gitPathMatcher } from './git-pathspec';
import type { GitGeneratorSpec, PathSpec } from './manifest-types';
import { PreviewError } from './preview-error';
import type { PreviewRepository } from './preview-inputs';
import { filesOf, foldersOf, type RepositoryFiles, repositoryOf } from './repository-files';
import { withValues } from './template-values';

/** A set of parameters for each object in the files, or for each folder. */
export function gitParams(
  git: GitGeneratorSpec,
  repositories: readonly PreviewRepository[] = [],
  path: FieldPath = [],
): GoMap[] {
  const repository = repositoryOf(repositories, git.repoURL);
  if (repository === undefined) {
    const fix = 'give a folder that holds what is committed there';
    throw new PreviewError([...path, 'repoURL'], git.repoURL, 'is a repository that is not given', fix);
  }
  const files = filesOf(repository);
  const { directories = [], files: patterns = [] } = git;
  if (directories.length === 0 && patterns.length === 0) {
    throw new PreviewError(path, undefined, 'has neither files nor directories', 'give one of them');
  }
  const params = directories.length > 0 ? folderParams(git, files) : fileParams(git, files, path);
  return params.map((each) => withValues(each, git.values, [...path, 'values']));
}

function folderParams(
  { directories = [], pathParamPrefix }: GitGeneratorSpec,
  { paths }: RepositoryFiles,
): GoMap[] {
  const matching = (folder: string, exclude: boolean) =>
    directories.some((item) => (item.exclude ?? false) === exclude && pathMatch(item.path, folder));
  return foldersOf(paths)
    .filter((folder) => matching(folder, false) && !matching(folder, true))
    .map((folder) => new GoMap(new Map([pathEntry(folderFields(folder), pathParamPrefix)])));
}

function fileParams(git: GitGeneratorSpec, files: RepositoryFiles, path: FieldPath): GoMap[] {
  const { files: patterns = [], pathParamPrefix } = git;
  const listed = (exclude: boolean) =>
    patterns.flatMap((item, index) =>
      (item.exclude ?? false) === exclude
        ? files.paths.filter(matcher(item, [...path, 'files', index, 'path']))
        : [],
    );
  const excluded = new Set(listed(true));
  const chosen = [...new Set(listed(false))].filter((file) => !excluded.has(file)).sort(byBytes);
  return chosen.flatMap((file) => {
    const folder = posix.dirname(file);
    const filename = posix.basename(file);
    const fields = folderFields(folder);
    fields.set('filename', filename);
    fields.set('filenameNormalized', normalize(filename));
    const own = pathEntry(fields, pathParamPrefix);
    return objectsIn(file, files.read(file), path).map(
      ({ entries }) => new GoMap(new Map([...entries, own])),
    );
  });
}

function matcher({ path: pattern }: PathSpec, path: FieldPath): (file: string) => boolean {
  try {
    return gitPathMatcher(pattern);
  } catch (error) {
    throw new PreviewError(
      path,
      pattern,
      (error as Error).message,
      'write a path or a plain pattern, such as tenants/*/config.json',
    );
  }
}

function folderFields(folder: string): Map<string, GoValue> {
  const basename = posix.basename(folder);
  return new Map<string, GoValue>([
    ['path', folder],
    ['basename', basename],
    ['basenameNormalized', normalize(basename)],
    ['segments', folder.split('/')],
  ]);
}

function pathEntry(fields: Map<string, GoValue>, prefix: string | undefined): [string, GoValue] {
  const own: [string, GoValue] = ['path', new GoMap(fields)];
  return prefix === undefined || prefix === '' ? own : [prefix, new GoMap(new Map([own]))];
}

/** The object in a file, or the objects of its list. An empty file is an empty object. */
function objectsIn(file: string, text: string, path: FieldPath): GoMap[] {
  const [document] = readManifests(text);
  const error = document?.findings.find(({ severity }) => severity === 'error');
  if (error)
    throw new PreviewError(
      [...path, 'files'],
      file,
      `cannot be read: line ${error.line} ${error.rule}`,
      error.fix,
    );
  const value = goValue(document?.value);
  const items = Array.isArray(value) ? value : [value];
  return items.map((item) => {
    if (item instanceof GoMap) return item;
    if (item === null) return new GoMap();
    throw new PreviewError(
      [...path, 'files'],
      file,
      'holds neither an object nor a list of objects',
      'write fields: key: value',
    );
  });
}

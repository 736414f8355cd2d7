import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalizeGitUrl } from '../../git-url';
import { byBytes } from '../../go-template/go-value';
import type { PreviewRepository } from './preview-inputs';

/** The files of a repository. */
export interface RepositoryFiles {
  /** All paths, sorted. */
  readonly paths: readonly string[];
  read(path: string): string;
}

/** The entry that is meant by a URL: one that names it, or else the one that names none. */
export function repositoryOf(
  repositories: readonly PreviewRepository[],
  repoUrl: string,
): PreviewRepository | undefined {
  const wanted = normalizeGitUrl(repoUrl);
  const named = repositories.find(({ repoUrl: url }) => url !== undefined && normalizeGitUrl(url) === wanted);
  return named ?? repositories.find(({ repoUrl: url }) => url === undefined);
}

/** The files of an entry, be it a folder or texts. */
export function filesOf({ folder, files = {} }: PreviewRepository): RepositoryFiles {
  if (folder === undefined) {
    return { paths: Object.keys(files).sort(byBytes), read: (path) => files[path] ?? '' };
  }
  return { paths: pathsIn(folder).sort(byBytes), read: (path) => readFileSync(join(folder, path), 'utf8') };
}

/** The folders that hold files, at any depth, but for hidden ones: sorted as one walks through them. */
export function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    const steps = path.split('/').slice(0, -1);
    const hidden = steps.findIndex((step) => step.startsWith('.'));
    const seen = hidden === -1 ? steps : steps.slice(0, hidden);
    for (const index of seen.keys()) folders.add(seen.slice(0, index + 1).join('/'));
  }
  return [...folders].sort((a, b) => byBytes(a.replaceAll('/', '\0'), b.replaceAll('/', '\0')));
}

function pathsIn(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    if (name === '.git') return [];
    const path = below === '' ? name : `${below}/${name}`;
    return lstatSync(join(folder, path)).isDirectory() ? pathsIn(folder, path) : [path];
  });
}

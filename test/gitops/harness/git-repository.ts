import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import type { ApiObject } from '../../cluster/harness/api-object';

/** A git repository on this machine that Argo CD reads by its file:// address. */
export class GitRepository {
  private constructor(private readonly folder: string) {}

  /** An empty repository in a folder of its own below `parent`. */
  static create(parent: string, name = 'repository'): GitRepository {
    const repository = new GitRepository(mkdtempSync(join(parent, `${name}-`)));
    repository.git('init', '--quiet', '--initial-branch=main');
    return repository;
  }

  /** What an Application has as `repoURL`. */
  get url(): string {
    return pathToFileURL(this.folder).href;
  }

  /** Writes a file: a text as it is, objects as YAML documents. Not committed yet. */
  write(path: string, content: string | ApiObject | readonly ApiObject[]): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, textOf(content));
  }

  /** Copies a folder of this machine, e.g. dist/, over what is there. Not committed yet. */
  copy(folder: string, path = '.'): void {
    cpSync(folder, join(this.folder, path), { recursive: true });
  }

  /** Removes a file or a folder. Not committed yet. */
  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  /** Commits everything and returns the commit. */
  commit(message: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
    return this.head();
  }

  /** The last commit. */
  head(): string {
    return this.git('rev-parse', 'HEAD');
  }

  /** Any other command of git; its output. */
  git(...args: string[]): string {
    return execFileSync('git', ['-C', this.folder, ...args], { encoding: 'utf8', env: environment }).trim();
  }
}

/** Nothing of the user's own: no signing, no hooks, no name. */
const environment = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

function textOf(content: string | ApiObject | readonly ApiObject[]): string {
  if (typeof content === 'string') return content;
  const objects = Array.isArray(content) ? content : [content];
  return objects.map((object) => stringify(object)).join('---\n');
}

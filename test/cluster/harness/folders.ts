import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ToolSet } from './tool-set';

/** The checkout that this file belongs to. */
export const repositoryRoot = resolve(__dirname, '../../..');

/** Where things that are slow to get are kept between runs. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-chatgpt-apps');
}

/** The folder of the programs that belong to this checkout's pins (and own sources): another pin is another folder. */
export function toolsCacheFolder({ module }: Pick<ToolSet, 'module'>): string {
  const folder = join(repositoryRoot, module);
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(mod|sum|go)$/.test(file))
    .sort();
  for (const file of files) hash.update(readFileSync(join(folder, file)));
  return join(cacheFolder(), 'tools', hash.digest('hex').slice(0, 16));
}

/** The version of a Go module that the pins name, e.g. "v1.36.3". */
export function pinnedVersion(module: string, required: string): string {
  const lines = readFileSync(join(repositoryRoot, module, 'go.mod'), 'utf8').split('\n');
  for (const line of lines) {
    const [name, version] = line
      .trim()
      .replace(/^require /, '')
      .split(' ');
    if (name === required && version) return version;
  }
  throw new Error(`${module}/go.mod requires no ${required}`);
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout that this file belongs to. */
export const repositoryRoot = resolve(__dirname, '../../..');

/** The Go module that holds nothing but the pins of the cluster's programs. */
export const toolsModule = join(repositoryRoot, 'test/cluster/tools');

/** Where things that are slow to get are kept between runs. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-chatgpt-apps');
}

/** The folder of the programs that belong to the pins of this checkout: another pin is another folder. */
export function toolsCacheFolder(): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(toolsModule, file)));
  return join(cacheFolder(), 'tools', hash.digest('hex').slice(0, 16));
}

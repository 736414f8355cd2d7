import { join } from 'node:path';
import { buildTools } from './build-tools';
import { toolsCacheFolder } from './folders';
import { isExecutable } from './is-executable';
import { namesOf, type Programs, type ToolSet } from './tool-set';

/** The programs of a set from the cache; what is not there is built first. */
export async function builtTools<Name extends string>(set: ToolSet<Name>): Promise<Programs<Name>> {
  const folder = toolsCacheFolder(set);
  const missing = namesOf(set).filter((name) => !isExecutable(join(folder, name)));
  if (missing.length > 0) await buildTools(set, folder, missing);
  return Object.fromEntries(namesOf(set).map((name) => [name, join(folder, name)])) as Programs<Name>;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../test/cluster/harness/folders';

/** How the operator's image starts Node. */
export interface ImageProcess {
  /** Options of Node. */
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads it from the Dockerfile, so that what is measured is what runs. */
export function imageProcess(): ImageProcess {
  const dockerfile = readFileSync(join(repositoryRoot, 'operator/Dockerfile'), 'utf8');
  const [, entryPoint = '[]'] = /^ENTRYPOINT (.*)$/m.exec(dockerfile) ?? [];
  const flags = (JSON.parse(entryPoint) as string[]).filter((argument) => argument.startsWith('--'));
  const variables = [...dockerfile.matchAll(/^ENV (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  return { flags, environment: Object.fromEntries(variables) };
}

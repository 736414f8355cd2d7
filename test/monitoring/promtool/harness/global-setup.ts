import { delimiter, join } from 'node:path';
import { builtTools } from '../../../cluster/harness/built-tools';
import { isExecutable } from '../../../cluster/harness/is-executable';
import { runProgram } from '../../../cluster/harness/run-program';
import { handover } from './promtool';
import { monitoringTools } from './tools';

/** Jest calls it once, before the first test file. A promtool on the PATH is taken; else the pinned one is built. */
export default async function globalSetup(): Promise<void> {
  const installed = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'promtool'))
    .find(isExecutable);
  const promtool = installed ?? (await builtTools(monitoringTools)).promtool;
  process.env[handover] = promtool;
  const { stdout, stderr } = await runProgram(promtool, ['--version'], process.env);
  console.log(`\n${`${stdout}${stderr}`.split('\n')[0]}: ${promtool}`);
}

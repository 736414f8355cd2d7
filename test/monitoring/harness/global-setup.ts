import { delimiter, join } from 'node:path';
import { builtTools } from '../../cluster/harness/built-tools';
import { isExecutable } from '../../cluster/harness/is-executable';
import { runProgram } from '../../cluster/harness/run-program';
import { handover as toRouteTests } from '../amtool/harness/amtool';
import { handover as toRuleTests } from '../promtool/harness/promtool';
import { routeTools, ruleTools } from './tools';

/** Jest calls it once, before the first test file. A promtool on the PATH is taken; else the pinned one is built. */
export default async function globalSetup(): Promise<void> {
  const promtool = onPath('promtool') ?? (await builtTools(ruleTools)).promtool;
  // a program of ours comes with it, so that there is nothing to save by one on the PATH
  const { amtool, inhibited } = await builtTools(routeTools);
  Object.assign(process.env, {
    [toRuleTests]: promtool,
    [toRouteTests.amtool]: amtool,
    [toRouteTests.inhibited]: inhibited,
  });
  for (const tool of [promtool, amtool]) {
    const { stdout, stderr } = await runProgram(tool, ['--version'], process.env);
    console.log(`\n${`${stdout}${stderr}`.split('\n')[0]}: ${tool}`);
  }
}

function onPath(program: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

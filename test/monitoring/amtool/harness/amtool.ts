import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type ProgramResult, runProgram } from '../../../cluster/harness/run-program';

/** By which variables the setup tells where the programs stand. */
export const handover = { amtool: 'MONITORING_TESTS_AMTOOL', inhibited: 'MONITORING_TESTS_INHIBITED' };

/** The labels of an alert. */
export type Labels = Readonly<Record<string, string>>;

/** Lets amtool look at a configuration. */
export function checkConfig(config: object): Promise<ProgramResult> {
  return withFile(config, (file) => runProgram(tool('amtool'), ['check-config', file], process.env));
}

/** The receivers that hear of an alert, in order. */
export async function receiversOf(config: object, labels: Labels): Promise<string[]> {
  const alert = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  const { code, stdout, stderr } = await withFile(config, (file) =>
    runProgram(tool('amtool'), ['config', 'routes', 'test', `--config.file=${file}`, ...alert], process.env),
  );
  if (code !== 0) throw new Error(`${stdout}${stderr}`);
  return stdout.trim().split(',');
}

/** Of alerts that all fire, those that the Alertmanager keeps silent. */
export async function silencedOf(config: object, alerts: readonly Labels[]): Promise<Labels[]> {
  const { code, stdout, stderr } = await withFile(config, (file) =>
    runProgram(tool('inhibited'), [file], process.env, JSON.stringify(alerts)),
  );
  if (code !== 0) throw new Error(stderr);
  const silenced: boolean[] = JSON.parse(stdout);
  return alerts.filter((_, index) => silenced[index]);
}

function tool(name: keyof typeof handover): string {
  const program = process.env[handover[name]];
  if (!program) throw new Error(`There is no ${name}: run jest with --config test/monitoring/jest.config.js`);
  return program;
}

async function withFile<Result>(config: object, use: (file: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'amtool-'));
  try {
    const file = join(folder, 'alertmanager.yaml');
    writeFileSync(file, stringify(config));
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { stringify } from 'yaml';
import type { PrometheusRule } from '../../../../lib';
import { type ProgramResult, runProgram } from '../../../cluster/harness/run-program';

/** By which variable the setup tells where promtool stands. */
export const handover = 'MONITORING_TESTS_PROMTOOL';

/** A rule as Prometheus reads it. */
export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The spec of a PrometheusRule, which is what Prometheus calls a rule file. */
export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
}

/** What a PrometheusRule is synthesized to. */
export function ruleFile(rules: PrometheusRule): RuleFile {
  return Testing.synth(Chart.of(rules))[0].spec;
}

/** Lets promtool look at rules. */
export function checkRules(file: RuleFile): Promise<ProgramResult> {
  return inFolder(file, [], (folder) => [
    'check',
    'rules',
    '--lint=all',
    '--lint-fatal',
    join(folder, 'rules.yaml'),
  ]);
}

/** Lets promtool run unit tests on rules. */
export function testRules(
  file: RuleFile,
  tests: readonly object[],
  evaluationInterval = '30s',
): Promise<ProgramResult> {
  const arguments_ = (folder: string) => ['test', 'rules', join(folder, 'tests.yaml')];
  return inFolder(file, tests, arguments_, evaluationInterval);
}

async function inFolder(
  file: RuleFile,
  tests: readonly object[],
  args: (folder: string) => string[],
  evaluationInterval = '30s',
): Promise<ProgramResult> {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    writeFileSync(join(folder, 'rules.yaml'), stringify(file));
    const suite = { rule_files: ['rules.yaml'], evaluation_interval: evaluationInterval, tests };
    writeFileSync(join(folder, 'tests.yaml'), stringify(suite));
    return await runProgram(process.env[handover] ?? 'promtool', args(folder), process.env);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { expressionFindings } from '../promql/expression-findings';
import type { DashboardModel } from './dashboard-model';
import { variablesIn } from './substitute-variables';

/** All that is wrong with a variable, by its place among the others. */
export function variableFindings(model: DashboardModel, index: number): Finding[] {
  const { variables, context } = model;
  const variable = variables[index];
  if (variable === undefined) return [];
  const { name, series, label } = variable;
  const path = ['variables', index];
  const earlier = variables.slice(0, index).map((each) => each.name);
  const later = variables.slice(index + 1).map((each) => each.series);
  const { labels, findings } = expressionFindings([...path, 'series'], series, context);
  if (labels !== undefined && !labels.has(label)) {
    const known = [...labels].sort().join(', ');
    findings.push(errorAt([...path, 'label'], label, `is no label of ${series}`, `use one of ${known}`));
  }
  for (const each of variablesIn(series).filter((used) => !earlier.includes(used))) {
    const rule = `uses $${each}, which is not added before`;
    findings.push(errorAt([...path, 'series'], series, rule, 'add that one before'));
  }
  if (![...expressionsOf(model), ...later].flatMap(variablesIn).includes(name)) {
    const fix = `use $${name} in a matcher, or leave it out`;
    findings.push(errorAt(path, name, 'is used by no query', fix));
  }
  return findings;
}

function expressionsOf({ rows }: DashboardModel): string[] {
  const panels = rows.flatMap((row) => row.panels);
  return panels.flatMap(({ _props }) => _props.queries.map(({ expression }) => expression));
}

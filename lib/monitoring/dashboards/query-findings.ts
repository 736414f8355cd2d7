import { closestName } from '../../validation/closest-name';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { expressionFindings } from '../promql/expression-findings';
import type { Labels } from '../promql/labels-of';
import type { DashboardModel } from './dashboard-model';
import { emptyText } from './empty-text';
import { PanelKind } from './panel-kind';
import type { PanelQuery } from './panel-props';
import { grafanaVariables, substituteVariables, variablesIn } from './substitute-variables';
import { unitFindings } from './unit-findings';

/** All that is wrong with a query of a panel. */
export function queryFindings(
  path: FieldPath,
  { expression, legend, unit }: PanelQuery,
  kind: PanelKind,
  { context, variables }: DashboardModel,
): Finding[] {
  const ofGrafana = grafanaVariables(context.scrapeSeconds);
  const names = [...variables.map(({ name }) => name), ...Object.keys(ofGrafana)];
  const at = [...path, 'expression'];
  const { labels, findings } = expressionFindings(at, substituteVariables(expression, ofGrafana), context);
  return [
    ...unknownVariables(at, expression, names),
    ...findings,
    ...emptyText([...path, 'legend'], legend, 'name the series, for example {{job}}'),
    ...legendFindings([...path, 'legend'], legend, kind, labels),
    ...(unit === undefined ? [] : unitFindings([...path, 'unit'], unit)),
  ];
}

function unknownVariables(path: FieldPath, expression: string, names: readonly string[]): Finding[] {
  const unknown = variablesIn(expression).filter((name) => !names.includes(name));
  return unknown.map((name) => {
    const meant = closestName(name, names);
    const fix = meant === undefined ? 'add it by addVariable()' : `use $${meant}`;
    return errorAt(path, expression, `uses $${name}, which is no variable of the dashboard`, fix);
  });
}

function legendFindings(path: FieldPath, legend: string, kind: PanelKind, labels: Labels): Finding[] {
  const shown = [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label = '']) => label);
  if (kind.plugin === PanelKind.TABLE.plugin && shown.length > 0) {
    return [errorAt(path, legend, 'is the name of a column, which has no labels', 'use a plain name')];
  }
  return shown
    .filter((label) => labels !== undefined && !labels.has(label))
    .map((label) => {
      const fix = `keep it: sum by (${label}, ...), or leave it out of the legend`;
      return errorAt(path, legend, `shows the label ${label}, which the query does not keep`, fix);
    });
}

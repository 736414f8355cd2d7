import { errorAt } from '../../argocd/refuse';
import type { Finding } from '../../validation/finding';
import { expressionFindings } from '../promql/expression-findings';
import { type DashboardModel, placeRows } from './dashboard-model';
import { emptyText } from './empty-text';
import { gridFindings } from './grid-findings';
import { panelFindings } from './panel-findings';
import { variablesIn } from './substitute-variables';

/** What a ConfigMap can hold; a little is left for its own fields. */
const LARGEST = 1024 * 1024 - 4096;

/** All that is wrong with a dashboard; its JSON is made only where the rest is right. */
export function dashboardFindings(model: DashboardModel, json: () => string): Finding[] {
  const { rows, title, description } = model;
  const findings = [
    ...emptyText(['title'], title, 'say what the dashboard shows'),
    ...emptyText(['description'], description, 'say which question the dashboard answers'),
    ...(rows.length === 0 ? [errorAt(['rows'], [], 'is empty', 'add a row with a panel')] : []),
    ...rows.flatMap(({ title: name, panels }, row) => [
      ...emptyText(['rows', row, 'title'], name, 'say what its panels have in common'),
      ...(panels.length > 0
        ? []
        : [errorAt(['rows', row], name, 'has no panels', 'add one, or leave it out')]),
      ...panels.flatMap((panel, index) => panelFindings(['rows', row, 'panels', index], panel, model)),
    ]),
    ...placeRows(rows).flatMap(({ panels, y }, row) => gridFindings(['rows', row], panels, y + 1)),
    ...model.variables.flatMap((_, index) => variableFindings(model, index)),
  ];
  return findings.length > 0 ? findings : sizeFindings(json());
}

function variableFindings(model: DashboardModel, index: number): Finding[] {
  const { variables, context, rows } = model;
  const [variable, path] = [variables[index], ['variables', index]];
  if (variable === undefined) return [];
  const { name, series, label } = variable;
  const earlier = variables.slice(0, index).map((each) => each.name);
  const later = variables.slice(index + 1).map((each) => each.series);
  const queries = rows.flatMap(({ panels }) => panels.flatMap(({ _props }) => _props.queries));
  const used = [...queries.map(({ expression }) => expression), ...later].flatMap(variablesIn);
  const { labels, findings } = expressionFindings([...path, 'series'], series, context);
  const unknown = variablesIn(series).filter((each) => !earlier.includes(each));
  return [
    ...findings,
    ...(labels === undefined || labels.has(label)
      ? []
      : [
          errorAt(
            [...path, 'label'],
            label,
            `is no label of ${series}`,
            `use one of ${[...labels].sort().join(', ')}`,
          ),
        ]),
    ...unknown.map((each) =>
      errorAt([...path, 'series'], series, `uses $${each}, which is not added before`, 'add that one before'),
    ),
    ...(used.includes(name)
      ? []
      : [errorAt(path, name, 'is used by no query', `use $${name} in a matcher, or leave it out`)]),
  ];
}

function sizeFindings(json: string): Finding[] {
  const size = Buffer.byteLength(json);
  if (size <= LARGEST) return [];
  const rule = `makes ${size} bytes of JSON, and a ConfigMap holds ${LARGEST}`;
  return [errorAt(['rows'], undefined, rule, 'make two dashboards of it')];
}

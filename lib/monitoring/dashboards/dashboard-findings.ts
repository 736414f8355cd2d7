import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { type DashboardModel, placeRows } from './dashboard-model';
import { emptyText } from './empty-text';
import { gridFindings } from './grid-findings';
import { panelFindings } from './panel-findings';
import { variableFindings } from './variable-findings';

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

function sizeFindings(json: string): Finding[] {
  const size = Buffer.byteLength(json);
  if (size <= LARGEST) return [];
  const rule = `makes ${size} bytes of JSON, and a ConfigMap holds ${LARGEST}`;
  return [errorAt(['rows'], undefined, rule, 'make two dashboards of it')];
}

import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';

import type { DashboardModel } from './dashboard-model';
import { emptyText } from './empty-text';
import type { Panel } from './panel';
import type { PanelKind } from './panel-kind';
import { queryFindings } from './query-findings';
import { unitFindings } from './unit-findings';

/** Kinds of panels that Grafana 12 no longer has, and what took their place. */
const GONE: Readonly<Record<string, string>> = {
  graph: 'timeseries',
  singlestat: 'stat',
  'table-old': 'table',
  'grafana-singlestat-panel': 'stat',
  'grafana-piechart-panel': 'piechart',
  'grafana-worldmap-panel': 'geomap',
  'natel-discrete-panel': 'state-timeline',
};

/** All that is wrong with a panel. */
export function panelFindings(path: FieldPath, panel: Panel, model: DashboardModel): Finding[] {
  const { title, kind, _props } = panel;
  const { description, unit, queries, thresholds = [], links = [], valueLinks = [] } = _props;
  return [
    ...emptyText([...path, 'title'], title, 'say what is seen'),
    ...emptyText([...path, 'description'], description, 'say what is seen, and what is normal'),
    ...kindFindings([...path, 'kind'], kind),
    ...unitFindings([...path, 'unit'], unit),
    ...(queries.length > 0 ? [] : [errorAt([...path, 'queries'], [], 'is empty', 'ask for something')]),
    ...queries.flatMap((query, index) => queryFindings([...path, 'queries', index], query, kind, model)),
    ...thresholds.flatMap(({ from }, index) => {
      const before = thresholds[index - 1]?.from ?? Number.NEGATIVE_INFINITY;
      const rule = `is not above the threshold before it, ${before}`;
      const at = [...path, 'thresholds', index, 'from'];
      return from > before ? [] : [errorAt(at, from, rule, 'name the lowest first, each once')];
    }),
    ...Object.entries({ links, valueLinks }).flatMap(([list, each]) =>
      each.flatMap((link, index) => [
        ...emptyText([...path, list, index, 'title'], link.title, 'say where it leads'),
        ...emptyText([...path, list, index, 'url'], link.url, 'write an address, or a path such as /d/<uid>'),
      ]),
    ),
  ];
}

function kindFindings(path: FieldPath, { plugin }: PanelKind): Finding[] {
  const successor = GONE[plugin];
  if (successor !== undefined) {
    return [errorAt(path, plugin, 'is a panel that Grafana no longer has', `use ${successor}`)];
  }
  return emptyText(path, plugin, 'name the plugin');
}

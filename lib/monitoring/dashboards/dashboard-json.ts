import * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import { type DashboardModel, placeRows } from './dashboard-model';
import type { DashboardVariable } from './dashboard-props';
import { grafanaDuration } from './grafana-duration';
import { panelBuilder, prometheus } from './panel-json';

/**
 * A dashboard as Grafana loads it. Keys are sorted, so that a new version of the SDK changes only what it changes.
 *
 * @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
export function dashboardJson(model: DashboardModel): string {
  const { uid, title, description, tags, timeRange, refresh, rows, variables } = model;
  const builder = new sdk.DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([...tags])
    .time({ from: `now-${grafanaDuration(timeRange)}`, to: 'now' })
    .refresh(grafanaDuration(refresh))
    .timezone('browser')
    .tooltip(sdk.DashboardCursorSync.Crosshair)
    .readonly()
    .annotations([])
    .links(dashboardLinks(model))
    .withVariable(dataSourceVariable());
  for (const variable of variables) builder.withVariable(queryVariable(variable));
  // the SDK numbers rows only
  let id = 0;
  for (const { row, y, panels } of placeRows(rows)) {
    builder.withRow(new sdk.RowBuilder(row.title).id(++id).gridPos({ x: 0, y, w: 24, h: 1 }));
    for (const { panel, place } of panels) {
      builder.withPanel(
        panelBuilder(panel, model)
          .id(++id)
          .gridPos({ ...place }),
      );
    }
  }
  return `${JSON.stringify(sorted(builder.build()), null, 2)}\n`;
}

function dataSourceVariable(): sdk.DatasourceVariableBuilder {
  return new sdk.DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');
}

function queryVariable({ name, title, series, label, multiple = false }: DashboardVariable) {
  const query = `label_values(${series}, ${label})`;
  const builder = new sdk.QueryVariableBuilder(name)
    .label(title ?? name)
    .datasource(prometheus())
    .query({ qryType: 1, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' })
    .definition(query)
    .refresh(sdk.VariableRefresh.OnTimeRangeChanged)
    .sort(sdk.VariableSort.AlphabeticalAsc)
    .multi(multiple)
    .includeAll(multiple);
  // all means those too that the variable's own series does not know yet
  return multiple ? builder.allValue('.*').current({ text: 'All', value: '$__all' }) : builder;
}

function dashboardLinks({ tags: [tag], links }: DashboardModel): sdk.DashboardLinkBuilder[] {
  const own = links.map(({ title, url }) => new sdk.DashboardLinkBuilder(title).url(url).keepTime(true));
  if (tag === undefined) return own;
  const others = new sdk.DashboardLinkBuilder('Dashboards')
    .type(sdk.DashboardLinkType.Dashboards)
    .tags([tag])
    .asDropdown(true)
    .keepTime(true);
  return [...own, others];
}

/** Without functions, which the SDK leaves in queries, and without the placement of links in a hidden menu, its default. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, each]) => typeof each !== 'function' && !(key === 'placement' && each === 'inControlsMenu'),
  );
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]),
  );
}

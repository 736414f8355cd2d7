import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import * as gauge from '@grafana/grafana-foundation-sdk/gauge';
import {
  DataqueryBuilder,
  PromQueryFormat,
  QueryEditorMode,
} from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { type DashboardModel, linksOf } from './dashboard-model';
import type { Panel } from './panel';
import { PanelColor } from './panel-color';
import { PanelKind } from './panel-kind';
import type { PanelLink, PanelProps, PanelQuery } from './panel-props';

type PanelBuilder =
  | sdk.PanelBuilder
  | stat.PanelBuilder
  | timeseries.PanelBuilder
  | table.PanelBuilder
  | bargauge.PanelBuilder
  | gauge.PanelBuilder;

/** The data source that people choose. */
export function prometheus(): common.DataSourceRef {
  return { type: 'prometheus', uid: '$datasource' };
}

/** A panel, but for its place. */
export function panelBuilder(panel: Panel, model: DashboardModel): PanelBuilder {
  const { description, unit, min, max, queries, valueLinks = [] } = panel._props;
  const builder = ofKind(panel)
    .title(panel.title)
    .description(description)
    .datasource(prometheus())
    .targets(queries.map((query, index) => target(query, index, panel.kind)))
    .unit(unit)
    .thresholds(thresholdsBuilder(panel._props))
    .links(links(linksOf(panel, model)))
    .dataLinks(links(valueLinks));
  if (min !== undefined) builder.min(min);
  if (max !== undefined) builder.max(max);
  return builder;
}

function ofKind(panel: Panel): PanelBuilder {
  switch (panel.kind.plugin) {
    case PanelKind.STAT.plugin:
      return statBuilder(panel);
    case PanelKind.TIME_SERIES.plugin:
      return timeSeriesBuilder(panel);
    case PanelKind.TABLE.plugin:
      return tableBuilder(panel);
    case PanelKind.BAR_GAUGE.plugin:
      return new bargauge.PanelBuilder().orientation(common.VizOrientation.Horizontal).reduceOptions(last());
    case PanelKind.GAUGE.plugin:
      return new gauge.PanelBuilder().reduceOptions(last());
    default:
      return new sdk.PanelBuilder().type(panel.kind.plugin);
  }
}

function statBuilder({ _props }: Panel): PanelBuilder {
  const colored = (_props.thresholds ?? []).length > 0;
  return new stat.PanelBuilder()
    .graphMode(common.BigValueGraphMode.None)
    .colorMode(colored ? common.BigValueColorMode.BackgroundSolid : common.BigValueColorMode.None)
    .reduceOptions(last());
}

function timeSeriesBuilder({ _props }: Panel): PanelBuilder {
  const { stacked = false, thresholds = [] } = _props;
  const style =
    thresholds.length > 0 ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off;
  return new timeseries.PanelBuilder()
    .lineWidth(1)
    .fillOpacity(stacked ? 30 : 8)
    .showPoints(common.VisibilityMode.Never)
    .stacking(
      new common.StackingConfigBuilder().mode(
        stacked ? common.StackingMode.Normal : common.StackingMode.None,
      ),
    )
    .thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(style))
    .colorScheme(new sdk.FieldColorBuilder().mode(sdk.FieldColorModeId.PaletteClassicByName))
    .legend(
      // the SDK hides legends
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.Descending),
    );
}

/** One line for each set of labels: what the queries give is merged, and its columns get the names of the legends. */
function tableBuilder({ _props }: Panel): PanelBuilder {
  const { queries } = _props;
  const column = (index: number) => (queries.length === 1 ? 'Value' : `Value #${refId(index)}`);
  const renameByName = Object.fromEntries(queries.map(({ legend }, index) => [column(index), legend]));
  const builder = new table.PanelBuilder()
    .filterable(true)
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({
      id: 'organize',
      options: { excludeByName: { Time: true }, indexByName: {}, renameByName },
    });
  for (const { legend, unit } of queries) {
    if (unit !== undefined) builder.overrideByName(legend, [{ id: 'unit', value: unit }]);
  }
  return builder;
}

function target({ expression, legend }: PanelQuery, index: number, kind: PanelKind): DataqueryBuilder {
  const builder = new DataqueryBuilder()
    .refId(refId(index))
    .datasource(prometheus())
    .editorMode(QueryEditorMode.Code)
    .expr(expression)
    .legendFormat(legend)
    .format(kind.plugin === PanelKind.TABLE.plugin ? PromQueryFormat.Table : PromQueryFormat.TimeSeries);
  return kind._instant ? builder.instant() : builder.range();
}

/** A, B, ..., Z, AA, as Grafana names queries. */
function refId(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : refId(Math.floor(index / 26) - 1) + letter;
}

function last(): common.ReduceDataOptionsBuilder {
  return new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);
}

function thresholdsBuilder({ color = PanelColor.GREEN, thresholds = [] }: PanelProps) {
  const above = thresholds.map((each) => ({ value: each.from, color: String(each.color) }));
  return new sdk.ThresholdsConfigBuilder()
    .mode(sdk.ThresholdsMode.Absolute)
    .steps([{ value: null, color }, ...above]);
}

function links(all: readonly PanelLink[]): sdk.DashboardLinkBuilder[] {
  return all.map(({ title, url }) => new sdk.DashboardLinkBuilder(title).url(url));
}

import { Duration } from 'cdk8s';
import { MetricCatalogue } from '../catalogue/metric-catalogue';
import type { ExpressionContext } from '../promql/check-expression';
import { TARGET_LABELS } from '../promql/labels-of';
import { RUNBOOKS } from '../rules/rule-set';
import type { DashboardVariable, GrafanaDashboardProps } from './dashboard-props';
import type { DashboardRow } from './dashboard-row';
import { bottomOf, placePanels, type Rectangle } from './grid';
import type { Panel } from './panel';
import type { PanelLink } from './panel-props';

/** A dashboard with all that was left out. */
export interface DashboardModel extends Required<Pick<GrafanaDashboardProps, 'title' | 'description'>> {
  readonly uid: string;
  readonly tags: readonly string[];
  readonly timeRange: Duration;
  readonly refresh: Duration;
  readonly runbookBaseUrl: string;
  readonly variables: readonly DashboardVariable[];
  readonly rows: readonly DashboardRow[];
  readonly links: readonly PanelLink[];
  /** What its queries are checked against. */
  readonly context: ExpressionContext;
}

/** What grows after construction. */
export type Grown = Pick<DashboardModel, 'variables' | 'rows' | 'links'>;

/** What properties mean, with what has grown. */
export function dashboardModel(uid: string, props: GrafanaDashboardProps, grown: Grown): DashboardModel {
  const scrapes = props.scrapeInterval ?? Duration.seconds(30);
  return {
    ...{ uid, ...grown, title: props.title, description: props.description },
    tags: props.tags ?? ['chatgpt-apps'],
    timeRange: props.timeRange ?? Duration.hours(6),
    refresh: props.refresh ?? Duration.minutes(1),
    runbookBaseUrl: (props.runbookBaseUrl ?? RUNBOOKS).replace(/\/*$/, '/'),
    context: {
      catalogue: props.catalogue ?? MetricCatalogue.standard(),
      targetLabels: [...TARGET_LABELS, ...(props.targetLabels ?? [])],
      scrapeSeconds: scrapes.toSeconds({ integral: false }),
    },
  };
}

/** A row, the line of its title, and the places of its panels. */
export interface PlacedRow {
  readonly row: DashboardRow;
  readonly y: number;
  readonly panels: readonly { readonly panel: Panel; readonly place: Rectangle }[];
}

/** The rows from top to bottom. */
export function placeRows(rows: readonly DashboardRow[]): PlacedRow[] {
  let y = 0;
  return rows.map((row) => {
    const places = placePanels(row.panels, y + 1);
    const panels = row.panels.flatMap((panel, index) => {
      const place = places[index];
      return place === undefined ? [] : [{ panel, place }];
    });
    const placed = { row, y, panels };
    y = bottomOf(places, y + 1);
    return placed;
  });
}

/** The links in a panel's corner. */
export function linksOf({ _props }: Panel, { runbookBaseUrl }: DashboardModel): PanelLink[] {
  const { links = [], runbook } = _props;
  const own = runbook === undefined ? [] : [{ title: 'Runbook', url: `${runbookBaseUrl}${runbook}.md` }];
  return [...own, ...links];
}

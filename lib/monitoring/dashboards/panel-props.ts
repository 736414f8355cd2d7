import type { PanelColor } from './panel-color';
import type { PanelKind } from './panel-kind';

/** A query of a panel. */
export interface PanelQuery {
  /**
   * PromQL. It may use the variables of the dashboard in label matchers, and `$__rate_interval`, `$__interval` and `$__range`
   * as times.
   *
   * @see https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
   */
  readonly expression: string;

  /** Name of each series, such as `{{job}}`; in a table, the name of the column. */
  readonly legend: string;

  /**
   * Unit of a table's column.
   * @default - the panel's
   */
  readonly unit?: string;
}

/** From which value on a colour is used. */
export interface PanelThreshold {
  /** The lowest value that has the colour. */
  readonly from: number;

  /** The colour. */
  readonly color: PanelColor;
}

/** Where something leads. */
export interface PanelLink {
  /** What people read. */
  readonly title: string;

  /**
   * An address, or a path of Grafana such as `/d/<uid>`. Links of values may use their labels: `${__field.labels.job}`, in
   * tables `${__data.fields.job}`.
   */
  readonly url: string;
}

/** A place in the grid of a row. */
export interface PanelPosition {
  /** Columns left of the panel, from 0 to 23. */
  readonly x: number;

  /** Units of height between the row's title and the panel. */
  readonly y: number;
}

/** Properties of a panel. */
export interface PanelProps {
  /** What is seen, why it matters, and what is normal: shown where the pointer is on the title. */
  readonly description: string;

  /**
   * Unit of the values, by Grafana's id: `s`, `bytes`, `reqps`, `percentunit` (from 0 to 1), `short` (a count), ...
   *
   * @see https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit
   */
  readonly unit: string;

  /** What is asked of Prometheus. */
  readonly queries: PanelQuery[];

  /**
   * How it is shown.
   * @default PanelKind.TIME_SERIES
   */
  readonly kind?: PanelKind;

  /**
   * Columns of 24.
   * @default - 4 of a stat, 24 of a table, else 8
   */
  readonly width?: number;

  /**
   * Units of height, 30 px each.
   * @default - 4 of a stat, else 8
   */
  readonly height?: number;

  /**
   * Place in the row.
   * @default - behind the panel before it, or on the next line
   */
  readonly position?: PanelPosition;

  /**
   * Colour of values below all thresholds.
   * @default PanelColor.GREEN
   */
  readonly color?: PanelColor;

  /**
   * Colours of higher values, the lowest first.
   * @default - none
   */
  readonly thresholds?: PanelThreshold[];

  /**
   * The alert whose runbook the panel leads to.
   * @default - none
   */
  readonly runbook?: string;

  /**
   * Links in the panel's corner.
   * @default - none
   */
  readonly links?: PanelLink[];

  /**
   * Links of each value.
   * @default - none
   */
  readonly valueLinks?: PanelLink[];

  /**
   * Whether series are stacked.
   * @default false
   */
  readonly stacked?: boolean;

  /**
   * Lowest value of the axis.
   * @default - by the values
   */
  readonly min?: number;

  /**
   * Highest value of the axis.
   * @default - by the values
   */
  readonly max?: number;
}

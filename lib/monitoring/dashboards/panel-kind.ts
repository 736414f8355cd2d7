/**
 * How a panel shows its queries.
 *
 * @see https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/
 */
export class PanelKind {
  /** One number for each query, as it is now. */
  public static readonly STAT = new PanelKind('stat');

  /** Lines over time. */
  public static readonly TIME_SERIES = new PanelKind('timeseries');

  /** A line for each set of labels and a column for each query, as they are now; the legends are the columns' names. */
  public static readonly TABLE = new PanelKind('table');

  /** A bar for each series, as it is now. */
  public static readonly BAR_GAUGE = new PanelKind('bargauge');

  /** A dial for each series, as it is now. */
  public static readonly GAUGE = new PanelKind('gauge');

  /** A panel of any other plugin by its id, such as `heatmap`; its options stay as the plugin has them. */
  public static of(plugin: string): PanelKind {
    return new PanelKind(plugin);
  }

  private constructor(
    /** Id of the plugin. */
    public readonly plugin: string,
  ) {}

  /**
   * Whether it shows the present only.
   * @internal
   */
  public get _instant(): boolean {
    return ['stat', 'table', 'bargauge', 'gauge'].includes(this.plugin);
  }
}

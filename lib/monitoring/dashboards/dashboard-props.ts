import type { Duration } from 'cdk8s';
import type { MetricCatalogue } from '../catalogue/metric-catalogue';
import type { DashboardOutput } from './dashboard-output';

/** What every dashboard can be told. */
export interface DashboardOptions {
  /**
   * Name of the object.
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Namespace of the object.
   * @default - the chart's
   */
  readonly namespace?: string;

  /**
   * The object that carries it.
   * @default DashboardOutput.configMap()
   */
  readonly output?: DashboardOutput;

  /**
   * Labels of the object.
   * @default - those of the output
   */
  readonly labels?: Record<string, string>;

  /**
   * Its identity in Grafana, and the end of its address: up to 40 letters, digits, dashes and underscores.
   * @default - the name of the object; of the dashboards of this package one of their own
   */
  readonly uid?: string;

  /**
   * Words by which it is found. A menu leads to the other dashboards of the first one.
   * @default ['chatgpt-apps']
   */
  readonly tags?: string[];

  /**
   * The metrics that queries may use.
   * @default MetricCatalogue.standard()
   */
  readonly catalogue?: MetricCatalogue;

  /**
   * Labels that your scrapes set beside those of the Prometheus Operator.
   * @default - none
   */
  readonly targetLabels?: string[];

  /**
   * Time between two scrapes, as the data source in Grafana has it too.
   * @default Duration.seconds(30)
   */
  readonly scrapeInterval?: Duration;

  /**
   * How much of the past is shown at first.
   * @default Duration.hours(6)
   */
  readonly timeRange?: Duration;

  /**
   * Time between two looks.
   * @default Duration.minutes(1)
   */
  readonly refresh?: Duration;

  /**
   * Where runbooks are found: this, the name of an alert, and `.md`.
   * @default - the runbooks of this package
   */
  readonly runbookBaseUrl?: string;
}

/** Properties of a dashboard. */
export interface GrafanaDashboardProps extends DashboardOptions {
  /** What people read above it. */
  readonly title: string;

  /** Which question it answers. */
  readonly description: string;
}

/** Properties of a variable: the values of a label, from which people choose at the top of the dashboard. */
export interface DashboardVariableProps {
  /** The series whose label is read: a metric, with matchers if need be, which may use variables added before. */
  readonly series: string;

  /** The label. */
  readonly label: string;

  /**
   * What people read beside it.
   * @default - the name
   */
  readonly title?: string;

  /**
   * Whether several values, and all, can be chosen. Queries must match by `=~` then.
   * @default false
   */
  readonly multiple?: boolean;
}

/** A query of a dashboard, to run it elsewhere. */
export interface DashboardQuery {
  /** The row of its panel. */
  readonly row: string;

  /** The panel. */
  readonly panel: string;

  /** PromQL with the variables of the dashboard and of Grafana. */
  readonly expression: string;

  /** Name of each series, or of the column. */
  readonly legend: string;

  /** Whether it asks for the present only. */
  readonly instant: boolean;
}

/** A variable of a dashboard. */
export interface DashboardVariable extends DashboardVariableProps {
  /** Its name: `$name` in queries. */
  readonly name: string;
}

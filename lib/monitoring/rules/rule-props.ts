import type { Duration } from 'cdk8s';
import type { MetricCatalogue } from '../catalogue/metric-catalogue';
import type { AlertSeverity } from './alert-severity';

/** What PrometheusRules have in common. */
export interface PrometheusRuleOptions {
  /**
   * Namespace of the object.
   * @default - the chart's
   */
  readonly namespace?: string;

  /**
   * Labels of the object, by which a Prometheus selects it (`ruleSelector`), such as `release: prometheus`.
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * Labels of every alert. An alert's own win.
   * @default - none
   */
  readonly defaultLabels?: Record<string, string>;

  /**
   * The metrics that expressions may use; those that its own rules record come by themselves.
   * @default MetricCatalogue.standard()
   */
  readonly catalogue?: MetricCatalogue;

  /**
   * Labels that your scrapes set beside those of the Prometheus Operator (`job`, `instance`, `namespace`, `pod`, `service`,
   * `container`, `endpoint`, `node`).
   * @default - none
   */
  readonly targetLabels?: string[];

  /**
   * Time between two scrapes of what the rules are about.
   * @default Duration.seconds(30)
   */
  readonly scrapeInterval?: Duration;

  /**
   * Time between two evaluations, of groups that do not say it.
   * @default Duration.seconds(30)
   */
  readonly evaluationInterval?: Duration;

  /**
   * Where the runbook of an alert is found: this, the alert's name, and `.md`.
   * @default - the runbooks of this package
   */
  readonly runbookBaseUrl?: string;
}

/** Properties of a PrometheusRule. */
export interface PrometheusRuleProps extends PrometheusRuleOptions {
  /**
   * Name of the object.
   * @default - the construct's id
   */
  readonly name?: string;
}

/** Properties of a group of rules. */
export interface AlertGroupProps {
  /**
   * Time between two evaluations.
   * @default - the `evaluationInterval` of the PrometheusRule
   */
  readonly interval?: Duration;
}

/** Properties of an alert. */
export interface AlertProps {
  /**
   * PromQL; each series of its result is an alert.
   *
   * @see https://prometheus.io/docs/prometheus/latest/querying/basics/
   */
  readonly expression: string;

  /** How soon somebody has to look. */
  readonly severity: AlertSeverity;

  /** One line: what is wrong, with what. May use `{{ $labels.x }}`. */
  readonly summary: string;

  /** What it means, with numbers. May use `{{ $labels.x }}` and `{{ $value }}`. */
  readonly description: string;

  /**
   * How long the expression must hold: at least two scrapes and two evaluations, as one may fail for no reason.
   * @default Duration.minutes(5)
   */
  readonly for?: Duration;

  /**
   * How long it goes on firing when the expression holds no more.
   * @default - not at all
   */
  readonly keepFiringFor?: Duration;

  /**
   * What to do when it fires.
   * @default - `runbookBaseUrl` of the PrometheusRule, the name, and `.md`
   */
  readonly runbookUrl?: string;

  /**
   * Labels of the alert beside `severity`, by which Alertmanager routes it.
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * Further annotations.
   * @default - none
   */
  readonly annotations?: Record<string, string>;
}

/** Properties of a recording rule. */
export interface RecordingRuleProps {
  /** PromQL; its result is stored under the name of the rule. */
  readonly expression: string;

  /**
   * Labels of the result.
   * @default - those of the expression
   */
  readonly labels?: Record<string, string>;
}

import { Duration } from 'cdk8s';
import type { AlertSeverity } from './alert-severity';
import type { AlertProps } from './rule-props';

/** A condition that somebody has to know of. */
export class Alert {
  /** PromQL; each series of its result is an alert. */
  public readonly expression: string;
  /** How soon somebody has to look. */
  public readonly severity: AlertSeverity;
  /** How long the expression must hold. */
  public readonly for: Duration;
  /** One line: what is wrong, with what. */
  public readonly summary: string;

  /** @internal */
  public readonly _props: AlertProps;

  constructor(
    /** Its name, such as `ArgoCDAppOutOfSync`. */
    public readonly name: string,
    props: AlertProps,
  ) {
    this._props = props;
    this.expression = props.expression;
    this.severity = props.severity;
    this.summary = props.summary;
    this.for = props.for ?? Duration.minutes(5);
  }
}

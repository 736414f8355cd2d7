import type { Duration } from 'cdk8s';
import { Alert } from './alert';
import { RecordingRule } from './recording-rule';
import type { AlertGroupProps, AlertProps, RecordingRuleProps } from './rule-props';

/** Rules that are evaluated one after the other, at the same time. */
export class AlertGroup {
  /** Time between two evaluations; undefined for that of the PrometheusRule. */
  public readonly interval?: Duration;

  private readonly rules: (Alert | RecordingRule)[] = [];

  /** @param name of the group. */
  constructor(
    public readonly name: string,
    props: AlertGroupProps = {},
  ) {
    this.interval = props.interval;
  }

  /** Its alerts. */
  public get alerts(): Alert[] {
    return this.rules.filter((rule) => rule instanceof Alert);
  }

  /** Its recording rules. */
  public get recordingRules(): RecordingRule[] {
    return this.rules.filter((rule) => rule instanceof RecordingRule);
  }

  /** Adds an alert. */
  public addAlert(name: string, props: AlertProps): Alert {
    const alert = new Alert(name, props);
    this.rules.push(alert);
    return alert;
  }

  /** Adds a recording rule; rules that use it come after it. */
  public addRecordingRule(name: string, props: RecordingRuleProps): RecordingRule {
    const rule = new RecordingRule(name, props);
    this.rules.push(rule);
    return rule;
  }

  /**
   * All rules, in order.
   * @internal
   */
  public _rules(): readonly (Alert | RecordingRule)[] {
    return this.rules;
  }
}

import type { RecordingRuleProps } from './rule-props';

/** A metric that is made of others, and stored. */
export class RecordingRule {
  /** PromQL; its result is stored. */
  public readonly expression: string;

  /** @internal */
  public readonly _props: RecordingRuleProps;

  constructor(
    /**
     * Its name: level, metric and operations, such as `app:mcp_requests:rate5m`.
     *
     * @see https://prometheus.io/docs/practices/rules/
     */
    public readonly name: string,
    props: RecordingRuleProps,
  ) {
    this._props = props;
    this.expression = props.expression;
  }
}

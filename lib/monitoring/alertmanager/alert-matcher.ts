/**
 * A condition on one label of an alert.
 *
 * @see https://prometheus.io/docs/alerting/latest/configuration/#matcher
 */
export class AlertMatcher {
  /** The label has this value; an empty one means that the label is not there. */
  public static is(label: string, value: string): AlertMatcher {
    return new AlertMatcher(label, '=', value);
  }

  /** The label has another value, or is not there. */
  public static isNot(label: string, value: string): AlertMatcher {
    return new AlertMatcher(label, '!=', value);
  }

  /** The whole value matches a regular expression of Go. */
  public static matches(label: string, regex: string): AlertMatcher {
    return new AlertMatcher(label, '=~', regex);
  }

  /** The whole value matches no regular expression of Go. */
  public static matchesNot(label: string, regex: string): AlertMatcher {
    return new AlertMatcher(label, '!~', regex);
  }

  /** The label is there. */
  public static has(label: string): AlertMatcher {
    return new AlertMatcher(label, '=~', '.+');
  }

  /** The label has one of these values. */
  public static isOneOf(label: string, values: string[]): AlertMatcher {
    const [only] = values;
    if (only !== undefined && values.length === 1) return AlertMatcher.is(label, only);
    return new AlertMatcher(label, '=~', values.map(escaped).join('|'));
  }

  private constructor(
    /** The label. */
    public readonly label: string,
    /** `=`, `!=`, `=~` or `!~`. */
    public readonly operator: string,
    /** The value, or the regular expression. */
    public readonly value: string,
  ) {}

  /** @internal */
  public _json(): object {
    return { name: this.label, matchType: this.operator, value: this.value };
  }

  /** @internal */
  public _isRegex(): boolean {
    return this.operator.endsWith('~');
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

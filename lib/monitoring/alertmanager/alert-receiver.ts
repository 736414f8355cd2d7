import type { AlertChannel } from './alert-channel';

/**
 * Who is told of alerts.
 *
 * @see https://prometheus.io/docs/alerting/latest/configuration/#receiver
 */
export class AlertReceiver {
  /** One who is told by all these channels at once. */
  public static of(name: string, ...channels: AlertChannel[]): AlertReceiver {
    return new AlertReceiver(name, channels, false);
  }

  /** Nobody: alerts that come here are only seen by who looks for them. */
  public static nobody(name: string): AlertReceiver {
    return new AlertReceiver(name, [], true);
  }

  private constructor(
    /** The name that routes use. */
    public readonly name: string,
    /** @internal */
    public readonly _channels: readonly AlertChannel[],
    /** @internal */
    public readonly _isNobody: boolean,
  ) {}

  /** @internal */
  public _json(): object {
    const fields = [...new Set(this._channels.map(({ _field }) => _field))];
    const of = (field: string) =>
      this._channels.filter(({ _field }) => _field === field).map(({ _json }) => _json);
    return { name: this.name, ...Object.fromEntries(fields.map((field) => [field, of(field)])) };
  }
}

import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';
import type { SecretKey } from '../monitors/monitor-props';
import { addressFindings } from '../monitors/scrape-config';
import { secretFindings } from '../monitors/scrape-findings';

/** A channel, or person, of Slack. */
export interface SlackChannel {
  /** Where the URL of the incoming webhook is. It is a credential. */
  readonly apiUrl: SecretKey;
  /** The channel, `#name`, or a person, `@name`. */
  readonly channel: string;
  /**
   * Whether people hear that an alert is over, too.
   * @default true
   */
  readonly sendResolved?: boolean;
}

/** Somebody's mail. */
export interface EmailChannel {
  /** Who gets it. */
  readonly to: string;
  /** Who sends it. */
  readonly from: string;
  /** Host and port of the server that takes it. */
  readonly smarthost: string;
  /**
   * Name at the server. Goes with `password`.
   * @default - no login
   */
  readonly username?: string;
  /**
   * Where the password is. Goes with `username`.
   * @default - no login
   */
  readonly password?: SecretKey;
  /**
   * Whether people hear that an alert is over, too.
   * @default false
   */
  readonly sendResolved?: boolean;
}

/** A service of PagerDuty. */
export interface PagerDutyChannel {
  /** Where the integration key is (Events API v2). */
  readonly routingKey: SecretKey;
  /**
   * Whether the incident is resolved when the alert is over.
   * @default true
   */
  readonly sendResolved?: boolean;
}

/** A program that is told. */
export interface WebhookChannel {
  /** Where its URL is, which often is a credential. */
  readonly url: SecretKey;
  /**
   * Most alerts that one call tells.
   * @default - no limit
   */
  readonly maxAlerts?: number;
  /**
   * Whether it hears that an alert is over, too.
   * @default true
   */
  readonly sendResolved?: boolean;
}

/**
 * One way to tell somebody. Whatever is secret is referred to by a key of a Secret.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.Receiver
 */
export class AlertChannel {
  /** By Slack. */
  public static slack(channel: SlackChannel): AlertChannel {
    const { apiUrl: apiURL, channel: name, sendResolved = true } = channel;
    return new AlertChannel('slackConfigs', { apiURL, channel: name, sendResolved }, [
      ...secretFindings(['apiUrl'], apiURL),
      ...(/^[#@]\S+$/.test(name)
        ? []
        : [errorAt(['channel'], name, 'is no channel', 'write #name, or @name')]),
    ]);
  }

  /** By mail. */
  public static email(channel: EmailChannel): AlertChannel {
    const { to, from, smarthost, username: authUsername, password: authPassword, sendResolved } = channel;
    const lone = (authUsername === undefined) !== (authPassword === undefined);
    return new AlertChannel(
      'emailConfigs',
      { to, from, smarthost, authUsername, authPassword, sendResolved },
      [
        ...mailFindings(['to'], to),
        ...mailFindings(['from'], from),
        ...addressFindings(['smarthost'], [smarthost]),
        ...secretFindings(['password'], authPassword),
        ...(lone
          ? [errorAt(['username'], authUsername, 'and password are only one of two', 'give both, or none')]
          : []),
      ],
    );
  }

  /** By PagerDuty. */
  public static pagerDuty(channel: PagerDutyChannel): AlertChannel {
    const { routingKey, sendResolved = true } = channel;
    return new AlertChannel(
      'pagerdutyConfigs',
      { routingKey, sendResolved },
      secretFindings(['routingKey'], routingKey),
    );
  }

  /** By a call of a program. */
  public static webhook(channel: WebhookChannel): AlertChannel {
    const { url: urlSecret, maxAlerts, sendResolved = true } = channel;
    const isCount = maxAlerts === undefined || (Number.isSafeInteger(maxAlerts) && maxAlerts > 0);
    return new AlertChannel('webhookConfigs', { urlSecret, maxAlerts, sendResolved }, [
      ...secretFindings(['url'], urlSecret),
      ...(isCount ? [] : [errorAt(['maxAlerts'], maxAlerts, 'is no number of alerts', 'leave it out')]),
    ]);
  }

  /** @internal */
  public readonly _json: object;

  private constructor(
    /** @internal */
    public readonly _field: string,
    json: object,
    private readonly problems: Finding[],
  ) {
    this._json = withoutUndefined(json);
  }

  /** @internal */
  public _findings(path: FieldPath): Finding[] {
    return this.problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
  }
}

function mailFindings(path: FieldPath, text: string): Finding[] {
  const addresses = text.split(',').map((each) => each.trim());
  const valid = addresses.every((each) => /^(?:[^<>@]*<)?[^\s<>@]+@[^\s<>@]+>?$/.test(each));
  return valid ? [] : [errorAt(path, text, 'is no address of mail', 'write name@example.com')];
}

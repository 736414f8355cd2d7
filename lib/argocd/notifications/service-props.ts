/** How Slack is reached. */
export interface SlackServiceProps {
  /**
   * The service's name.
   * @default 'slack'
   */
  readonly name?: string;
  /** The bot's token, as `$key`. */
  readonly token: string;
  /**
   * The app's signing secret, as `$key`.
   * @default - none
   */
  readonly signingSecret?: string;
  /**
   * Who the messages are from.
   * @default - the bot's own name
   */
  readonly username?: string;
  /**
   * An emoji such as `:rocket:`, or the URL of a picture.
   * @default - the bot's own
   */
  readonly icon?: string;
  /**
   * Channels that bots may answer in.
   * @default - all
   */
  readonly channels?: string[];
  /**
   * The URL of another server.
   * @default - https://slack.com
   */
  readonly apiUrl?: string;
}

/** How a mail server is reached. */
export interface EmailServiceProps {
  /**
   * The service's name.
   * @default 'email'
   */
  readonly name?: string;
  /** The mail server. */
  readonly host: string;
  /**
   * Its port.
   * @default - 465 with a password, 587 without
   */
  readonly port?: number;
  /** The sender's address. */
  readonly from: string;
  /**
   * The user, which may be `$key`.
   * @default - none
   */
  readonly username?: string;
  /**
   * The password, as `$key`.
   * @default - none
   */
  readonly password?: string;
  /**
   * Whether bodies are HTML.
   * @default false
   */
  readonly html?: boolean;
}

/** How an HTTP service is reached. */
export interface WebhookServiceProps {
  /** Its URL; templates may add a path. It may be `$key`. */
  readonly url: string;
  /**
   * Headers. Those with secrets refer to them: `Bearer $webhook-token`.
   * @default - none
   */
  readonly headers?: { [name: string]: string };
  /**
   * The user of basic authentication.
   * @default - none
   */
  readonly username?: string;
  /**
   * The password of basic authentication, as `$key`.
   * @default - none
   */
  readonly password?: string;
  /**
   * How often a request is tried again.
   * @default - Argo CD's own, three times
   */
  readonly retryMax?: number;
}

/** How PagerDuty is reached. */
export interface PagerDutyServiceProps {
  /**
   * The service's name.
   * @default 'pagerdutyv2'
   */
  readonly name?: string;
  /** Integration keys, as `$key`, by the names that recipients use. */
  readonly serviceKeys: { [name: string]: string };
}

/** How Microsoft Teams is reached. */
export interface TeamsServiceProps {
  /**
   * The service's name.
   * @default - its type
   */
  readonly name?: string;
  /** URLs of webhooks, as `$key` because they are secrets, by the names that recipients use. */
  readonly recipientUrls: { [name: string]: string };
}

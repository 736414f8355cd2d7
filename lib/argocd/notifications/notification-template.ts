/** What Slack shows. */
export interface SlackMessage {
  /**
   * Attachments, a list in JSON.
   * @default - none
   */
  readonly attachments?: string;
  /**
   * Blocks, a list in JSON.
   * @default - none
   */
  readonly blocks?: string;
  /**
   * Messages with the same key form a thread.
   * @default - none
   */
  readonly groupingKey?: string;
  /**
   * Whether an answer in a thread is shown in the channel too.
   * @default false
   */
  readonly notifyBroadcast?: boolean;
}

/** An email. */
export interface EmailMessage {
  /** Its subject. */
  readonly subject: string;
  /**
   * Its body.
   * @default - the template's message
   */
  readonly body?: string;
}

/** How a request is made. */
export enum WebhookMethod {
  /** POST */
  POST = 'POST',
  /** PUT */
  PUT = 'PUT',
  /** PATCH */
  PATCH = 'PATCH',
  /** GET */
  GET = 'GET',
  /** DELETE */
  DELETE = 'DELETE',
}

/** A request. */
export interface WebhookMessage {
  /** Its method; Argo CD would take GET where none is said. */
  readonly method: WebhookMethod;
  /**
   * A path that is added to the service's URL.
   * @default - none
   */
  readonly path?: string;
  /**
   * Its body.
   * @default - empty
   */
  readonly body?: string;
}

/** How serious an event is. */
export enum PagerDutySeverity {
  /** Critical. */
  CRITICAL = 'critical',
  /** An error. */
  ERROR = 'error',
  /** A warning. */
  WARNING = 'warning',
  /** Information. */
  INFO = 'info',
}

/** An event of PagerDuty. */
export interface PagerDutyMessage {
  /** What happened. */
  readonly summary: string;
  /** How serious it is. */
  readonly severity: PagerDutySeverity;
  /** Where it happened. */
  readonly source: string;
  /**
   * The part that is affected.
   * @default - none
   */
  readonly component?: string;
  /**
   * A group of parts.
   * @default - none
   */
  readonly group?: string;
  /**
   * The kind of event.
   * @default - none
   */
  readonly class?: string;
  /**
   * Where to look.
   * @default - none
   */
  readonly url?: string;
  /**
   * Events with the same key are one incident.
   * @default - each is its own
   */
  readonly dedupKey?: string;
}

/** What Teams shows. */
export interface TeamsMessage {
  /**
   * The title.
   * @default - none
   */
  readonly title?: string;
  /**
   * The text.
   * @default - the template's message
   */
  readonly text?: string;
  /**
   * The colour, such as `#000080`.
   * @default - none
   */
  readonly themeColor?: string;
  /**
   * Names and values, a list in JSON.
   * @default - none
   */
  readonly facts?: string;
  /**
   * Buttons, a list in JSON.
   * @default - none
   */
  readonly potentialAction?: string;
}

/**
 * A message, in templates of Go. `.app` is the Application, `.context` what `context` says; functions are those of sprig,
 * `toJson` among them. Texts that are read as JSON (attachments, blocks, facts, bodies that begin with a brace) may hold
 * values through `toJson` only.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/templates/
 */
export interface NotificationTemplate {
  /** Its name, as triggers say it. */
  readonly name: string;
  /**
   * A plain text, for every service.
   * @default - empty
   */
  readonly message?: string;
  /**
   * For Slack.
   * @default - the message
   */
  readonly slack?: SlackMessage;
  /**
   * For email.
   * @default - the message, without a subject
   */
  readonly email?: EmailMessage;
  /**
   * For webhooks, by the service's name.
   * @default - none, and then it may not be sent to a webhook
   */
  readonly webhook?: { [service: string]: WebhookMessage };
  /**
   * For PagerDuty.
   * @default - none, and then it may not be sent to PagerDuty
   */
  readonly pagerDutyV2?: PagerDutyMessage;
  /**
   * For Teams.
   * @default - the message
   */
  readonly teams?: TeamsMessage;
  /**
   * For Teams by workflows.
   * @default - the message
   */
  readonly teamsWorkflows?: TeamsMessage;
}

import {
  type NotificationTemplate,
  PagerDutySeverity,
  type WebhookMessage,
  WebhookMethod,
} from './notification-template';
import type { NotificationTrigger, TriggerCondition } from './notifications-props';

/** For whom the templates of the catalogue are made. */
export interface CatalogueOptions {
  /**
   * Names of webhooks, which are sent an event in JSON.
   * @default - none
   */
  readonly webhooks?: string[];
  /**
   * Whether messages link to the Application. `.context.argocdUrl` has to be there then.
   * @default false
   */
  readonly links?: boolean;
}

/** A fresh revision, of one source or of several; nil before the first sync. */
const REVISION =
  'app.status?.operationState?.syncResult?.revisions ?? app.status?.operationState?.syncResult?.revision';

interface Event {
  readonly trigger: string;
  readonly template: string;
  readonly description: string;
  readonly when: string;
  readonly oncePer: string;
  readonly headline: string;
  readonly color: string;
  readonly severity: PagerDutySeverity;
  /** Whether the outcome of the last sync belongs to the message. */
  readonly tellsOutcome?: boolean;
}

const phaseIs = (...phases: string[]) =>
  `app.status?.operationState?.phase in [${phases.map((phase) => `'${phase}'`).join(', ')}]`;

const EVENTS: readonly Event[] = [
  {
    trigger: 'on-deployed',
    template: 'app-deployed',
    description: 'A revision is synced, and was found healthy after that.',
    // health is about the time of the last comparison, which may be before the sync
    when: `${phaseIs('Succeeded')} and app.status?.health?.status == 'Healthy' and app.status?.reconciledAt != nil and app.status.operationState.finishedAt != nil and !time.Parse(app.status.reconciledAt).Before(time.Parse(app.status.operationState.finishedAt))`,
    oncePer: REVISION,
    headline: 'is deployed',
    color: '#18a558',
    severity: PagerDutySeverity.INFO,
  },
  {
    trigger: 'on-health-degraded',
    template: 'app-health-degraded',
    description: 'An Application is degraded.',
    when: "app.status?.health?.status == 'Degraded'",
    oncePer: REVISION,
    headline: 'is degraded',
    color: '#d93025',
    severity: PagerDutySeverity.CRITICAL,
  },
  {
    trigger: 'on-sync-failed',
    template: 'app-sync-failed',
    description: 'A sync has failed.',
    when: phaseIs('Error', 'Failed'),
    oncePer: 'app.status?.operationState?.startedAt',
    headline: 'could not be synced',
    color: '#d93025',
    severity: PagerDutySeverity.ERROR,
    tellsOutcome: true,
  },
  {
    trigger: 'on-sync-running',
    template: 'app-sync-running',
    description: 'A sync has begun.',
    when: phaseIs('Running'),
    oncePer: 'app.status?.operationState?.startedAt',
    headline: 'is being synced',
    color: '#1a73e8',
    severity: PagerDutySeverity.INFO,
  },
  {
    trigger: 'on-sync-succeeded',
    template: 'app-sync-succeeded',
    description: 'A sync has succeeded; what it changed may not be healthy yet.',
    when: phaseIs('Succeeded'),
    oncePer: 'app.status?.operationState?.startedAt',
    headline: 'is synced',
    color: '#18a558',
    severity: PagerDutySeverity.INFO,
  },
  {
    trigger: 'on-sync-status-unknown',
    template: 'app-sync-status-unknown',
    description: 'Argo CD cannot compare an Application.',
    when: "app.status?.sync?.status == 'Unknown'",
    oncePer: REVISION,
    headline: 'cannot be compared with its source',
    color: '#f9ab00',
    severity: PagerDutySeverity.WARNING,
  },
  {
    trigger: 'on-created',
    template: 'app-created',
    description: 'An Application is new.',
    when: 'true',
    oncePer: 'app.metadata.uid',
    headline: 'is new',
    color: '#1a73e8',
    severity: PagerDutySeverity.INFO,
  },
  {
    trigger: 'on-deleted',
    template: 'app-deleted',
    description: 'An Application is being deleted.',
    when: 'app.metadata.deletionTimestamp != nil',
    oncePer: 'app.metadata.uid',
    headline: 'is being deleted',
    color: '#5f6368',
    severity: PagerDutySeverity.WARNING,
  },
];

/**
 * The usual reasons to tell about an Application, with messages for Slack, Teams, email, PagerDuty and webhooks.
 *
 * @example
 * new Set(NotificationCatalogue.triggers().map((trigger) => trigger.name)).has('on-deployed');
 */
export class NotificationCatalogue {
  /**
   * `on-deployed`, `on-health-degraded`, `on-sync-failed`, `on-sync-running`, `on-sync-succeeded`,
   * `on-sync-status-unknown`, `on-created`, `on-deleted`.
   */
  public static triggers(): NotificationTrigger[] {
    return EVENTS.map((event) => ({ name: event.trigger, conditions: [conditionOf(event)] }));
  }

  /** `app-deployed` and so on: one for each trigger. */
  public static templates(options: CatalogueOptions = {}): NotificationTemplate[] {
    return EVENTS.map((event) => templateOf(event, options));
  }

  private constructor() {}
}

function conditionOf({ when, oncePer, template, description }: Event): TriggerCondition {
  return { when, oncePer, send: [template], description };
}

const URL = '{{ .context.argocdUrl }}/applications/{{ .app.metadata.namespace }}/{{ .app.metadata.name }}';
const URL_IN_JSON =
  '{{ printf "%s/applications/%s/%s" .context.argocdUrl .app.metadata.namespace .app.metadata.name | toJson }}';
/** Parts of a status that a new Application lacks. */
const OUTCOME = '{{ with .app.status }}{{ with .operationState }}{{ .message }}{{ end }}{{ end }}';
const STATUS =
  'sync {{ with .app.status }}{{ with .sync }}{{ .status }}{{ end }}{{ end }}, health {{ with .app.status }}{{ with .health }}{{ .status }}{{ end }}{{ end }}';

function templateOf(event: Event, { webhooks = [], links = false }: CatalogueOptions): NotificationTemplate {
  const { headline, color, severity } = event;
  const title = `{{ .app.metadata.name }} ${headline}`;
  const lines = [
    `${title}.`,
    `Project {{ .app.spec.project }}, ${STATUS}.`,
    ...(event.tellsOutcome ? [OUTCOME] : []),
    ...(links ? [URL] : []),
  ];
  const link = links ? `, "title_link": ${URL_IN_JSON}` : '';
  const button = `[{"@type": "OpenUri", "name": "Open in Argo CD", "targets": [{"os": "default", "uri": ${URL_IN_JSON}}]}]`;
  const facts = `[${FACTS.map(([name, value]) => `{"name": "${name}", "value": ${value}}`).join(', ')}]`;
  const teams = { title, themeColor: color, facts, ...(links && { potentialAction: button }) };
  return {
    name: event.template,
    message: `${lines.join('\n')}\n`,
    email: { subject: title },
    slack: { attachments: slackAttachments(event, link) },
    pagerDutyV2: {
      summary: title,
      severity,
      source: '{{ .app.metadata.namespace }}/{{ .app.metadata.name }}',
      class: event.trigger,
      dedupKey: `${event.trigger}/{{ .app.metadata.uid }}`,
      ...(links && { url: URL }),
    },
    teams,
    teamsWorkflows: teams,
    ...(webhooks.length > 0 && {
      webhook: Object.fromEntries(webhooks.map((name) => [name, webhookMessage(event)])),
    }),
  };
}

/** Values for JSON. `dig` gives a default where a part of the status is missing. */
const FACTS: readonly (readonly [string, string])[] = [
  ['Project', '{{ .app.spec.project | toJson }}'],
  ['Sync', '{{ dig "status" "sync" "status" "" .app | toJson }}'],
  ['Health', '{{ dig "status" "health" "status" "" .app | toJson }}'],
  ['Revision', '{{ dig "status" "operationState" "syncResult" "revision" "" .app | toJson }}'],
];

function slackAttachments({ headline, color, tellsOutcome }: Event, link: string): string {
  const fields = FACTS.map(([name, value]) => `{"title": "${name}", "value": ${value}, "short": true}`);
  const text = tellsOutcome ? ', "text": {{ dig "status" "operationState" "message" "" .app | toJson }}' : '';
  return `[{"title": "{{ .app.metadata.name }} ${headline}", "color": "${color}"${link}${text}, "fields": [${fields.join(', ')}]}]`;
}

function webhookMessage({ trigger, tellsOutcome }: Event): WebhookMessage {
  const values = [
    ['event', `"${trigger}"`],
    ['application', '{{ .app.metadata.name | toJson }}'],
    ['namespace', '{{ .app.metadata.namespace | toJson }}'],
    ['labels', '{{ dig "metadata" "labels" (dict) .app | toJson }}'],
    ...FACTS.map(([name, value]) => [name.toLowerCase(), value]),
    ['revisions', '{{ dig "status" "operationState" "syncResult" "revisions" (list) .app | toJson }}'],
    ...(tellsOutcome ? [['message', '{{ dig "status" "operationState" "message" "" .app | toJson }}']] : []),
  ];
  const body = `{${values.map(([name, value]) => `"${name}": ${value}`).join(', ')}}`;
  return { method: WebhookMethod.POST, body };
}

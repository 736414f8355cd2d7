import { withoutUndefined } from '../../validation/plain-json';
import type { NotificationTemplate, TeamsMessage } from './notification-template';

/** A template as it stands in argocd-notifications-cm. */
export function messageJson(template: NotificationTemplate): object {
  const { message, slack, email, webhook, pagerDutyV2, teams, teamsWorkflows } = template;
  return withoutUndefined({
    message,
    slack: slack && withoutUndefined({ ...slack }),
    email: email && withoutUndefined({ ...email }),
    webhook:
      webhook && Object.fromEntries(Object.entries(webhook).map(([name, request]) => [name, { ...request }])),
    pagerdutyv2: pagerDutyV2 && withoutUndefined({ ...pagerDutyV2 }),
    teams: teams && withoutUndefined({ ...teams }),
    'teams-workflows': teamsWorkflows && withoutUndefined({ ...teamsWorkflows }),
  });
}

/** A text of a template, with where it stands and whether it is read as JSON. */
export interface TemplateText {
  readonly path: readonly string[];
  readonly text: string;
  readonly isJson: boolean;
}

/** All texts of a template that Argo CD fills in. */
export function textsOf(template: NotificationTemplate): TemplateText[] {
  const { message, slack, email, webhook = {}, pagerDutyV2, teams, teamsWorkflows } = template;
  const requests = Object.entries(webhook).flatMap(([name, { path, body }]) => [
    ...texts(['webhook', name], { path }),
    ...texts(['webhook', name], { body }, isJson(body) ? ['body'] : []),
  ]);
  return [
    ...texts([], { message }),
    ...texts(['slack'], pick(slack, 'attachments', 'blocks', 'groupingKey'), ['attachments', 'blocks']),
    ...texts(['email'], { ...email }),
    ...requests,
    ...texts(['pagerDutyV2'], { ...pagerDutyV2 }),
    ...teamsTexts('teams', teams),
    ...teamsTexts('teamsWorkflows', teamsWorkflows),
  ];
}

function teamsTexts(name: string, message: TeamsMessage | undefined): TemplateText[] {
  return texts([name], { ...message }, ['facts', 'potentialAction']);
}

function texts(
  path: readonly string[],
  fields: Readonly<Record<string, string | undefined>>,
  json: readonly string[] = [],
): TemplateText[] {
  return Object.entries(fields).flatMap(([name, text]) =>
    text === undefined ? [] : [{ path: [...path, name], text, isJson: json.includes(name) }],
  );
}

function pick<T extends object, K extends keyof T>(value: T | undefined, ...keys: K[]): Record<string, T[K]> {
  return Object.fromEntries(keys.flatMap((key) => (value ? [[key, value[key]]] : [])));
}

/** Whether a body is meant as JSON: it begins with a bracket that is not the one of an action. */
function isJson(body: string | undefined): boolean {
  return body !== undefined && /^\s*(\{(?!\{)|\[)/.test(body);
}

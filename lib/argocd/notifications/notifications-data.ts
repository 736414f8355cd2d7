import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { settingsYaml } from '../settings-yaml';
import type { NotificationParts } from './notification-parts';
import { messageJson } from './rendered-message';

/** The entries of argocd-notifications-cm. */
export function notificationsData(parts: NotificationParts): Record<string, string> {
  const { services, templates, triggers, subscriptions, defaultTriggers, context } = parts;
  const entries: [string, unknown][] = [
    ...services.map((service): [string, unknown] => [service._key(), service._toJson()]),
    ...templates.map((template): [string, unknown] => [`template.${template.name}`, messageJson(template)]),
    ...triggers.map(({ name, conditions }): [string, unknown] => [
      `trigger.${name}`,
      conditions.map((condition) => withoutUndefined({ ...condition })),
    ]),
  ];
  if (Object.keys(context).length > 0) entries.push(['context', context]);
  if (defaultTriggers.length > 0) entries.push(['defaultTriggers', defaultTriggers]);
  if (subscriptions.length > 0) {
    const list = subscriptions.map(({ recipients, triggers: names, selector }) =>
      withoutUndefined({ recipients, triggers: nonEmpty(names), selector }),
    );
    entries.push(['subscriptions', list]);
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, settingsYaml(value)]));
}

import { closestName } from '../../validation/closest-name';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import type { NotificationParts } from './notification-parts';
import type { NotificationSubscription } from './notifications-props';
import { parseRecipient, recipientFindings } from './recipient';

const LABEL = `[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?`;
const KEY = String.raw`([a-z0-9.-]+\/)?${LABEL}`;
const REQUIREMENT = new RegExp(
  String.raw`^\s*(!?\s*${KEY}|${KEY}\s*(=|==|!=)\s*(${LABEL})?|${KEY}\s+(in|notin)\s+\([^()]*\))\s*$`,
);

/** What is wrong with subscriptions. */
export function subscriptionFindings(parts: NotificationParts): Finding[] {
  return [
    ...parts.subscriptions.flatMap((subscription, index) =>
      ofSubscription(['subscriptions', index], subscription, parts),
    ),
    ...triggerNames(['defaultTriggers'], parts.defaultTriggers, parts),
    ...parts.annotated.flatMap(({ path, trigger, recipient }) => {
      const at = ['subscribe', path];
      return [
        ...triggerNames(at, [trigger], parts),
        ...recipientFindings(at, recipient, parts.services),
        ...deliveryFindings(at, { trigger, recipient }, parts),
      ];
    }),
  ];
}

function ofSubscription(
  path: FieldPath,
  { recipients, triggers, selector }: NotificationSubscription,
  parts: NotificationParts,
): Finding[] {
  const findings = recipients.flatMap((recipient, index) =>
    recipientFindings([...path, 'recipients', index], recipient, parts.services),
  );
  if (recipients.length === 0) {
    findings.push(errorAt([...path, 'recipients'], recipients, 'is empty', 'say who is told'));
  }
  if ((triggers ?? parts.defaultTriggers).length === 0) {
    const rule = 'is missing, and there are no defaultTriggers, so nothing is told';
    findings.push(errorAt([...path, 'triggers'], triggers, rule, 'name triggers'));
  }
  if (selector !== undefined && !requirementsOf(selector).every((each) => REQUIREMENT.test(each))) {
    findings.push(
      errorAt([...path, 'selector'], selector, 'is no label selector', 'write environment=production'),
    );
  }
  const pairs = (triggers ?? parts.defaultTriggers).flatMap((trigger) =>
    recipients.map((recipient) => ({ trigger, recipient })),
  );
  return [
    ...findings,
    ...triggerNames([...path, 'triggers'], triggers ?? [], parts),
    ...pairs.flatMap((pair) => deliveryFindings(path, pair, parts)),
  ];
}

/** Commas between requirements, not those in parentheses. */
function requirementsOf(selector: string): string[] {
  return selector.split(/,(?![^(]*\))/);
}

function triggerNames(path: FieldPath, names: readonly string[], { triggers }: NotificationParts): Finding[] {
  const known = triggers.map(({ name }) => name);
  return names.flatMap((name, index) => {
    if (known.includes(name)) return [];
    const closest = closestName(name, known);
    const fix = closest ? `use ${closest}` : `use one of ${known.join(', ')}`;
    return [errorAt([...path, index], name, 'names no trigger', fix)];
  });
}

/** Webhooks and PagerDuty are sent nothing, or nonsense, by a template that does not speak of them. */
function deliveryFindings(
  path: FieldPath,
  pair: { readonly trigger: string; readonly recipient: string },
  { services, triggers, templates }: NotificationParts,
): Finding[] {
  const { service: name } = parseRecipient(pair.recipient);
  const service = services.find((each) => each.name === name);
  const trigger = triggers.find((each) => each.name === pair.trigger);
  const sent = new Set(trigger?.conditions.flatMap(({ send }) => send));
  return templates
    .filter((template) => sent.has(template.name))
    .flatMap((template) => {
      const at = [...path, 'triggers', pair.trigger];
      if (service?.type === 'webhook' && !template.webhook?.[name]) {
        const rule = `sends ${name} the template ${template.name}, which does not say how: a GET with a text as body`;
        return [
          errorAt(at, pair.recipient, rule, `give the template webhook: { '${name}': { method, body } }`),
        ];
      }
      if (service?.type === 'pagerdutyv2' && !template.pagerDutyV2) {
        const rule = `sends PagerDuty the template ${template.name}, which has no event for it`;
        return [errorAt(at, pair.recipient, rule, 'give the template pagerDutyV2')];
      }
      return [];
    });
}

import { closestName } from '../../validation/closest-name';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import type { NotificationParts } from './notification-parts';
import type { NotificationTemplate } from './notification-template';
import type { Problem } from './problem';
import { type TemplateText, textsOf } from './rendered-message';
import { templateProblems } from './template/template-problems';

/** What is wrong with templates. */
export function templateFindings(parts: NotificationParts): Finding[] {
  return parts.templates.flatMap((template) => {
    const path = ['templates', template.name];
    const all = textsOf(template);
    if (all.length === 0) return [errorAt(path, undefined, 'says nothing', 'give it a message')];
    return [
      ...all.flatMap((text) => textFindings([...path, ...text.path], text, parts.context)),
      ...webhookFindings(template, parts),
      ...unusedFindings(template, parts),
    ];
  });
}

function textFindings(
  path: FieldPath,
  { text, isJson }: TemplateText,
  context: NotificationParts['context'],
): Finding[] {
  const known = Object.keys(context);
  const missing = [...text.matchAll(/\.context\.(\w+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const closest = closestName(name, known);
      const fix = closest ? `use .context.${closest}` : 'add it to context';
      return errorAt(
        path,
        `.context.${name}`,
        'is not in context',
        name === 'argocdUrl' ? 'give argocdUrl' : fix,
      );
    });
  return [...templateProblems(text, isJson).map((problem) => findingOf(path, problem)), ...missing];
}

/** A problem of a text as a finding. */
export function findingOf(path: FieldPath, { severity, text, rule, fix }: Problem): Finding {
  return { severity, path, value: text, rule, fix };
}

/** Argo CD looks requests up by the name of the service that it sends to. */
function webhookFindings(
  { name, webhook = {} }: NotificationTemplate,
  { services }: NotificationParts,
): Finding[] {
  const known = services.filter(({ type }) => type === 'webhook').map((service) => service.name);
  return Object.keys(webhook)
    .filter((service) => !known.includes(service))
    .map((service) => {
      const rule = `names no webhook (webhooks: ${known.join(', ') || 'none'})`;
      return errorAt(
        ['templates', name, 'webhook', service],
        undefined,
        rule,
        'add the service, or correct the name',
      );
    });
}

function unusedFindings(
  { name }: NotificationTemplate,
  { triggers, catalogued }: NotificationParts,
): Finding[] {
  const isUsed = triggers.some(({ conditions }) => conditions.some(({ send }) => send.includes(name)));
  if (isUsed || catalogued.has(name)) return [];
  const rule = 'is sent by no trigger';
  return [
    { severity: 'warning', path: ['templates', name], rule, fix: 'name it in a trigger, or remove it' },
  ];
}

import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import type { NotificationParts } from './notification-parts';
import { subscriptionFindings } from './subscription-findings';
import { templateFindings } from './template-findings';
import { triggerFindings } from './trigger-findings';

/** What is wrong (errors) or doubtful (warnings) in notifications. */
export function notificationsFindings(parts: NotificationParts): Finding[] {
  return [
    ...urlFindings(parts.context.argocdUrl),
    ...nameFindings('services', parts.services),
    ...parts.services.flatMap((service) => service._findings(['services', service.name])),
    ...nameFindings('templates', parts.templates),
    ...templateFindings(parts),
    ...nameFindings('triggers', parts.triggers),
    ...triggerFindings(parts),
    ...subscriptionFindings(parts),
  ];
}

/** Templates put paths behind it, and it into JSON. */
function urlFindings(url: string | undefined): Finding[] {
  if (url === undefined || /^https?:\/\/[^\s"\\?#]*[^\s"\\?#/]$/.test(url)) return [];
  const fix = 'write it without a slash at the end: https://argocd.example.com';
  return [errorAt(['argocdUrl'], url, 'is no URL that a path can follow', fix)];
}

/** A dot in a service's name makes Argo CD refuse the whole ConfigMap; in a trigger's name no annotation finds it. */
function nameFindings(field: string, parts: readonly { readonly name: string }[]): Finding[] {
  const names = parts.map(({ name }) => name);
  return parts.flatMap(({ name }, index) => {
    const findings: Finding[] = [];
    if (!/^[A-Za-z0-9]([-_A-Za-z0-9]*[A-Za-z0-9])?$/.test(name)) {
      const rule = name.includes('.') ? 'has a dot, at which Argo CD splits names' : 'is no name';
      findings.push(errorAt([field, name], name, rule, 'use letters, digits, - and _'));
    }
    if (names.indexOf(name) < index) {
      findings.push(errorAt([field, name], name, 'is there twice', 'give one of them another name'));
    }
    return findings;
  });
}

import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import type { NotificationService } from './notification-service';

/** Who is told, as Argo CD reads it: a service, and for whom the service is asked to tell it. */
export interface Recipient {
  readonly service: string;
  readonly recipient: string;
}

/** What is before the first colon is the service, and what is behind a second one is dropped. */
export function parseRecipient(text: string): Recipient {
  const [service = '', recipient = ''] = text.split(':');
  return { service, recipient };
}

/** What keeps a recipient from being told. */
export function recipientFindings(
  path: FieldPath,
  text: string,
  services: readonly NotificationService[],
): Finding[] {
  const { service: name, recipient } = parseRecipient(text);
  const service = services.find((each) => each.name === name);
  if (!service) return [unknownService(path, text, services)];
  if (text.split(':').length > 2) {
    return [errorAt(path, text, 'is cut at the second colon', 'use a recipient without colon')];
  }
  const known = service._recipients();
  if (known === undefined && recipient === '') {
    const fix = `write ${name}: and a ${service.type === 'email' ? 'mail address' : 'channel'}`;
    return [errorAt(path, text, 'does not say who is told', fix)];
  }
  if (known === undefined || known.includes(recipient)) return [];
  if (known.length === 0) {
    return recipient === ''
      ? []
      : [errorAt(path, text, `${name} is a webhook, which is told itself`, `write ${name}`)];
  }
  const rule = `names no recipient of ${name} (recipients: ${known.join(', ')})`;
  return [errorAt(path, text, rule, `write ${name}:${known[0]}, or add it to the service`)];
}

function unknownService(path: FieldPath, text: string, services: readonly NotificationService[]): Finding {
  const { service, recipient } = parseRecipient(text);
  const names = services.map(({ name }) => name);
  const rule = `names no service (services: ${names.join(', ') || 'none'})`;
  const ofType = services.find(({ type }) => type === service);
  if (services.some(({ name, type }) => type === service && name === recipient)) {
    return errorAt(path, text, `${rule}; ${service} is the type of ${recipient}`, `write ${recipient}`);
  }
  const fix = ofType ? `write ${ofType.name}:${recipient}` : `add the service ${service}`;
  return errorAt(path, text, ofType ? `${rule}; ${service} is the type of ${ofType.name}` : rule, fix);
}

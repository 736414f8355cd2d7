import { API_VERSION, KIND } from '../chatgpt/chatgptapp-api';
import { checkChatGPTApp } from '../chatgpt/check-chatgptapp';
import { valueAt } from '../validation/field-path';
import type { Finding } from '../validation/finding';
import { isObject } from '../validation/structural-schema';
import { ENVIRONMENT_KIND } from './environment-schema';
import { type FleetDocument, type FleetFinding, findingIn, formatSource, textAt } from './fleet-document';

/** A document that is a ChatGPTApp with a name; nothing more is known to be right. */
export interface AppDocument {
  readonly name: string;
  readonly document: FleetDocument;
}

/** The apps among the documents, and what keeps the others from being one. */
export function appDocuments(documents: readonly FleetDocument[]): {
  readonly apps: readonly AppDocument[];
  readonly findings: readonly FleetFinding[];
} {
  const apps: AppDocument[] = [];
  const findings: FleetFinding[] = [];
  for (const document of documents) {
    const name = textAt(document, ['metadata', 'name']);
    if (isChatGPTApp(document.value) && name !== undefined) {
      apps.push({ name, document });
      findings.push(...ownNamespace(document));
    } else {
      findings.push(...identityFindings(document).map((finding) => findingIn(document, finding)));
    }
  }
  return { apps, findings: [...findings, ...repeatedNames(apps, 'app')] };
}

function isChatGPTApp(value: unknown): boolean {
  return isObject(value) && value.apiVersion === API_VERSION && value.kind === KIND;
}

function identityFindings({ value }: FleetDocument): Finding[] {
  if (valueAt(value, ['kind']) === ENVIRONMENT_KIND) {
    const fix = 'move the file to the folder environments/';
    return [{ severity: 'error', path: ['kind'], value: ENVIRONMENT_KIND, rule: `is not ${KIND}`, fix }];
  }
  // the spec cannot be judged before it is merged into an environment
  return checkChatGPTApp(value).errors.filter(({ path }) => path[0] !== 'spec');
}

function ownNamespace(document: FleetDocument): FleetFinding[] {
  const path = ['metadata', 'namespace'];
  const value = valueAt(document.value, path);
  if (value === undefined) return [];
  const rule = 'is replaced by the namespace of each environment';
  return [findingIn(document, { severity: 'warning', path, value, rule, fix: 'remove the line' })];
}

/** Errors for names that were taken before, naming the place of the first. */
export function repeatedNames(
  named: readonly { readonly name: string; readonly document: FleetDocument }[],
  noun: string,
): FleetFinding[] {
  const path = ['metadata', 'name'];
  return named.flatMap(({ name, document }, index) => {
    const first = named.findIndex((other) => other.name === name);
    const earlier = named[first];
    if (first === index || earlier === undefined) return [];
    return findingIn(document, {
      severity: 'error',
      path,
      value: name,
      rule: `is the name of another ${noun} too, in ${formatSource({ document: earlier.document, path })}`,
      fix: 'rename or remove one of the two',
    });
  });
}

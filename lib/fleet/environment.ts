import { specSchema } from '../chatgpt/chatgptapp-api';
import type { CheckResult } from '../validation/check-result';
import { closestName } from '../validation/closest-name';
import { CustomResourceCheck } from '../validation/custom-resource-check';
import { type FieldPath, valueAt } from '../validation/field-path';
import type { Finding } from '../validation/finding';
import { isObject, type JsonObject } from '../validation/structural-schema';
import { unknownFields } from '../validation/unknown-fields';
import { APP_PLACEHOLDER, ENVIRONMENT_API_VERSION, ENVIRONMENT_DEFINITION } from './environment-schema';
import { type FleetDocument, type FleetFinding, findingIn } from './fleet-document';
import { patchOf } from './spec-layers';
import { type Variables, validVariables, variableFindings } from './variables';

/** What an environment changes of one app. */
export interface AppEntry {
  readonly enabled: boolean;
  readonly spec: JsonObject;
  readonly variables: Variables;
}

/** What an environment file says. */
export interface Environment {
  readonly name: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly hostPattern?: string;
  readonly defaults: JsonObject;
  readonly variables: Variables;
  readonly document: FleetDocument;
  /** What it changes of the app of that name; nothing where it does not mention the app. */
  entryOf(app: string): AppEntry;
}

const check = new CustomResourceCheck(ENVIRONMENT_DEFINITION, ENVIRONMENT_API_VERSION.split('/')[1] ?? '');
const appSpec = specSchema();

/** Everything that is wrong with an environment file, whatever apps there are. */
export function environmentFindings(document: FleetDocument): FleetFinding[] {
  const { value } = document;
  const result: CheckResult = check.check(value);
  const entries = Object.entries(patchOf(valueAt(value, ['spec', 'apps'])));
  const errors: Finding[] = [
    ...result.errors,
    ...variableFindings(valueAt(value, ['spec', 'variables']), ['spec', 'variables'], false),
    ...unknownInPatch(value, ['spec', 'defaults']),
    ...entries.flatMap(([app, entry]) => [
      ...variableFindings(valueAt(entry, ['variables']), ['spec', 'apps', app, 'variables'], true),
      ...unknownInPatch(value, ['spec', 'apps', app, 'spec']),
    ]),
  ];
  return errors.map((error) => findingIn(document, error));
}

// Merging hides a misspelt field whose value is null: it would quietly remove nothing.
function unknownInPatch(root: unknown, path: FieldPath): Finding[] {
  return unknownFields(valueAt(root, path), appSpec, path);
}

/** Entries for apps that do not exist. */
export function unknownAppFindings(environment: Environment, apps: readonly string[]): FleetFinding[] {
  const named = Object.keys(patchOf(valueAt(environment.document.value, ['spec', 'apps'])));
  return named
    .filter((name) => !apps.includes(name))
    .map((name) => {
      const meant = closestName(name, apps);
      return findingIn(environment.document, {
        severity: 'error',
        path: ['spec', 'apps', name],
        rule: 'names no app of the fleet',
        fix: meant ? `did you mean ${meant}?` : 'remove it, or add the file of the app',
      });
    });
}

/** Parts of the spec that belong to apps: an error there does not keep the rest from being checked. */
const APP_PARTS: readonly unknown[] = ['defaults', 'variables', 'apps'];

/** Whether apps can be merged into an environment with these findings without errors that only follow from them. */
export function isMergeable(findings: readonly FleetFinding[]): boolean {
  return findings.every(({ path }) => path[0] === 'spec' && APP_PARTS.includes(path[1]));
}

/** The environment in a document that is mergeable. */
export function environmentOf(document: FleetDocument): Environment {
  const { metadata, spec } = document.value as { metadata: { name: string }; spec: JsonObject };
  return {
    name: metadata.name,
    cluster: String(spec.cluster),
    namespace: String(spec.namespace),
    hostPattern: typeof spec.hostPattern === 'string' ? spec.hostPattern : undefined,
    defaults: patchOf(spec.defaults),
    variables: validVariables(spec.variables),
    document,
    entryOf: (app) => appEntry(valueAt(spec, ['apps', app])),
  };
}

function appEntry(entry: unknown): AppEntry {
  const { enabled, spec, variables } = isObject(entry) ? entry : {};
  return { enabled: enabled !== false, spec: patchOf(spec), variables: validVariables(variables) };
}

/** The host that the pattern gives the app; undefined without a pattern. */
export function hostOf(environment: Environment, app: string): string | undefined {
  return environment.hostPattern?.replaceAll(APP_PLACEHOLDER, () => app);
}

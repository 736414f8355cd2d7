import { checkChatGPTApp } from '../chatgpt/check-chatgptapp';
import type { Finding } from '../validation/finding';
import { type AppDocument, appDocuments, repeatedNames } from './app-documents';
import { type EnvironmentApps, hostsSharedOnCluster, sharedHosts, sharedNamespaces } from './conflicts';
import { type EffectiveApp, effectiveApp } from './effective-app';
import {
  type Environment,
  environmentFindings,
  environmentOf,
  isMergeable,
  unknownAppFindings,
} from './environment';
import { type FleetDocument, type FleetFinding, placedAt, textAt } from './fleet-document';

/** The documents of a fleet. */
export interface FleetDocuments {
  readonly apps: readonly FleetDocument[];
  readonly environments: readonly FleetDocument[];
  /** Whether apps are missing here, because their files could not be read. */
  readonly appsAreIncomplete: boolean;
}

/** What is to be deployed where; to be trusted only where no finding is an error. */
export interface FleetPlan {
  /** All apps, sorted, also those that no environment has. */
  readonly apps: readonly string[];
  /** Sorted by name, each with its apps sorted by name. */
  readonly environments: readonly EnvironmentApps[];
  readonly findings: readonly FleetFinding[];
}

/** Merges every app into every environment, and checks everything that comes out of it. */
export function planFleet(documents: FleetDocuments): FleetPlan {
  const { apps, findings: ofApps } = appDocuments(documents.apps);
  const { environments, findings: ofEnvironments } = readEnvironments(documents.environments);
  const names = [...new Set(apps.map(({ name }) => name))].sort();
  const incomplete = documents.appsAreIncomplete || apps.length < documents.apps.length;
  const planned = environments.map((environment) => ({ environment, apps: merged(environment, apps) }));
  return {
    apps: names,
    environments: planned,
    findings: [
      ...ofApps,
      ...ofEnvironments,
      // where an app could not be read, its entries would all be reported as well
      ...(incomplete ? [] : environments.flatMap((environment) => unknownAppFindings(environment, names))),
      ...planned.flatMap((environment) => environment.apps.flatMap(appFindings)),
      ...planned.flatMap(sharedHosts),
      ...hostsSharedOnCluster(planned),
      ...sharedNamespaces(planned),
    ],
  };
}

function readEnvironments(documents: readonly FleetDocument[]) {
  const checked = documents.map((document) => ({ document, findings: environmentFindings(document) }));
  const named = documents.flatMap((document) => {
    const name = textAt(document, ['metadata', 'name']);
    return name === undefined ? [] : [{ name, document }];
  });
  return {
    environments: checked
      .filter(({ findings }) => isMergeable(findings))
      .map(({ document }) => environmentOf(document))
      .sort(byName),
    findings: [...checked.flatMap(({ findings }) => findings), ...repeatedNames(named, 'environment')],
  };
}

function merged(environment: Environment, apps: readonly AppDocument[]): EffectiveApp[] {
  return apps
    .filter(({ name }) => environment.entryOf(name).enabled)
    .map(({ name, document }) => effectiveApp(name, document, environment))
    .sort((a, b) => compare(a.app, b.app));
}

function appFindings({ app, environment, manifest, sourceOf }: EffectiveApp): FleetFinding[] {
  const { errors, warnings } = checkChatGPTApp(manifest);
  const placed = (finding: Finding): FleetFinding => ({
    ...placedAt(sourceOf(finding.at ?? finding.path), finding),
    deployment: { app, environment },
  });
  return [...errors, ...warnings].map(placed);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return compare(a.name, b.name);
}

// by code units, so that the order is the same on every machine
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

import { IN_CLUSTER_NAME, IN_CLUSTER_SERVER } from '../argocd/destination';
import { valueAt } from '../validation/field-path';
import type { EffectiveApp } from './effective-app';
import type { Environment } from './environment';
import { type FleetFinding, findingIn, formatSource, placedAt } from './fleet-document';

/** An environment with the apps that are part of it. */
export interface EnvironmentApps {
  readonly environment: Environment;
  readonly apps: readonly EffectiveApp[];
}

const HOST = ['spec', 'host'];

/** Errors for hosts that two apps of one environment claim: requests can only go to one of them. */
export function sharedHosts({ apps }: EnvironmentApps): FleetFinding[] {
  const owners = new Map<unknown, EffectiveApp>();
  return apps.flatMap((app) => {
    const host = valueAt(app.manifest, HOST);
    if (typeof host !== 'string') return [];
    const owner = owners.get(host) ?? app;
    owners.set(host, owner);
    // a name that is given twice has an error of its own
    if (owner.app === app.app) return [];
    const rule = `is the host of app ${owner.app} too`;
    return hostFinding('error', app, owner, rule, 'give each app of an environment its own host');
  });
}

/** Warnings for hosts that apps of two environments on one cluster claim: one of them gets the requests of both. */
export function hostsSharedOnCluster(environments: readonly EnvironmentApps[]): FleetFinding[] {
  const owners = new Map<string, EffectiveApp>();
  const deployed = environments.flatMap(({ environment, apps }) => apps.map((app) => ({ environment, app })));
  return deployed.flatMap(({ environment, app }) => {
    const host = valueAt(app.manifest, HOST);
    if (typeof host !== 'string') return [];
    const place = `${clusterOf(environment)} ${host}`;
    const owner = owners.get(place) ?? app;
    owners.set(place, owner);
    // in one environment it is an error
    if (owner.environment === app.environment) return [];
    const rule = `is on the same cluster the host of app ${owner.app} in ${owner.environment} too`;
    const fix = 'give the environments of a cluster hosts of their own, such as {app}.staging.example.com';
    return hostFinding('warning', app, owner, rule, fix);
  });
}

function hostFinding(
  severity: FleetFinding['severity'],
  app: EffectiveApp,
  owner: EffectiveApp,
  rule: string,
  fix: string,
): FleetFinding {
  const finding = placedAt(app.sourceOf(HOST), {
    severity,
    path: HOST,
    value: valueAt(app.manifest, HOST),
    rule: `${rule}, from ${formatSource(owner.sourceOf(HOST))}`,
    fix,
  });
  return { ...finding, deployment: { app: app.app, environment: app.environment } };
}

/** Errors for environments that deploy an app of one name into one namespace: one would overwrite the other. */
export function sharedNamespaces(environments: readonly EnvironmentApps[]): FleetFinding[] {
  const path = ['spec', 'namespace'];
  return environments.flatMap(({ environment, apps }, index) => {
    const names = new Set(apps.map(({ app }) => app));
    const other = environments
      .slice(0, index)
      .find(
        (earlier) =>
          isSamePlace(earlier.environment, environment) && earlier.apps.some(({ app }) => names.has(app)),
      );
    if (other === undefined || other.environment.name === environment.name) return [];
    const place = formatSource({ document: other.environment.document, path });
    return findingIn(environment.document, {
      severity: 'error',
      path,
      value: environment.namespace,
      rule: `is on the same cluster the namespace of environment ${other.environment.name} too (${place}), so apps of both would overwrite one another`,
      fix: 'give each environment its own namespace, or its own cluster',
    });
  });
}

function isSamePlace(a: Environment, b: Environment): boolean {
  return clusterOf(a) === clusterOf(b) && a.namespace === b.namespace;
}

/** The cluster of Argo CD has a name, too. */
function clusterOf({ cluster }: Environment): string {
  return cluster === IN_CLUSTER_NAME ? IN_CLUSTER_SERVER : cluster;
}

import { ApiObject, App, Chart, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { ArgoProject, Destination } from '../../lib/argocd';
import { FleetApp, FleetLayout } from '../../lib/synth/fleet-app';
import type { KubernetesObject } from '../dist-objects';

export const REPOSITORY = 'https://github.com/acme/deployments';
export const PRODUCTION = 'https://10.0.0.1:6443';

/** A chart for objects of Argo CD, in an app of its own. */
export function platformChart(): Chart {
  return new Chart(new App(), 'platform', { namespace: 'argocd' });
}

/** A chart in the fleet layout, with one ConfigMap. */
export function fleetChart(id = 'shop', namespace = 'chatgpt-production', app?: App): Chart {
  const owner = app ?? new FleetApp({ layout: FleetLayout.FLEET, outdir: 'dist' });
  const chart = new Chart(owner, id, { namespace });
  emit(chart, 'v1', 'ConfigMap', `${id}-settings`);
  return chart;
}

export function emit(
  scope: Construct,
  apiVersion: string,
  kind: string,
  name: string,
  namespace?: string,
): ApiObject {
  return new ApiObject(scope, `${kind}-${name}`, { apiVersion, kind, metadata: { name, namespace } });
}

/** A project that allows what the tests deliver by default. */
export function shopProject(scope: Construct, id = 'shop-project'): ArgoProject {
  const project = new ArgoProject(scope, id, {
    sourceRepos: [REPOSITORY],
    destinations: [Destination.server(PRODUCTION, 'chatgpt-*')],
  });
  project.allowEmitted();
  return project;
}

/** The rendered objects of a kind. */
export function rendered(chart: Chart, kind: string): KubernetesObject[] {
  return (Testing.synth(chart) as KubernetesObject[]).filter((object) => object.kind === kind);
}

/** The spec of the only object of a kind. */
export function specOf(chart: Chart, kind: string): Record<string, unknown> {
  const [only, ...more] = rendered(chart, kind);
  expect(more).toEqual([]);
  return only?.spec as Record<string, unknown>;
}

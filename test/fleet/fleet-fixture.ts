import { parse } from 'yaml';
import type { FleetDocument } from '../../lib/fleet/fleet-document';
import { type FleetPlan, planFleet } from '../../lib/fleet/fleet-plan';
import { formatFleetFindings } from '../../lib/fleet/fleet-report';
import { readManifests } from '../../lib/manifest/read-manifests';

/** An app file of the fewest lines, with more of its spec below. */
export function appYaml(name: string, spec = ''): string {
  return `apiVersion: apps.makeaihq.com/v1alpha1
kind: ChatGPTApp
metadata:
  name: ${name}
spec:
  displayName: ${name}
  description: An app of a test.
  mcpServer: { image: 'example.com/${name}:1.0.0' }
${indented(spec)}`;
}

/** An environment file of the fewest lines, with more of its spec below. */
export function environmentYaml(name: string, spec = ''): string {
  return `apiVersion: fleet.makeaihq.com/v1alpha1
kind: Environment
metadata:
  name: ${name}
spec:
  cluster: https://kubernetes.default.svc
  namespace: chatgpt-${name}
${indented(spec)}`;
}

function indented(yaml: string): string {
  return yaml.replace(/^(?=.)/gm, '  ');
}

/** The documents in a text, as a file of the fleet would give them. */
export function documents(file: string, text: string): FleetDocument[] {
  return readManifests(text).map(({ value, locate }) => ({ file, value, locate }));
}

/** The plan of a fleet whose files are given by their names, and its findings as they are printed. */
export function plan(files: { apps: Record<string, string>; environments: Record<string, string> }) {
  const read = (folder: 'apps' | 'environments') =>
    Object.entries(files[folder]).flatMap(([name, text]) => documents(`fleet/${folder}/${name}`, text));
  const planned = planFleet({
    apps: read('apps'),
    environments: read('environments'),
    appsAreIncomplete: false,
  });
  const environments = planned.environments.map(({ environment }) => environment.name);
  return { ...planned, messages: formatFleetFindings(planned.findings, environments) };
}

/** The spec of an app in an environment of the plan. */
export function specOf(planned: FleetPlan, environment: string, app: string): Record<string, unknown> {
  const found = planned.environments
    .find((one) => one.environment.name === environment)
    ?.apps.find((one) => one.app === app);
  if (!found) throw new Error(`there is no ${environment}/${app}`);
  return found.manifest.spec as Record<string, unknown>;
}

/** YAML as a plain value, for expectations. */
export function yaml(text: string): unknown {
  return parse(text);
}

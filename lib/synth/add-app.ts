import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ChatGPTAppConstruct } from '../chatgpt/chatgptapp-construct';
import type { EffectiveApp } from '../fleet/effective-app';
import { isObject } from '../validation/structural-schema';
import type { FleetApp } from './fleet-app';

/**
 * Adds an app as a chart `<environment>/<app>`, also the folder of its files.
 *
 * @throws where the app cannot be rendered; then nothing of it is left.
 */
export function addApp(fleet: FleetApp, { environment, app, manifest }: EffectiveApp): Chart {
  const existing = fleet.node.tryFindChild(environment) as Construct | undefined;
  const scope = existing ?? new Construct(fleet, environment);
  // so that the names of files tell only of what lies in another namespace
  const chart = new Chart(scope, app, { namespace: namespaceOf(manifest), disableResourceNameHashes: true });
  try {
    ChatGPTAppConstruct.fromManifest(chart, app, manifest);
    return chart;
  } catch (error) {
    scope.node.tryRemoveChild(app);
    throw error;
  }
}

function namespaceOf({ metadata }: EffectiveApp['manifest']): string | undefined {
  const namespace = isObject(metadata) ? metadata.namespace : undefined;
  return typeof namespace === 'string' ? namespace : undefined;
}

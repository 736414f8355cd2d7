import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ChatGPTAppConstruct } from '../chatgpt/chatgptapp-construct';
import type { EffectiveApp } from '../fleet/effective-app';
import { chartFiles, type OutputFile } from './chart-files';

/** The files of an app in its environment: one chart, `<environment>/<app>`, also the folder. */
export function renderApp({ environment, app, manifest }: EffectiveApp): OutputFile[] {
  // An App of its own for each chart: cdk8s walks the whole App once for every chart in it, and nothing here
  // depends on another chart.
  const scope = new Construct(new App(), environment);
  const chart = new Chart(scope, app, { disableResourceNameHashes: true });
  ChatGPTAppConstruct.fromManifest(chart, app, manifest);
  return chartFiles(chart, `${environment}/${app}`);
}

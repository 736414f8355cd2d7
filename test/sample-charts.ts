import { App, Chart } from 'cdk8s';
import { ChatGPTAppConstruct } from '../lib/chatgpt';
import type { KubernetesObject } from './dist-objects';
import { type Manifest, sampleApps } from './sample-apps';

/** An empty chart in a namespace. */
export function emptyChart(namespace = 'chatgpt-test'): Chart {
  return new Chart(new App(), 'chart', { namespace });
}

/** The objects that a manifest becomes. */
export function render(manifest: Manifest): KubernetesObject[] {
  const chart = emptyChart();
  ChatGPTAppConstruct.fromManifest(chart, manifest.metadata.name, manifest);
  return chart.toJson() as KubernetesObject[];
}

/** The object of that kind among those that a manifest becomes. */
export function renderKind(manifest: Manifest, kind: string): KubernetesObject | undefined {
  return render(manifest).find((object) => object.kind === kind);
}

/** Every sample app with its objects. */
export function sampleCharts(): { readonly name: string; readonly objects: KubernetesObject[] }[] {
  return sampleApps().map((app) => ({ name: app.metadata.name, objects: render(app) }));
}

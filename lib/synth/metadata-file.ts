import type { Chart } from 'cdk8s';
import type { ChartRenderer } from './chart-renderer';
import type { OutputFile } from './output-file';

/** The file that the cdk8s CLI asks for, to name constructs in validation reports. */
export function metadataFile(renderer: ChartRenderer, charts: readonly Chart[]): OutputFile {
  const objects = charts.flatMap((chart) => renderer.objectsOf(chart));
  const resources = Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
  return { path: 'construct-metadata.json', text: JSON.stringify({ version: '1.0.0', resources }) };
}

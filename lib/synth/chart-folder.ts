import type { Chart } from 'cdk8s';
import { fileSafe } from './file-safe';

/** The folder of a chart's files in `FleetLayout.FLEET`, relative to the output folder: the chart's path in the app. */
export function chartFolder(chart: Chart): string {
  return chart.node.path.split('/').map(fileSafe).join('/');
}

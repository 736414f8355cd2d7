import { join } from 'node:path';
import { type App, type Chart, Names, YamlOutputType } from 'cdk8s';
import type { ChartRenderer } from './chart-renderer';
import { emitYaml } from './emit-yaml';
import type { OutputFiles } from './output-file';

/** The files of `App.synth()`. Where two have one name the last one wins, as there. */
export function cdk8sFiles(app: App, renderer: ChartRenderer): OutputFiles {
  const { charts, hasDependentCharts } = renderer;
  const extension = app.outputFileExtension;
  const files = new Map<string, string>();
  const folders: string[] = [];
  const save = (path: string, documents: readonly unknown[]) => files.set(join(path), emitYaml(documents));
  const chartName = (chart: Chart, index: number) =>
    (hasDependentCharts ? `${String(index).padStart(4, '0')}-` : '') + Names.toDnsLabel(chart);
  switch (app.yamlOutputType) {
    case YamlOutputType.FILE_PER_APP: {
      const documents = charts.flatMap((chart) => renderer.render(chart));
      if (charts.length > 0) save(`app${extension}`, documents);
      break;
    }
    case YamlOutputType.FILE_PER_CHART:
      charts.forEach((chart, index) => {
        save(chartName(chart, index) + extension, renderer.render(chart));
      });
      break;
    case YamlOutputType.FILE_PER_RESOURCE:
      for (const chart of charts) {
        for (const object of renderer.render(chart)) {
          if (object !== undefined) save(objectName(object as NamedObject) + extension, [object]);
        }
      }
      break;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      charts.forEach((chart, index) => {
        const folder = chartName(chart, index);
        folders.push(folder);
        // this one does not ask Chart.toJson()
        const manifests = renderer.renderOwn(chart);
        renderer.objectsOf(chart).forEach((object, position) => {
          save(join(folder, objectName(object) + extension), [manifests[position]]);
        });
      });
      break;
  }
  return { files: [...files].map(([path, text]) => ({ path, text })), folders };
}

interface NamedObject {
  readonly kind: string;
  readonly metadata: { readonly name?: string };
}

function objectName({ kind, metadata }: NamedObject): string {
  return `${kind}.${metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

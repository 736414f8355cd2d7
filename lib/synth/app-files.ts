import { join } from 'node:path';
import { type ApiObject, type App, type Chart, Names, YamlOutputType } from 'cdk8s';
import type { OutputFile } from './chart-files';
import { emitYaml } from './emit-yaml';

/** What a layout asks about charts: their objects in order, rendered or not. */
export interface ChartSource {
  readonly charts: readonly Chart[];
  readonly hasDependentCharts: boolean;
  objectsOf(chart: Chart): ApiObject[];
  render(chart: Chart): unknown[];
}

/** Files, and folders that exist even where they are empty; with paths relative to the output folder. */
export interface AppFiles {
  readonly files: readonly OutputFile[];
  readonly folders: readonly string[];
}

/** The files of `App.synth()`. Where two have one name the last one wins, as there. */
export function appFiles(app: App, source: ChartSource): AppFiles {
  const { charts, hasDependentCharts } = source;
  const extension = app.outputFileExtension;
  const files = new Map<string, string>();
  const folders: string[] = [];
  const save = (path: string, documents: readonly unknown[]) => files.set(join(path), emitYaml(documents));
  const chartName = (chart: Chart, index: number) =>
    (hasDependentCharts ? `${String(index).padStart(4, '0')}-` : '') + Names.toDnsLabel(chart);
  switch (app.yamlOutputType) {
    case YamlOutputType.FILE_PER_APP: {
      const documents = charts.flatMap((chart) => source.render(chart));
      if (charts.length > 0) save(`app${extension}`, documents);
      break;
    }
    case YamlOutputType.FILE_PER_CHART:
      charts.forEach((chart, index) => {
        save(chartName(chart, index) + extension, source.render(chart));
      });
      break;
    case YamlOutputType.FILE_PER_RESOURCE:
      for (const chart of charts) {
        for (const object of source.render(chart)) {
          if (object !== undefined) save(objectName(object as NamedObject) + extension, [object]);
        }
      }
      break;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      charts.forEach((chart, index) => {
        const folder = chartName(chart, index);
        folders.push(folder);
        // this one does not ask Chart.toJson()
        for (const object of source.objectsOf(chart)) {
          save(join(folder, objectName(object) + extension), [object.toJson()]);
        }
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

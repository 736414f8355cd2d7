import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ChatGPTAppConstruct } from '../chatgpt/chatgptapp-construct';
import type { EffectiveApp } from '../fleet/effective-app';
import { chartFiles, type OutputFile } from './chart-files';
import type { SynthesizedObject } from './checks/synthesized-object';

/** What an app is in its environment: objects, and the files that they are written to. */
export interface RenderedApp {
  readonly files: readonly OutputFile[];
  readonly objects: readonly SynthesizedObject[];
}

/** Renders an app into one chart, `<environment>/<app>`, also the folder of its files. */
export function renderApp({ environment, app, manifest }: EffectiveApp): RenderedApp {
  // An App of its own for each chart: cdk8s walks the whole App once for every chart in it, and nothing here
  // depends on another chart.
  const scope = new Construct(new App(), environment);
  const chart = new AppChart(scope, app, { disableResourceNameHashes: true });
  ChatGPTAppConstruct.fromManifest(chart, app, manifest);
  return { files: chartFiles(chart, `${environment}/${app}`), objects: chart.objects() };
}

/** A chart that renders its objects once, for the files and for the checks. */
class AppChart extends Chart {
  private rendered?: ReturnType<Chart['toJson']>;

  public override toJson(): ReturnType<Chart['toJson']> {
    this.rendered ??= super.toJson();
    return this.rendered;
  }

  /** The rendered objects with their construct paths. */
  public objects(): SynthesizedObject[] {
    const key = ({ kind, metadata }: ApiObject) => `${kind}/${metadata.name}`;
    // a name is unique within its kind here: two would want one file
    const emitted = this.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
    const paths = new Map(emitted.map((object) => [key(object), object.node.path]));
    return this.toJson().map((manifest) => ({ path: paths.get(key(manifest)) ?? this.node.path, manifest }));
  }
}

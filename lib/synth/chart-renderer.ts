import { ApiObject, App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { SynthesizedObject } from './checks/synthesized-object';
import { dependencyOrder } from './dependency-order';
import { objectRenderer, type RenderObject } from './object-json';
import type { Progress } from './progress';
import { type ResolvedTree, resolveDependencies } from './resolve-dependencies';
import type { ValidateOnce } from './validate-once';

/** An object that was rendered, and the construct at the root of the app that it comes from. */
export interface RenderedObject extends SynthesizedObject {
  readonly root: string;
}

/** Renders the charts of an app during one synthesis. */
export class ChartRenderer {
  /** All charts, each after those that it waits for. */
  readonly charts: readonly Chart[];
  readonly hasDependentCharts: boolean;
  /** What was rendered, where objects are kept. */
  readonly objects: RenderedObject[] = [];
  private readonly renderObject: RenderObject;
  private readonly paths = new WeakMap<object, string>();
  private count = 0;

  /** @param keepsObjects whether `objects` is filled: it holds everything in memory. */
  constructor(
    private readonly app: App,
    private readonly tree: ResolvedTree,
    private readonly validation: ValidateOnce,
    private readonly progress: Progress,
    private readonly keepsObjects: boolean,
  ) {
    this.charts = chartsOf(tree);
    this.hasDependentCharts = tree.hasDependentCharts;
    this.renderObject = objectRenderer(app);
  }

  /** By `Chart.toJson()`, which a chart may override, and which may give an object instead of a list. */
  render(chart: Chart, fileOf?: (object: unknown) => string): unknown[] {
    const objects = Object.values(chart.toJson());
    this.rendered(chart, objects, fileOf);
    return objects;
  }

  /** The objects of the chart as they are, whatever its `toJson()` says. */
  renderOwn(chart: Chart): unknown[] {
    const objects = this.objectsOf(chart).map(this.renderObject);
    this.rendered(chart, objects);
    return objects;
  }

  /** The objects of a chart, without those of charts in it, each after what it waits for. */
  objectsOf(chart: Chart): ApiObject[] {
    return dependencyOrder(resolveDependencies(chart, this.tree))
      .filter((construct) => construct instanceof ApiObject)
      .filter((object) => Chart.of(object) === chart);
  }

  /**
   * While `run` lasts, `Chart.toJson()` of this app's charts looks at the chart only. cdk8s' own, which overrides of
   * toJson() call, resolves and validates the whole app for each chart; there is no other way to come between.
   */
  whileLinear<T>(run: () => T): T {
    const internals = App as unknown as { _synthChart(chart: Chart): unknown[] };
    const original = internals._synthChart;
    internals._synthChart = (chart) =>
      App.of(chart) === this.app ? this.synthChart(chart) : original.call(App, chart);
    try {
      return run();
    } finally {
      internals._synthChart = original;
    }
  }

  private synthChart(chart: Chart): unknown[] {
    // an override may have added constructs; what it took out of the app is not validated, as in cdk8s
    if (isAttached(chart)) this.validation.validate(chart.node.findAll());
    return this.objectsOf(chart).map((object) => {
      const manifest = this.renderObject(object);
      if (this.keepsObjects && typeof manifest === 'object' && manifest !== null) {
        this.paths.set(manifest, object.node.path);
      }
      return manifest;
    });
  }

  private rendered(chart: Chart, objects: readonly unknown[], fileOf?: (object: unknown) => string): void {
    this.progress.report('charts rendered', ++this.count, this.charts.length);
    if (!this.keepsObjects) return;
    const [root = ''] = chart.node.path.split('/');
    for (const manifest of objects) {
      if (typeof manifest !== 'object' || manifest === null) continue;
      const path = this.paths.get(manifest) ?? chart.node.path;
      this.objects.push({ path, manifest, file: fileOf?.(manifest), root });
    }
  }
}

/** Whether a construct is still below the root of its scopes: one that was removed keeps its scope. */
function isAttached({ node }: IConstruct): boolean {
  return (
    node.scope === undefined ||
    (node.scope.node.tryFindChild(node.id)?.node === node && isAttached(node.scope))
  );
}

/** The charts of a tree, each after those that it waits for. */
export function chartsOf(tree: ResolvedTree): Chart[] {
  return dependencyOrder(tree).filter((construct) => construct instanceof Chart);
}

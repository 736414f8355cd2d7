import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, type AppProps, Chart } from 'cdk8s';
import type { IConstruct, Node } from 'constructs';
import { appFiles, type ChartSource } from './app-files';
import type { OutputFile } from './chart-files';
import { dependencyOrder } from './dependency-order';
import { emitYaml } from './emit-yaml';
import { FLEET_HEADER, fleetFiles } from './fleet-files';
import { filesWithHeader } from './generated-files';
import { type ResolvedTree, resolveDependencies } from './resolve-dependencies';
import { writeFiles } from './write-files';

/** How a FleetApp divides its output into files. */
export enum FleetLayout {
  /** As `yamlOutputType` says: the files of `App.synth()`, byte for byte. */
  CDK8S = 'cdk8s',

  /**
   * One object per file, in folders named by the path of its chart: `production/fitness/deployment.fitness.yaml` for
   * a chart `fitness` in a construct `production`. No dependency and no other object changes a file's name, and
   * files that an earlier run wrote are removed when their object is gone.
   */
  FLEET = 'fleet',
}

/** Properties of a FleetApp. */
export interface FleetAppProps extends AppProps {
  /**
   * How the output is divided into files. `FleetLayout.FLEET` takes the place of `yamlOutputType` and
   * `outputFileExtension`.
   *
   * @default FleetLayout.CDK8S
   */
  readonly layout?: FleetLayout;
}

/**
 * A cdk8s App for many charts. It writes what `App` writes, in time that grows with the number of charts, objects and
 * dependencies, where `App` takes the square of charts and every path through dependencies. Files that are right
 * already are not touched, and where anything fails none changes.
 *
 * @example
 * const app = new FleetApp({ layout: FleetLayout.FLEET });
 * new Chart(new Construct(app, 'production'), 'fitness');
 * app.synth();
 */
export class FleetApp extends App {
  /** How the output is divided into files. */
  public readonly layout: FleetLayout;
  private readonly recordsMetadata: boolean;
  /** What the last synth found: what toJson() of a chart removes is still waited for, as in App. */
  private resolved?: ResolvedTree;

  /** @param props as those of `App`, and the layout. */
  constructor(props: FleetAppProps = {}) {
    super(props);
    this.layout = props.layout ?? FleetLayout.CDK8S;
    this.recordsMetadata =
      props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    if (this.layout === FleetLayout.FLEET) refuseNames(props, ['yamlOutputType', 'outputFileExtension']);
  }

  /** All charts, each after those that it depends on. */
  public get charts(): Chart[] {
    return chartsOf(this.resolve(this));
  }

  /** Writes all manifests to the output directory. */
  public synth(): void {
    const validated = new Set<Node>();
    validate(this.node.findAll(), validated);
    const tree = this.resolve(this);
    this.resolved = tree;
    const { files, folders } = this.rendered(tree, validated);
    const isFleet = this.layout === FleetLayout.FLEET;
    writeFiles(
      this.outdir,
      files,
      isFleet ? (keep) => filesWithHeader(this.outdir, FLEET_HEADER, keep) : () => [],
    );
    for (const folder of folders) mkdirSync(join(this.outdir, folder), { recursive: true });
  }

  /**
   * Renders all manifests.
   *
   * @returns one YAML text with the objects of all charts.
   */
  public synthYaml(): string {
    const tree = this.resolve(this);
    this.resolved = tree;
    const validated = new Set<Node>();
    validate(tree.nodes, validated);
    const charts = chartsOf(tree);
    return this.withLinearCharts(validated, () => emitYaml(charts.flatMap(render)));
  }

  private rendered(tree: ResolvedTree, validated: Set<Node>) {
    const { hasDependentCharts } = tree;
    const source: ChartSource = {
      charts: chartsOf(tree),
      hasDependentCharts,
      objectsOf: (chart) => this.objectsOf(chart),
      render,
    };
    return this.withLinearCharts(validated, () => {
      const { files, folders } =
        this.layout === FleetLayout.FLEET
          ? { files: fleetFiles(source), folders: [] }
          : appFiles(this, source);
      return { files: this.recordsMetadata ? [...files, this.metadataFile()] : files, folders };
    });
  }

  private resolve(root: IConstruct): ResolvedTree {
    return resolveDependencies(root, this.resolved);
  }

  /** The objects of a chart, without those of charts in it, each after what it waits for. */
  private objectsOf(chart: Chart): ApiObject[] {
    return dependencyOrder(this.resolve(chart))
      .filter((construct) => construct instanceof ApiObject)
      .filter((object) => Chart.of(object) === chart);
  }

  /** The file that the cdk8s CLI asks for, to name constructs in validation reports. */
  private metadataFile(): OutputFile {
    const objects = this.charts.flatMap((chart) => this.objectsOf(chart));
    const resources = Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
    return { path: 'construct-metadata.json', text: JSON.stringify({ version: '1.0.0', resources }) };
  }

  /**
   * While `run` lasts, `Chart.toJson()` of this app's charts looks at the chart only. cdk8s' own, which overrides of
   * toJson() call, resolves and validates the whole app for each chart; there is no other way to come between.
   */
  private withLinearCharts<T>(validated: Set<Node>, run: () => T): T {
    const internals = App as unknown as { _synthChart(chart: Chart): unknown[] };
    const original = internals._synthChart;
    internals._synthChart = (chart) => {
      if (App.of(chart) !== this) return original.call(App, chart);
      // an override may have added constructs
      validate(chart.node.findAll(), validated);
      return this.objectsOf(chart).map((object) => object.toJson());
    };
    try {
      return run();
    } finally {
      internals._synthChart = original;
    }
  }
}

function refuseNames(props: FleetAppProps, names: readonly (keyof FleetAppProps)[]): void {
  for (const name of names) {
    if (props[name] === undefined) continue;
    throw new Error(`FleetApp: ${name} has no meaning in FleetLayout.FLEET. Fix: leave one of them out.`);
  }
}

/** Asks each construct once whether it is valid; reports all that is wrong, in the words of cdk8s. */
function validate(constructs: readonly IConstruct[], validated: Set<Node>): void {
  const errors: string[] = [];
  for (const { node } of constructs) {
    if (validated.has(node)) continue;
    validated.add(node);
    for (const error of node.validate()) errors.push(`[${node.path}] ${error}`);
  }
  if (errors.length > 0) {
    throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
  }
}

function chartsOf(tree: ResolvedTree): Chart[] {
  return dependencyOrder(tree).filter((construct) => construct instanceof Chart);
}

/** By toJson(), which a chart may override, and which may give an object instead of a list. */
function render(chart: Chart): unknown[] {
  return Object.values(chart.toJson());
}

import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import { chartFolder } from '../../synth/chart-folder';
import { dependencyOrder } from '../../synth/dependency-order';
import { FleetApp, FleetLayout } from '../../synth/fleet-app';
import { resolveDependencies } from '../../synth/resolve-dependencies';
import { refuse } from '../../validation/refuse';

/** What an Application delivers: exactly one of a chart and an app, and the folder of the app's output. */
export interface Delivered {
  readonly chart?: Chart;
  readonly app?: App;
  readonly outputRoot: string;
}

/** Where in the repository the delivered manifests are. */
export interface DeliveredPath {
  readonly path: string;
  /** The only file in the folder that counts. */
  readonly include?: string;
  readonly recurse?: boolean;
}

/**
 * The folder of an app's output, relative to the root of the repository.
 *
 * @throws where it leaves the repository, or is a scratch folder of the cdk8s CLI rather than what is committed.
 */
export function outputRootOf(where: string, app: App, given: string | undefined): string {
  const root = (given ?? app.outdir).replace(/\\/g, '/');
  const steps = root.split('/').filter((step) => step !== '' && step !== '.');
  const fix = 'name the folder that is committed, relative to the root of the repository';
  if (root.startsWith('/') || /^[A-Za-z]:/.test(root) || steps.includes('..')) {
    refuse(where, 'outputRoot', root, 'is no folder in the repository', fix);
  }
  // cdk8s synth tells the app where to write (CDK8S_OUTDIR), which may be a folder that nobody commits
  if (given === undefined && steps.some((step) => step.startsWith('.'))) {
    refuse(where, 'outputRoot', root, 'is hidden, so hardly what is committed', fix);
  }
  return steps.join('/');
}

/**
 * Refuses what no path can be derived for.
 *
 * @throws where the files of a chart cannot be told from those of others.
 */
export function refuseUnderivable(where: string, app: App, chart: Chart | undefined): void {
  if (chart === undefined || isFleet(app)) return;
  const value = `${app.yamlOutputType}`;
  const fix = 'use FleetApp with FleetLayout.FLEET, or deliver the whole app';
  if (app.yamlOutputType === YamlOutputType.FILE_PER_RESOURCE) {
    const rule = 'puts the objects of all charts into one folder, where a chart has no path of its own';
    refuse(where, 'yamlOutputType', value, rule, fix);
  }
  if (app.yamlOutputType === YamlOutputType.FILE_PER_APP) {
    const rule = 'puts all charts into one file, where a chart has no path of its own';
    refuse(where, 'yamlOutputType', value, rule, fix);
  }
}

/** The path of what is delivered, as things are now: in cdk8s' own layouts dependencies change names of files. */
export function deliveredPath({ chart, app, outputRoot }: Delivered): DeliveredPath {
  const at = (folder: string) => [outputRoot, folder].filter((step) => step !== '').join('/') || '.';
  const owner = chart ? App.of(chart) : (app as App);
  const type = owner.yamlOutputType;
  if (chart === undefined) {
    const hasFolders = isFleet(owner) || type === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
    return { path: at(''), recurse: hasFolders || undefined };
  }
  if (isFleet(owner)) return { path: at(chartFolder(chart)) };
  const name = chartName(owner, chart);
  if (type === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) return { path: at(name) };
  return { path: at(''), include: name + owner.outputFileExtension };
}

/** Forgets what was known of an app's charts, because the app may have changed. It is never a problem. */
export function forgetChartNames(app: App): string[] {
  CHART_NAMES.delete(app);
  return [];
}

const CHART_NAMES = new WeakMap<App, ReadonlyMap<Chart, string>>();

/** The name that cdk8s gives to a chart's file or folder: numbered, where any chart waits for another. */
function chartName(app: App, chart: Chart): string {
  let names = CHART_NAMES.get(app);
  if (names === undefined) {
    // for all charts at once: to ask for each of them would be quadratic
    const tree = resolveDependencies(app);
    const charts = dependencyOrder(tree).filter((construct) => construct instanceof Chart);
    const number = (index: number) => (tree.hasDependentCharts ? `${String(index).padStart(4, '0')}-` : '');
    names = new Map(charts.map((each, index) => [each, number(index) + Names.toDnsLabel(each)]));
    CHART_NAMES.set(app, names);
  }
  return names.get(chart) ?? Names.toDnsLabel(chart);
}

function isFleet(app: App): boolean {
  return app instanceof FleetApp && app.layout === FleetLayout.FLEET;
}

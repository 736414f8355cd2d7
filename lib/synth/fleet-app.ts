import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps, type Chart } from 'cdk8s';
import { cdk8sFiles } from './cdk8s-files';
import { ChartRenderer, chartsOf, type RenderedObject } from './chart-renderer';
import { type ClustersCheck, checkClusters } from './checks/check-clusters';
import { emitYaml } from './emit-yaml';
import { FLEET_HEADER, fleetFiles, refuseCollisions } from './fleet-files';
import { metadataFile } from './metadata-file';
import type { OutputFiles } from './output-file';
import { NO_PROGRESS, type Progress, terminalProgress } from './progress';
import { type ResolvedTree, resolveDependencies } from './resolve-dependencies';
import { ValidateOnce } from './validate-once';
import { type WriteReport, writeFiles } from './write-files';

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

  /**
   * Whether the rendered objects are held against rules that concern them together: duplicates, references that
   * dangle, names, plain Secrets. Nothing is written where one is broken.
   *
   * @see https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/guides/synth-checks.md
   * @default - true in FleetLayout.FLEET, false in FleetLayout.CDK8S, which does what App does
   */
  readonly checks?: boolean;

  /**
   * Checks that are switched off: the reason, which is printed, by the name of the check.
   *
   * @default - none
   */
  readonly checksOff?: { readonly [check: string]: string };

  /**
   * The cluster that a part of the app is for, by the id of its construct at the root. Objects of two clusters can
   * neither clash nor refer to each other.
   *
   * @default - all that is not named is for one cluster
   */
  readonly clusters?: { readonly [id: string]: string };

  /**
   * Whether a synth of more than a second says on the terminal how far it is. Never in pipes and in CI.
   *
   * @default true
   */
  readonly progress?: boolean;
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
  private readonly props: FleetAppProps;
  private readonly recordsMetadata: boolean;
  private readonly isChecked: boolean;
  /** What the last synth found: what toJson() of a chart removes is still waited for, as in App. */
  private resolved?: ResolvedTree;

  /** @param props as those of `App`, and the layout. */
  constructor(props: FleetAppProps = {}) {
    super(props);
    this.props = props;
    this.layout = props.layout ?? FleetLayout.CDK8S;
    this.isChecked = props.checks ?? this.layout === FleetLayout.FLEET;
    this.recordsMetadata =
      props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    if (this.layout === FleetLayout.FLEET) refuseNames(props, ['yamlOutputType', 'outputFileExtension']);
  }

  /** All charts, each after those that it depends on. */
  public get charts(): Chart[] {
    return chartsOf(resolveDependencies(this, this.resolved));
  }

  /**
   * Writes all manifests to the output directory.
   *
   * @throws where a construct is not valid, a check finds something, or a file cannot be written. Then none changes.
   */
  public synth(): void {
    const progress = this.props.progress === false ? NO_PROGRESS : terminalProgress();
    try {
      const output = this._render(progress);
      const { errors, switchedOff } = this._check(output);
      if (errors.length > 0) throw new Error(errors.join('\n'));
      for (const { check, reason } of switchedOff) process.stderr.write(`check ${check} is off: ${reason}\n`);
      this._write(output, this.outdir, progress);
    } finally {
      progress.end();
    }
  }

  /**
   * Renders all manifests.
   *
   * @returns one YAML text with the objects of all charts.
   */
  public synthYaml(): string {
    const tree = resolveDependencies(this, this.resolved);
    this.resolved = tree;
    const validation = new ValidateOnce();
    validation.validate(tree.nodes);
    const renderer = new ChartRenderer(this, tree, validation, NO_PROGRESS, false);
    return renderer.whileLinear(() => emitYaml(renderer.charts.flatMap((chart) => renderer.render(chart))));
  }

  /**
   * What would be written.
   *
   * @throws where a construct is not valid.
   * @internal
   */
  public _render(progress: Progress = NO_PROGRESS): RenderedApp {
    const validation = new ValidateOnce();
    validation.validate(this.node.findAll());
    const tree = resolveDependencies(this, this.resolved);
    this.resolved = tree;
    const renderer = new ChartRenderer(this, tree, validation, progress, this.isChecked);
    return renderer.whileLinear(() => {
      const { files, folders, problems } = this.isFleet
        ? { ...fleetFiles(renderer), folders: [] }
        : { ...cdk8sFiles(this, renderer), problems: [] };
      const metadata = this.recordsMetadata ? [metadataFile(renderer, this.charts)] : [];
      return { files: [...files, ...metadata], folders, problems, objects: renderer.objects };
    });
  }

  /**
   * All that is wrong with the output.
   *
   * @internal
   */
  public _check({ objects, problems }: RenderedApp): ClustersCheck {
    if (!this.isChecked) return { errors: problems, switchedOff: [] };
    const { clusters = {}, checksOff } = this.props;
    const parts = objects.map((object) => ({ cluster: clusters[object.root] ?? '', objects: [object] }));
    const { errors, switchedOff } = checkClusters(parts, checksOff);
    return { errors: [...problems, ...errors], switchedOff };
  }

  /**
   * @throws where a file cannot be written. Then none changes.
   * @internal
   */
  public _write({ files, folders }: RenderedApp, outdir: string, progress?: Progress): WriteReport {
    if (this.isFleet) refuseCollisions(files);
    const report = writeFiles(outdir, files, { header: this.isFleet ? FLEET_HEADER : undefined, progress });
    for (const folder of folders) mkdirSync(join(outdir, folder), { recursive: true });
    return report;
  }

  private get isFleet(): boolean {
    return this.layout === FleetLayout.FLEET;
  }
}

/**
 * The output of an app, before anything is written.
 *
 * @internal
 */
export interface RenderedApp extends OutputFiles {
  /** Why charts have no files. */
  readonly problems: readonly string[];
  /** What the checks look at; empty where there are none. */
  readonly objects: readonly RenderedObject[];
}

function refuseNames(props: FleetAppProps, names: readonly (keyof FleetAppProps)[]): void {
  for (const name of names) {
    if (props[name] === undefined) continue;
    throw new Error(`FleetApp: ${name} has no meaning in FleetLayout.FLEET. Fix: leave one of them out.`);
  }
}

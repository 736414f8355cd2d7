import { dirname, resolve } from 'node:path';
import type { Chart } from 'cdk8s';
import type { Environment } from '../fleet/environment';
import type { FleetFinding } from '../fleet/fleet-document';
import { type FleetPlan, planFleet } from '../fleet/fleet-plan';
import { formatFleetFindings } from '../fleet/fleet-report';
import { valueAt } from '../validation/field-path';
import { addApp } from './add-app';
import type { CheckOptions, SwitchedOff } from './checks/check-objects';
import { FleetApp, FleetLayout, type RenderedApp } from './fleet-app';
import { messageOf } from './message-of';
import { NO_PROGRESS, type Progress } from './progress';
import { readFleet } from './read-fleet';
import type { WriteReport } from './write-files';

export interface SynthesisOptions {
  /** The folder that the others, and file names in messages, are relative to. */
  readonly root: string;
  /** @default 'fleet' */
  readonly fleet?: string;
  /** @default 'dist' */
  readonly output?: string;
  /** A folder that gets the same files, where it is not the output itself. @default - none */
  readonly mirror?: string;
  /** Checks of the rendered objects that are switched off, each with its reason. @default - none */
  readonly checksOff?: CheckOptions['off'];
  /** Is told how far the synthesis is. @default - nobody */
  readonly progress?: Progress;
  /**
   * Adds what is to be written beside the apps, such as the Applications that deliver them.
   *
   * @default - nothing
   */
  readonly extend?: (fleet: FleetApp, apps: readonly DeployedApp[]) => void;
}

/** An app in an environment, and the chart that it became. */
export interface DeployedApp {
  readonly app: string;
  readonly environment: Environment;
  readonly chart: Chart;
}

/** What one app became in one environment. */
export interface SynthesizedApp {
  readonly app: string;
  readonly environment: string;
  readonly host?: string;
  readonly objects: number;
  readonly warnings: number;
}

export interface Synthesis {
  /** Everything that is wrong, as it is printed; where there is any, no file was touched. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Checks that did not run, and why. */
  readonly switchedOff: readonly SwitchedOff[];
  /** Names of all apps, sorted. */
  readonly apps: readonly string[];
  /** Names of all environments, sorted. */
  readonly environments: readonly string[];
  readonly synthesized: readonly SynthesizedApp[];
  /** What changed in the output; undefined where there are errors. */
  readonly files?: WriteReport;
}

/** Reads a fleet, renders every app in every environment, and writes the result if nothing at all is wrong. */
export function synthesizeFleet(options: SynthesisOptions): Synthesis {
  const { root, fleet = 'fleet', output = 'dist', mirror = output } = options;
  const { documents, findings } = readFleet(root, fleet);
  const plan = planFleet(documents);
  const allFindings = [...findings, ...plan.findings];
  const { errors, warnings } = formatted(plan, allFindings);
  const rendered = render(errors.length > 0 ? NOTHING : plan, options);
  const synthesis: Synthesis = {
    errors: [...errors, ...rendered.errors],
    warnings,
    switchedOff: rendered.switchedOff,
    apps: plan.apps,
    environments: namesOf(plan),
    synthesized: summary(errors.length > 0 ? NOTHING : plan, allFindings, rendered.output),
  };
  if (synthesis.errors.length > 0) return synthesis;
  const isMirrored = resolve(root, mirror) !== resolve(root, output);
  try {
    // the mirror first: where that fails, the output is as it was
    if (isMirrored) rendered.write(root, mirror);
    return { ...synthesis, files: rendered.write(root, output) };
  } catch (error) {
    return { ...synthesis, errors: [messageOf(error)] };
  }
}

const NOTHING: Pick<FleetPlan, 'environments'> = { environments: [] };
const NO_OUTPUT: RenderedApp = { files: [], folders: [], problems: [], objects: [] };

/** Renders what can be rendered, so that all errors are told together. */
function render(
  { environments }: Pick<FleetPlan, 'environments'>,
  { checksOff, progress = NO_PROGRESS, extend = () => undefined }: SynthesisOptions,
) {
  const clusters = Object.fromEntries(
    environments.map(({ environment }) => [environment.name, environment.cluster]),
  );
  const fleet = new FleetApp({ layout: FleetLayout.FLEET, clusters, checksOff });
  const planned = environments.flatMap(({ environment, apps }) => apps.map((app) => ({ environment, app })));
  const built = planned.map(({ environment, app }, index) => {
    progress.report('apps built', index + 1, planned.length);
    const add = (): DeployedApp => ({ app: app.app, environment, chart: addApp(fleet, app) });
    return attempt(add, `${environment.name}/${app.app}: `);
  });
  const extended = attempt(() =>
    extend(
      fleet,
      built.flatMap(({ result }) => result ?? []),
    ),
  );
  const errors = [...built, extended].flatMap((one) => one.errors);
  const { result: output = NO_OUTPUT, errors: invalid } = attempt(() => fleet._render(progress));
  const checked = fleet._check(output);
  const write = (root: string, folder: string): WriteReport => {
    const written = attempt(
      () => fleet._write(output, resolve(root, folder), progress),
      `${folder}: cannot be written: `,
    );
    if (written.result === undefined) throw new Error(written.errors[0]);
    return written.result;
  };
  return {
    output,
    errors: [...errors, ...invalid, ...checked.errors],
    switchedOff: checked.switchedOff,
    write,
  };
}

function attempt<T>(run: () => T, prefix = ''): { readonly result?: T; readonly errors: readonly string[] } {
  try {
    return { result: run(), errors: [] };
  } catch (error) {
    return { errors: [prefix + messageOf(error)] };
  }
}

function summary(
  { environments }: Pick<FleetPlan, 'environments'>,
  findings: readonly FleetFinding[],
  { files }: RenderedApp,
): SynthesizedApp[] {
  const count = (values: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return (value: string) => counts.get(value) ?? 0;
  };
  const objects = count(files.map(({ path }) => dirname(path)));
  const warnings = count(findings.map(({ deployment }) => `${deployment?.environment}/${deployment?.app}`));
  return environments.flatMap(({ apps }) =>
    apps.map(({ app, environment, manifest }) => {
      const host = valueAt(manifest, ['spec', 'host']);
      const path = `${environment}/${app}`;
      return {
        app,
        environment,
        host: typeof host === 'string' ? host : undefined,
        objects: objects(path),
        warnings: warnings(path),
      };
    }),
  );
}

function formatted(plan: FleetPlan, findings: readonly FleetFinding[]) {
  const ofSeverity = (severity: FleetFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity);
  const environments = namesOf(plan);
  return {
    errors: formatFleetFindings(ofSeverity('error'), environments),
    warnings: formatFleetFindings(ofSeverity('warning'), environments),
  };
}

function namesOf(plan: FleetPlan): string[] {
  return plan.environments.map(({ environment }) => environment.name);
}

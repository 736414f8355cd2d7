import { resolve } from 'node:path';
import { isNativeError } from 'node:util/types';
import type { EffectiveApp } from '../fleet/effective-app';
import type { FleetFinding } from '../fleet/fleet-document';
import { type FleetPlan, planFleet } from '../fleet/fleet-plan';
import { formatFleetFindings } from '../fleet/fleet-report';
import { valueAt } from '../validation/field-path';
import type { OutputFile } from './chart-files';
import { checkClusters } from './checks/check-clusters';
import type { CheckOptions, SwitchedOff } from './checks/check-objects';
import { readFleet } from './read-fleet';
import { type RenderedApp, renderApp } from './render-app';
import { type WriteReport, writeFiles } from './write-files';

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
  const { root, fleet = 'fleet', output = 'dist', mirror = output, checksOff } = options;
  const { documents, findings } = readFleet(root, fleet);
  const plan = planFleet(documents);
  const allFindings = [...findings, ...plan.findings];
  const { errors, warnings } = formatted(plan, allFindings);
  const rendered = errors.length > 0 ? [] : renderAll(plan, allFindings);
  const checked = checkClusters(rendered, checksOff);
  const synthesis: Synthesis = {
    errors: [...errors, ...rendered.flatMap(({ error }) => error ?? []), ...checked.errors],
    warnings,
    switchedOff: checked.switchedOff,
    apps: plan.apps,
    environments: namesOf(plan),
    synthesized: rendered.map(({ summary }) => summary),
  };
  if (synthesis.errors.length > 0) return synthesis;
  const outputFiles = rendered.flatMap(({ files }) => files);
  const isMirrored = resolve(root, mirror) !== resolve(root, output);
  try {
    const files = write(root, output, outputFiles);
    if (isMirrored) write(root, mirror, outputFiles);
    return { ...synthesis, files };
  } catch (error) {
    return { ...synthesis, errors: [messageOf(error)] };
  }
}

function renderAll({ environments }: FleetPlan, findings: readonly FleetFinding[]) {
  return environments.flatMap(({ environment: { cluster }, apps }) =>
    apps.map((app) => ({ cluster, ...render(app, findings) })),
  );
}

function write(root: string, folder: string, files: readonly OutputFile[]): WriteReport {
  try {
    return writeFiles(resolve(root, folder), files);
  } catch (error) {
    throw new Error(`${folder}: cannot be written: ${messageOf(error)}`, { cause: error });
  }
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

interface Rendered extends RenderedApp {
  readonly summary: SynthesizedApp;
  readonly error?: string;
}

function render(effective: EffectiveApp, findings: readonly FleetFinding[]): Rendered {
  const { app, environment, manifest } = effective;
  const host = valueAt(manifest, ['spec', 'host']);
  const warnings = findings.filter(
    ({ deployment }) => deployment?.app === app && deployment.environment === environment,
  ).length;
  const about = { app, environment, host: typeof host === 'string' ? host : undefined, warnings };
  try {
    const rendered = renderApp(effective);
    return { summary: { ...about, objects: rendered.files.length }, ...rendered };
  } catch (error) {
    // one app's failure must not hide those of the others
    return {
      summary: { ...about, objects: 0 },
      files: [],
      objects: [],
      error: `${environment}/${app}: ${messageOf(error)}`,
    };
  }
}

function messageOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}

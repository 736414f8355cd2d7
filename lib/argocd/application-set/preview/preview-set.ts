import type { JsonObject } from '../../../manifest/json-value';
import type { Finding } from '../../../validation/finding';
import { errorAt } from '../../../validation/refuse';
import { applicationFindings } from './application-findings';
import { generateParams } from './generate-params';
import type { ApplicationSetManifest } from './manifest-types';
import { PreviewError } from './preview-error';
import type { ApplicationSetPreviewInputs, PreviewedApplication } from './preview-inputs';
import { renderApplication } from './render-application';
import { matchingSteps, stepFindings, stepsOf } from './rollout-steps';

/** What a set generates, and what is wrong with it. */
export interface SetPreview {
  readonly applications: readonly PreviewedApplication[];
  readonly findings: readonly Finding[];
}

/** Generates the Applications of a set, as Argo CD 3.5 does. What is wrong is collected, not thrown. */
export function previewSet(
  manifest: ApplicationSetManifest,
  inputs: ApplicationSetPreviewInputs,
): SetPreview {
  const findings: Finding[] = [...dialectFindings(manifest)];
  if (findings.length > 0) return { applications: [], findings };
  const rendered: JsonObject[] = [];
  for (const [index, generator] of (manifest.spec.generators ?? []).entries()) {
    const params =
      collected(findings, () => generateParams(generator, inputs, ['spec', 'generators', index])) ?? [];
    for (const each of params) {
      const application = collected(findings, () => renderApplication(manifest, each));
      if (application) rendered.push(application);
    }
  }
  findings.push(...twinFindings(rendered), ...rendered.flatMap(applicationFindings));
  const steps = stepsOf(manifest);
  if (steps) findings.push(...rendered.flatMap((each) => stepFindings(steps, nameOf(each), labelsOf(each))));
  return {
    applications: rendered.map((each) => previewed(each, manifest)),
    findings: withoutTwins(findings),
  };
}

/** The other engine of Argo CD, and its ways with missing keys, are not previewed. */
function dialectFindings({ spec }: ApplicationSetManifest): Finding[] {
  if (!spec.goTemplate) {
    const rule = 'is not true, so its templates are of the older engine, which is not previewed';
    return [errorAt(['spec', 'goTemplate'], spec.goTemplate, rule, 'set it to true')];
  }
  if (spec.goTemplateOptions?.length === 1 && spec.goTemplateOptions[0] === 'missingkey=error') return [];
  const rule = 'lets templates go on where a key is missing, which is not previewed';
  return [
    errorAt(['spec', 'goTemplateOptions'], spec.goTemplateOptions, rule, 'set it to ["missingkey=error"]'),
  ];
}

function collected<Result>(findings: Finding[], work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PreviewError)) throw error;
    findings.push(errorAt(error.path, error.value, error.rule, error.fix));
    return undefined;
  }
}

/** Two Applications of one name, of which Argo CD would create the first only, and report an error for ever. */
function twinFindings(applications: readonly JsonObject[]): Finding[] {
  const names = applications.map(nameOf);
  const twins = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twins].map((name) => {
    const count = names.filter((each) => each === name).length;
    const fix = 'put into the name what tells them apart';
    return errorAt(
      ['spec', 'template', 'metadata', 'name'],
      name,
      `is the name of ${count} applications`,
      fix,
    );
  });
}

/** One fault of a template shows with each set of parameters. */
function withoutTwins(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const identity = JSON.stringify(finding);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

function previewed(manifest: JsonObject, set: ApplicationSetManifest): PreviewedApplication {
  const [step] = matchingSteps(stepsOf(set) ?? [], labelsOf(manifest));
  return { name: nameOf(manifest), manifest, ...(step !== undefined && { step: step + 1 }) };
}

function nameOf({ metadata }: JsonObject): string {
  return String((metadata as { readonly name?: string }).name ?? '');
}

function labelsOf({ metadata }: JsonObject): Readonly<Record<string, string>> {
  return (metadata as { readonly labels?: Readonly<Record<string, string>> }).labels ?? {};
}

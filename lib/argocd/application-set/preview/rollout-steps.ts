import type { Finding } from '../../../validation/finding';
import { errorAt } from '../../../validation/refuse';
import type { ApplicationSetManifest, StepSpec } from './manifest-types';

const PATH = ['spec', 'strategy', 'rollingSync', 'steps'];

/** The steps of a set; undefined where it has none. */
export function stepsOf({ spec }: ApplicationSetManifest): readonly StepSpec[] | undefined {
  return spec.strategy?.type === 'RollingSync' ? spec.strategy.rollingSync?.steps : undefined;
}

/** The steps, from 0, that choose an Application with these labels, as Argo CD chooses. */
export function matchingSteps(
  steps: readonly StepSpec[],
  labels: Readonly<Record<string, string>>,
): number[] {
  return steps.flatMap(({ matchExpressions = [] }, index) => {
    const matches = matchExpressions.every(({ key, operator, values = [] }) => {
      const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
      // of a label that is not there, Argo CD asks nothing but In
      if (value === undefined) return operator !== 'In';
      return operator === 'In' ? values.includes(value) : operator === 'NotIn' && !values.includes(value);
    });
    return matches ? [index] : [];
  });
}

/** Why the steps do not choose an Application exactly once. */
export function stepFindings(
  steps: readonly StepSpec[],
  name: string,
  labels: Readonly<Record<string, string>>,
): Finding[] {
  const chosen = matchingSteps(steps, labels);
  if (chosen.length === 1) return [];
  const rule =
    chosen.length === 0
      ? `choose ${name} in no step, so it would never be synced (labels: ${JSON.stringify(labels)})`
      : `choose ${name} in steps ${chosen.map((step) => step + 1).join(' and ')}, of which only the first would count`;
  return [errorAt(PATH, undefined, rule, 'let exactly one step match the labels of each application')];
}

/** Labels that the steps ask for, and the template does not give. */
export function labelFindings(manifest: ApplicationSetManifest): Finding[] {
  const { template, templatePatch } = manifest.spec;
  const labels = template.metadata?.labels ?? {};
  // a patch may give any label, and so may a templated key
  if (templatePatch !== undefined || Object.keys(labels).some((key) => key.includes('{{'))) return [];
  return (stepsOf(manifest) ?? []).flatMap(({ matchExpressions = [] }, step) =>
    matchExpressions.flatMap(({ key }, index) => {
      if (Object.hasOwn(labels, key)) return [];
      const path = [...PATH, step, 'matchExpressions', index, 'key'];
      const known = Object.keys(labels).join(', ');
      const rule = `is no label of the template (labels: ${known === '' ? 'none' : known})`;
      return [errorAt(path, key, rule, 'add the label to the template, or correct the key')];
    }),
  );
}

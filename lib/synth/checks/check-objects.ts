import { isObject } from '../../validation/structural-schema';
import { type Check, type CheckFinding, formatCheckFinding } from './check-finding';
import { danglingReferences } from './dangling-reference';
import { duplicateObjects } from './duplicate-object';
import { fileCollisions } from './file-collision';
import { invalidAnnotations } from './invalid-annotation';
import { invalidLabels } from './invalid-label';
import { invalidNames } from './invalid-name';
import { missingNamespaces } from './missing-namespace';
import { tooLargeObjects } from './object-too-large';
import { plainSecrets } from './plain-secret';
import { switchesOf } from './switched-off';
import { checkedObject, type SynthesizedObject } from './synthesized-object';

const CHECKS = {
  'dangling-reference': danglingReferences,
  'duplicate-object': duplicateObjects,
  'file-collision': fileCollisions,
  'invalid-annotation': invalidAnnotations,
  'invalid-label': invalidLabels,
  'invalid-name': invalidNames,
  'missing-namespace': missingNamespaces,
  'object-too-large': tooLargeObjects,
  'plain-secret': plainSecrets,
} satisfies Record<string, Check>;

/** The name of a check, by which it can be switched off. */
export type CheckName = keyof typeof CHECKS;

export interface CheckOptions {
  /** Checks that are switched off, each with the reason, which is printed. @default - none */
  readonly off?: Readonly<Partial<Record<CheckName, string>>>;
}

/** A check that did not run, and why. */
export interface SwitchedOff {
  readonly check: string;
  readonly reason: string;
}

export interface ObjectsCheck {
  /** Everything that is wrong, by place, whatever the order of the objects. */
  readonly findings: readonly CheckFinding[];
  readonly switchedOff: readonly SwitchedOff[];
}

/**
 * Holds all objects that will be written for one cluster against the rules that concern them together.
 *
 * @example
 * const { findings } = checkObjects(objects, { off: { 'plain-secret': 'the repository is encrypted by SOPS' } });
 */
export function checkObjects(
  objects: readonly SynthesizedObject[],
  options: CheckOptions = {},
): ObjectsCheck {
  const { switchedOff, findings } = switchesOf(options.off, Object.keys(CHECKS));
  const off = new Set(switchedOff.map(({ check }) => check));
  const sorted = objects
    .flatMap(flattenedList)
    .flatMap((object) => checkedObject(object) ?? [])
    .map((object) => ({ object, key: [object.path, object.kind, object.namespace, object.name].join(' ') }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ object }) => object);
  const found = Object.entries(CHECKS)
    .filter(([name]) => !off.has(name))
    .flatMap(([check, find]) => find(sorted).map((finding): CheckFinding => ({ ...finding, check })));
  return { findings: [...findings, ...byPlace(found)], switchedOff };
}

/** What cdk8s includes from files may be lists of objects. */
function flattenedList(object: SynthesizedObject): SynthesizedObject[] {
  const { manifest, path } = object;
  const isList = isObject(manifest) && manifest.kind === 'List' && manifest.apiVersion === 'v1';
  if (!isList || !Array.isArray(manifest.items)) return [object];
  return manifest.items.map((item) => ({ path, manifest: item }));
}

function byPlace(findings: readonly CheckFinding[]): CheckFinding[] {
  return findings
    .map((finding) => ({ finding, text: formatCheckFinding(finding) }))
    .sort((a, b) => compare(a.text, b.text))
    .map(({ finding }) => finding);
}

// by code units, so that the order is the same on every machine
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

import { type Finding, formatFinding } from '../../validation/finding';
import { type CheckedObject, describe } from './synthesized-object';

/** A finding about an object that will be written. */
export interface ObjectFinding extends Finding {
  /** The construct path of the object, or its file. */
  readonly where: string;
  /** The object itself, such as `Service chatgpt-production/fitness-mcp`. */
  readonly object: string;
  /** The object's own name. */
  readonly name: string;
}

/** An object's finding and the check that it comes from, by whose name it can be switched off. */
export interface CheckFinding extends ObjectFinding {
  readonly check: string;
}

/** One rule that the objects are held against, all of them at once. */
export type Check = (objects: readonly CheckedObject[]) => ObjectFinding[];

/** An error about the object. */
export function errorIn(object: CheckedObject, finding: Omit<Finding, 'severity'>): ObjectFinding {
  return {
    severity: 'error',
    where: object.path,
    object: describe(object),
    name: object.name,
    ...finding,
  };
}

/**
 * The finding as it is printed, with the name of its check:
 * ```
 * production/shop/Service: Service live/shop: spec.selector = {"app":"shp"}
 *   selects no pod that is written for namespace live [dangling-reference].
 *   Fix: use the labels of a pod template.
 * ```
 */
export function formatCheckFinding(finding: CheckFinding): string {
  const { where, object, check, rule } = finding;
  const subject = object === '' ? where : `${where}: ${object}`;
  return formatFinding(subject, { ...finding, rule: `${rule} [${check}]` });
}

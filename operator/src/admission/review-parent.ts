import type { Fault } from '../engine/check';
import { isSameJson } from '../engine/kubernetes/json';
import type { KubeObject } from '../engine/kubernetes/kube-object';
import type { ManagedKind } from '../engine/managed-kind';
import { type Claimant, takenMessage } from '../engine/reconcile/claims';
import type { Reference } from '../engine/reference';
import { objectKey } from '../engine/watch/object-key';
import type { AdmissionRequest, Review } from './admission-review';

/** What a review sees of the cluster. */
export interface Surroundings {
  readonly kind: ManagedKind;
  /** The parents that claim something, at present. */
  claimants(claim: string): readonly Claimant[];
  /** Those of some references that surely lead nowhere. It must not throw, and not take long. */
  missing(namespace: string | undefined, references: readonly Reference[]): Promise<readonly Reference[]>;
}

const NOTHING: Review = { faults: [], warnings: [] };

/**
 * Judges a parent by what the rules of its CRD cannot see.
 *
 * What does not change the spec always passes: labels, finalizers and owners must be writable also where the spec is at
 * fault, or nothing could be deleted.
 */
export async function reviewParent(request: AdmissionRequest, surroundings: Surroundings): Promise<Review> {
  const { object, oldObject } = request;
  if (object.metadata.deletionTimestamp !== undefined) return NOTHING;
  if (oldObject !== undefined && isSameJson(object.spec, oldObject.spec)) return NOTHING;
  const { kind } = surroundings;
  const check = kind.check?.(object) ?? NOTHING;
  const faults = [...check.faults, ...takenClaims(object, oldObject, surroundings)];
  // a refused object needs no hints
  if (faults.length > 0) return { faults, warnings: [] };
  const missing = await surroundings.missing(object.metadata.namespace, kind.references?.(object) ?? []);
  return { faults, warnings: [...check.warnings, ...missing.map(missingWarning)] };
}

/** A claim that is not new is not refused: the parent may be there since before, and its owner must be able to mend it. */
function takenClaims(
  object: KubeObject,
  oldObject: KubeObject | undefined,
  { kind, claimants }: Surroundings,
): Fault[] {
  const key = objectKey(object.metadata);
  const before = new Set((oldObject && kind.claims?.(oldObject))?.map(({ id }) => id));
  const claims = kind.claims?.(object).filter(({ id }) => !before.has(id)) ?? [];
  return claims.flatMap((claim) => {
    const other = claimants(claim.id).find((claimant) => claimant.key !== key);
    return other ? [{ field: claim.field, message: takenMessage(kind, claim, other) }] : [];
  });
}

function missingWarning({ resource, name, field }: Reference): string {
  return `${field}: ${resource.kind} ${name} does not exist. Fix: create it, or correct the name`;
}

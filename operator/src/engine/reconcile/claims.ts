import type { KubeObject } from '../kubernetes/kube-object';
import { groupOf } from '../kubernetes/object-id';
import type { ManagedKind } from '../managed-kind';
import { objectKey } from '../watch/object-key';
import type { Observed } from './observed';
import type { Rendered } from './rendered';

/** Something that only one parent in the cluster can have, such as a host. */
export interface Claim {
  /** The same for all who want the same: `host/fitness.example.com`. */
  readonly id: string;
  /** How it is called in messages: `host fitness.example.com`. */
  readonly title: string;
  /** Where the parent says so: `spec.host`. */
  readonly field: string;
  /** Of the condition of a parent that does not get it, such as `HostTaken`. */
  readonly reason: string;
  /** Whether the parent's status says that it has it. */
  readonly isHeld: boolean;
}

/** A parent that claims something. */
export interface Claimant {
  readonly uid: string;
  /** `namespace/name`. */
  readonly key: string;
  /** `metadata.creationTimestamp`. */
  readonly created: string;
  readonly claims: readonly Claim[];
}

/** What a parent claims and another one has. */
export interface LostClaim {
  readonly claim: Claim;
  readonly message: string;
}

/** The claims of a parent that others have: who has something keeps it, and of others the oldest gets it. */
export function lostClaims(kind: ManagedKind, parent: KubeObject, observed: Observed): LostClaim[] {
  const { metadata } = parent;
  const claims = kind.claims?.(parent) ?? [];
  const self = {
    uid: String(metadata.uid),
    key: objectKey(metadata),
    created: String(metadata.creationTimestamp),
    claims,
  };
  return claims.flatMap((claim) => {
    const others = observed.claimants?.(claim.id).filter(({ uid }) => uid !== self.uid) ?? [];
    const [holder = self] = [self, ...others].sort((a, b) => precedence(a, b, claim.id));
    return holder === self ? [] : [{ claim, message: takenMessage(kind, claim, holder) }];
  });
}

/** Says who has a claim. */
export function takenMessage(
  { resource }: Pick<ManagedKind, 'resource'>,
  { title }: Claim,
  holder: Claimant,
): string {
  const fix = 'Fix: choose another, or delete the other one';
  return `the ${title} is that of ${resource.kind} ${holder.key}. ${fix}`;
}

/** What a parent becomes as long as another one has what it claims. */
export function withoutClaimed({ children }: ManagedKind, { objects, warnings }: Rendered): Rendered {
  const needsClaims = ({ apiVersion, kind }: KubeObject) =>
    children.some((child) => child.needsClaims && child.kind === kind && child.group === groupOf(apiVersion));
  const kept = [...objects.keys()].filter((index) => {
    const object = objects[index];
    return object !== undefined && !needsClaims(object.manifest);
  });
  return {
    objects: objects
      .filter((_, index) => kept.includes(index))
      .map(({ manifest, waitsFor }) => ({
        manifest,
        waitsFor: waitsFor.map((other) => kept.indexOf(other)).filter((other) => other >= 0),
      })),
    warnings,
  };
}

function precedence(a: Claimant, b: Claimant, id: string): number {
  const holds = ({ claims }: Claimant) => Number(claims.some((claim) => claim.id === id && claim.isHeld));
  const key = ({ created, key: name }: Claimant) => `${created} ${name}`;
  return holds(b) - holds(a) || (key(a) < key(b) ? -1 : 1);
}

import type { Check } from './check';
import type { KubeObject } from './kubernetes/kube-object';
import type { Resource } from './kubernetes/resource';
import type { Claim } from './reconcile/claims';
import type { Verdict } from './reconcile/conditions';
import type { Rendered } from './reconcile/rendered';
import type { Reference } from './reference';

/** A kind of which the operator keeps the objects true: one registration is all that a new kind needs. */
export interface ManagedKind {
  /** The kind itself. Its CRD has `status.conditions`, `phase`, `inventory`, `observedGeneration` and `lastUpdated`. */
  readonly resource: Resource;
  /** The kinds that its objects become. */
  readonly children: readonly ChildKind[];
  /** Label that all children have, with the name of their parent: only objects with it are kept in memory. */
  readonly parentLabel: string;
  /** Condition types that must be True before the next wave, by `group/Kind`. @default - what the engine knows of the kind */
  readonly gates?: Readonly<Record<string, string>>;

  /**
   * Renders what a parent becomes. Pure: the same parent gives the same objects.
   *
   * @throws RefusedError where the parent breaks a rule.
   */
  render(parent: KubeObject): Rendered;

  /**
   * Fields of the status beside those of every kind.
   *
   * @param children the live objects in the parent's namespace that may be its children, by id.
   * @param lost what the parent claims and another one has.
   */
  describe(
    parent: KubeObject,
    children: LiveChildren,
    lost: readonly Claim[],
  ): Readonly<Record<string, unknown>>;

  /** Whether the parent does its work, complete or not: its condition Available. @default - no such condition */
  availability?(parent: KubeObject, children: LiveChildren): Omit<Verdict, 'type'> | undefined;

  /**
   * What the parent wants for itself alone. It is asked at each change of any parent, so it is cheap, and a malformed
   * parent must not make it throw.
   *
   * @default - nothing
   */
  claims?(parent: KubeObject): readonly Claim[];

  /** What is wrong with, or doubtful in, a parent that the API server would take. @default - nothing */
  check?(parent: KubeObject): Check;

  /** Objects of others in its namespace that it does not work without. @default - none */
  references?(parent: KubeObject): readonly Reference[];
}

/** A kind of child. */
export interface ChildKind extends Resource {
  /** Whether a parent is complete without it in clusters that do not serve the kind. @default false */
  readonly optional?: boolean;
  /** Whether it serves only a parent that has all that it claims: until then it is not there. @default false */
  readonly needsClaims?: boolean;
}

/** Live objects by their id. */
export type LiveChildren = ReadonlyMap<string, KubeObject>;

import type { KubeObject } from '../kubernetes/kube-object';
import type { LostClaim } from './claims';
import type { Rendered } from './rendered';
import type { Standing } from './standing';

/** What a look at a parent came to. */
export type Situation = { readonly state: 'terminating' } | RefusedSituation | RenderedSituation;

/** The parent breaks a rule. */
export interface RefusedSituation {
  readonly state: 'refused';
  readonly message: string;
}

/** The parent became objects. */
export interface RenderedSituation {
  readonly state: 'rendered';
  readonly rendered: Rendered;
  readonly standings: readonly Standing[];
  /** What the parent claims and another one has. */
  readonly lost: readonly LostClaim[];
  /** The live children. */
  readonly before: readonly KubeObject[];
}

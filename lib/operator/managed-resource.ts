/** A kind of objects as the API server serves it. */
export interface ManagedResource {
  /** API group; empty for the core group. */
  readonly group: string;
  /** Version of the group, such as `v1`. */
  readonly version: string;
  /** Such as `Deployment`. */
  readonly kind: string;
  /** The kind's name in URLs and in rules, such as `deployments`. */
  readonly plural: string;
  /** Whether its objects live in a namespace. */
  readonly namespaced: boolean;
}

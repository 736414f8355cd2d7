/**
 * What an operator may do.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export interface OperatorRule {
  /** API groups; the core group is empty. */
  readonly apiGroups: string[];
  /** Names in URLs, such as `deployments` or `deployments/scale`. */
  readonly resources: string[];
  /** Such as `get`. */
  readonly verbs: string[];
  /**
   * Names of the objects. `create`, `list` and `watch` cannot be bound to names.
   * @default - all
   */
  readonly resourceNames?: string[];
}

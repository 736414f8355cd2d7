/** An issuer of cert-manager. One that asks a public authority cannot certify names inside the cluster. */
export interface OperatorIssuer {
  /** Its name. */
  readonly name: string;
  /**
   * `Issuer`, in the operator's namespace, or `ClusterIssuer`.
   * @default 'Issuer'
   */
  readonly kind?: string;
  /**
   * API group, for issuers of others.
   * @default 'cert-manager.io'
   */
  readonly group?: string;
}

/** Where an API server is, and who asks. */
export interface ClusterAccess {
  /** Such as `https://10.96.0.1:443`; a path in it (of a proxy before the API server) is kept. */
  readonly server: string;
  /** PEM of the authorities that may have signed the server's certificate. @default those of Node */
  readonly certificateAuthority?: string | Buffer;
  /** PEM of a client certificate. */
  readonly certificate?: string | Buffer;
  /** PEM of the client certificate's key. */
  readonly key?: string | Buffer;
  /** Name that the server's certificate must hold. @default the host of `server` */
  readonly serverName?: string;
  /** The server's certificate is not checked. @default false */
  readonly insecure?: boolean;
  /**
   * Gives the `Authorization` header; asked before each request, so it keeps what is still good.
   *
   * @param refused the header that the server just answered with 401, if it did: this one is not good any more.
   */
  authorization?(refused?: string): Promise<string | undefined>;
  /** Whom to act for. @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation */
  readonly impersonate?: { readonly user: string; readonly groups?: readonly string[] };
  /** Most requests at a time; streams do not count. @default 16 */
  readonly connections?: number;
  /** Namespace of the context, or of the pod. */
  readonly namespace?: string;
}

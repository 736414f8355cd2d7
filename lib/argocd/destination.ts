import { refuse, refuseEmpty } from '../validation/refuse';

/** The address by which Argo CD knows the cluster that it runs in. */
export const IN_CLUSTER_SERVER = 'https://kubernetes.default.svc';
/** The name by which Argo CD knows the cluster that it runs in. */
export const IN_CLUSTER_NAME = 'in-cluster';

/**
 * A cluster, by its name or by the URL of its API server, and a namespace in it. Only one of the two can be given, since
 * Argo CD refuses an Application with both. Prefer names: they stay when a cluster gets a new address.
 *
 * In an ArgoProject each part may be a pattern with `*`, and one that begins with `!` denies.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/
 */
export class Destination {
  /**
   * A cluster by the name that it has in Argo CD.
   *
   * @param name such as `production`.
   * @param namespace @default - that of the delivered chart; none for foreign sources
   */
  public static cluster(name: string, namespace?: string): Destination {
    refuseEmpty('Destination.cluster', 'name', name, '"production"');
    return new Destination(name, undefined, namespace);
  }

  /**
   * A cluster by the URL of its API server.
   *
   * @param url such as `https://10.0.0.1:6443`.
   * @param namespace @default - that of the delivered chart; none for foreign sources
   */
  public static server(url: string, namespace?: string): Destination {
    refuseEmpty('Destination.server', 'server', url, '"https://10.0.0.1:6443"');
    return new Destination(undefined, url, namespace);
  }

  /**
   * The cluster that Argo CD runs in.
   *
   * @param namespace @default - that of the delivered chart; none for foreign sources
   */
  public static inCluster(namespace?: string): Destination {
    return new Destination(undefined, IN_CLUSTER_SERVER, namespace);
  }

  private constructor(
    /** The cluster's name in Argo CD; undefined where it is given by its URL. */
    public readonly name?: string,
    /** The URL of the cluster's API server; undefined where it is given by its name. */
    public readonly serverUrl?: string,
    /** The namespace for objects that name none. */
    public readonly namespace?: string,
  ) {
    if (namespace === '')
      refuse('Destination', 'namespace', namespace, 'is empty', 'leave it out, or name one');
  }

  /** @internal */
  public _inNamespace(namespace: string | undefined): Destination {
    return new Destination(this.name, this.serverUrl, this.namespace ?? namespace);
  }

  /** @internal */
  public _toJson(): DestinationSpec {
    return { name: this.name, server: this.serverUrl, namespace: this.namespace };
  }
}

/** A destination as manifests hold it. */
export interface DestinationSpec {
  readonly name?: string;
  readonly server?: string;
  readonly namespace?: string;
}

import type { Kubectl } from './kubectl';

/** Where an API server listens, and who we are to it. */
export interface ClusterAccess {
  readonly server: string;
  /** PEM; without it the authorities of the machine are trusted. */
  readonly certificateAuthority?: string;
  readonly insecure?: boolean;
  readonly serverName?: string;
  /** PEM */
  readonly certificate?: string;
  /** PEM */
  readonly key?: string;
  readonly token?: string;
}

interface KubeconfigView {
  readonly clusters?: readonly {
    readonly cluster: {
      readonly server: string;
      readonly 'certificate-authority-data'?: string;
      readonly 'insecure-skip-tls-verify'?: boolean;
      readonly 'tls-server-name'?: string;
    };
  }[];
  readonly users?: readonly {
    readonly user: {
      readonly 'client-certificate-data'?: string;
      readonly 'client-key-data'?: string;
      readonly token?: string;
    };
  }[];
}

/** Reads the current context of the kubeconfig. kubectl does it, for it knows all the rules (lists of files, relative paths). */
export function readClusterAccess(kubectl: Kubectl): ClusterAccess {
  const text = kubectl.outputSync('config', 'view', '--raw', '--minify', '--flatten', '-o', 'json');
  const view = JSON.parse(text) as KubeconfigView;
  const cluster = view.clusters?.[0]?.cluster;
  const user = view.users?.[0]?.user;
  if (!cluster) throw new Error('The kubeconfig has no current context.');
  if (!user?.token && !user?.['client-certificate-data']) {
    throw new Error(
      'The tests need a kubeconfig with a token or a client certificate (kind writes such a one), not with a login program.',
    );
  }
  return {
    server: cluster.server,
    certificateAuthority: decoded(cluster['certificate-authority-data']),
    insecure: cluster['insecure-skip-tls-verify'],
    serverName: cluster['tls-server-name'],
    certificate: decoded(user['client-certificate-data']),
    key: decoded(user['client-key-data']),
    token: user.token,
  };
}

function decoded(base64: string | undefined): string | undefined {
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString();
}

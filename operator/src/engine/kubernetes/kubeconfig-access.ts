import { existsSync, readFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { delimiter } from 'node:path';
// not the face of the package, which loads every model of the API (ADR 30)
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import type { ClusterAccess } from './cluster-access';
import { keptAuthorization } from './kept-authorization';

export interface KubeConfigOptions {
  /** A kubeconfig file. @default those that KUBECONFIG names, else ~/.kube/config, else the pod's service account */
  readonly file?: string;
  /** @default the file's current context */
  readonly context?: string;
}

/**
 * The access that a kubeconfig or the pod gives. Tokens are found anew when they expire or are refused: the pod's token
 * is read again, plugins run again, OIDC tokens are refreshed. Certificates are read once, those of plugins too.
 *
 * @throws Error where there is no such file, context, cluster or user, or a cluster wants a proxy.
 */
export async function kubeConfigAccess(options: KubeConfigOptions = {}): Promise<ClusterAccess> {
  let config = load(options);
  const cluster = config.getCurrentCluster();
  const { certificate, key, certificateAuthority, impersonate } = await credentials(config);
  if (!cluster)
    throw new Error(`kubeconfig: context "${config.getCurrentContext()}" names no cluster of the file`);
  if (cluster.proxyUrl)
    throw new Error(`kubeconfig: proxy-url of cluster "${cluster.name}" is not supported`);
  return {
    server: cluster.server,
    ...{ certificateAuthority, certificate, key, impersonate },
    serverName: cluster.tlsServerName || undefined,
    insecure: cluster.skipTLSVerify,
    namespace: config.getContextObject(config.getCurrentContext())?.namespace,
    authorization: keptAuthorization(async (renew) => {
      if (renew) config = load(options);
      return (await credentials(config)).authorization;
    }),
  };
}

function load({ file, context }: KubeConfigOptions): KubeConfig {
  const config = file ? read(file) : (ofEnvironment() ?? ofThisMachine());
  if (context) config.setCurrentContext(context);
  // it refuses plain HTTP otherwise, which `kubectl proxy` speaks
  config.clusters = config.clusters.map((cluster) =>
    cluster.server.startsWith('http:') ? { ...cluster, skipTLSVerify: true } : cluster,
  );
  // what KubeConfig makes up where it finds nothing
  if (config.getCurrentContext() === 'loaded-context') {
    throw new Error('no cluster: KUBECONFIG is not set, there is no ~/.kube/config, and this is no pod');
  }
  if (!config.getCurrentUser()) {
    throw new Error(`kubeconfig: context "${config.getCurrentContext()}" names no user of the file`);
  }
  return config;
}

/**
 * The files of KUBECONFIG as one, by the rules of kubectl: of two things of one name the first counts, and files may be
 * missing. KubeConfig itself takes the last current context, which is another cluster than that of kubectl.
 */
function ofEnvironment(): KubeConfig | undefined {
  const files = process.env.KUBECONFIG?.split(delimiter).filter((file) => file !== '') ?? [];
  if (files.length < 2) return files.map(read)[0];
  const parts = files.filter((file) => existsSync(file)).map(read);
  if (parts.length === 0) throw new Error('no cluster: no file of KUBECONFIG exists');
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: firstOfEachName(parts.flatMap(({ clusters }) => clusters)),
    users: firstOfEachName(parts.flatMap(({ users }) => users)),
    contexts: firstOfEachName(parts.flatMap(({ contexts }) => contexts)),
    currentContext: parts.map((part) => part.getCurrentContext()).find(Boolean),
  });
  return config;
}

function firstOfEachName<T extends { readonly name: string }>(all: readonly T[]): T[] {
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

function ofThisMachine(): KubeConfig {
  const config = new KubeConfig();
  config.loadFromDefault();
  return config;
}

/** @throws Error that names the file. */
function read(file: string): KubeConfig {
  const config = new KubeConfig();
  try {
    if (readFileSync(file, 'utf8').trim() === '') throw new Error('is empty');
    config.loadFromFile(file);
  } catch (error) {
    throw new Error(`kubeconfig ${file}: ${(error as Error).message}`, { cause: error });
  }
  return config;
}

async function credentials(config: KubeConfig) {
  const found: RequestOptions = {};
  await config.applyToHTTPSOptions(found);
  const headers = found.headers as Readonly<Record<string, string | undefined>> | undefined;
  const basic = found.auth ? `Basic ${Buffer.from(found.auth).toString('base64')}` : undefined;
  const user = headers?.['Impersonate-User'];
  return {
    // a file may end in a newline, a header may not
    authorization: headers?.Authorization?.trim() ?? basic,
    certificateAuthority: found.ca as Buffer | undefined,
    certificate: found.cert as Buffer | undefined,
    key: found.key as Buffer | undefined,
    impersonate: user === undefined ? undefined : { user },
  };
}

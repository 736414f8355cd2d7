import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What of a kubeconfig is changed. */
export interface KubeconfigChange {
  /** Another way to the same server. */
  readonly server?: string;
  /** Another user, by impersonation. */
  readonly user?: string;
}

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: { readonly server: string } }[];
  readonly users: readonly { readonly name: string; readonly user: object }[];
}

/**
 * A copy of a kubeconfig file that goes another way to the same server, or as another user.
 *
 * @param folder where the copy is written; a new one where none is given.
 */
export function kubeconfigWith(file: string, { server, user }: KubeconfigChange, folder?: string): string {
  const config = parse(readFileSync(file, 'utf8')) as Kubeconfig;
  const changed = {
    ...config,
    clusters: config.clusters.map(({ name, cluster }) => ({
      name,
      cluster: server ? { ...cluster, server, ...serverName(cluster.server) } : cluster,
    })),
    users: config.users.map((each) => ({
      name: each.name,
      user: { ...each.user, ...(user && { as: user }) },
    })),
  };
  const copy = join(folder ?? mkdtempSync(join(tmpdir(), 'kubeconfig-')), 'changed');
  writeFileSync(copy, JSON.stringify(changed), { mode: 0o600 });
  return copy;
}

/** The name in the server's certificate; an address is none. */
function serverName(server: string): object {
  const { hostname } = new URL(server);
  return isIP(hostname) === 0 ? { 'tls-server-name': hostname } : {};
}

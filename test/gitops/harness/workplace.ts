import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argoCdNamespace } from './base-objects';

/** The files that Argo CD's processes find around them. */
export interface Workplace {
  /** A folder at the front of their PATH. */
  readonly programs: string;
  /** An admin's, with the namespace of Argo CD as the current one. */
  readonly kubeconfig: string;
  /** Environment variables that name folders which an image of Argo CD would have. */
  readonly folders: Readonly<Record<string, string>>;
}

/** Asked to verify a commit the repo-server calls this, and fails where it is missing. The image has the original. */
const VERIFY_WRAPPER = '#!/bin/sh\ngit verify-commit "$1" 2>&1 || true\n';

/** Lays out the files below `dir`. */
export function layOut(dir: string, adminKubeconfig: string): Workplace {
  const folder = (name: string) => {
    mkdirSync(join(dir, name), { recursive: true });
    return join(dir, name);
  };
  const programs = folder('bin');
  writeFileSync(join(programs, 'git-verify-wrapper.sh'), VERIFY_WRAPPER, { mode: 0o755 });
  const ssh = folder('ssh');
  writeFileSync(join(ssh, 'ssh_known_hosts'), '');
  const kubeconfig = join(dir, 'argocd.kubeconfig');
  writeFileSync(kubeconfig, inNamespace(readFileSync(adminKubeconfig, 'utf8')), { mode: 0o600 });
  return {
    programs,
    kubeconfig,
    folders: {
      ARGOCD_TLS_DATA_PATH: folder('tls'),
      ARGOCD_SSH_DATA_PATH: ssh,
      ARGOCD_GNUPGHOME: folder('gnupg'),
      ARGOCD_GPG_DATA_PATH: folder('gpg'),
      ARGOCD_PLUGINSOCKFILEPATH: folder('plugins'),
    },
  };
}

/** The control plane writes its kubeconfig as JSON. */
function inNamespace(kubeconfig: string): string {
  const config = JSON.parse(kubeconfig) as { contexts: { context: Record<string, string> }[] };
  for (const { context } of config.contexts) context.namespace = argoCdNamespace;
  return JSON.stringify(config);
}

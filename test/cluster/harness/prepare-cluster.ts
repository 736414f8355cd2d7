import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster';
import { findCrdFile } from './crd-files';
import { repositoryRoot } from './folders';
import { thirdPartyCrds } from './third-party-crds';

/** Our own CRD. */
export const ownCrd = join(repositoryRoot, 'crds/apps.makeaihq.com_chatgptapps.yaml');

/** Installs the CRDs that the tests need; those of others that are there already stay in a cluster of the user's own. */
export async function prepareCluster(target: Cluster): Promise<void> {
  const files = await Promise.all(thirdPartyCrds.map((crd) => findCrdFile(crd)));
  await target.installCrds(files, { keepExisting: target.existing });
  if (existsSync(ownCrd)) await target.installCrds([ownCrd]);
}

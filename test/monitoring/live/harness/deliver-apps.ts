import type { ApiObject } from '../../../cluster/harness/api-object';
import { distObjects } from '../../../dist-objects';
import type { ArgoCd } from '../../../gitops/harness/argo-cd';
import { applicationManifest } from '../../../gitops/manifests';

/** Apps of dist/ that Argo CD delivers: one whose server has the metrics, and one with a port of its own for them. */
export const DELIVERED: readonly string[] = ['hello', 'kitchen'];

/** Where they go. */
export const DEVELOPMENT = 'chatgpt-development';

/** Commits the apps' objects, and an Application of each. */
export async function deliverApps(argoCd: ArgoCd): Promise<void> {
  const repository = argoCd.repository('fleet');
  for (const { object, environment, app, file } of distObjects()) {
    if (environment === 'development' && DELIVERED.includes(app)) repository.write(file, object as ApiObject);
  }
  repository.commit('the fleet');
  for (const name of DELIVERED) {
    const path = `development/${name}`;
    await argoCd.apply(applicationManifest({ name, repository, path, namespace: DEVELOPMENT }));
  }
}

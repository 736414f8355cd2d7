import { argoCdCrds } from '../../../cluster/argo-cd-crds';
import { accepted } from '../../../cluster/harness/api-object';
import type { Cluster } from '../../../cluster/harness/cluster';
import { findCrdFile } from '../../../cluster/harness/crd-files';
import { ownCrd } from '../../../cluster/harness/prepare-cluster';
import { thirdPartyCrds } from '../../../cluster/harness/third-party-crds';
import { DEVELOPMENT } from './deliver-apps';
import { MONITORING } from './prometheus-operator';
import { prometheusOperatorCrds } from './prometheus-operator-crds';

/** Installs all CRDs, and the namespaces of the apps and of Prometheus. */
export async function installBase(cluster: Cluster, shop: string): Promise<void> {
  const others = [...thirdPartyCrds, ...argoCdCrds].filter(
    ({ path }) => !path.startsWith('prometheus-operator/'),
  );
  const files = await Promise.all(others.map((crd) => findCrdFile(crd)));
  // some at a time: all at once a busy machine takes longer than anybody waits for one of them
  await cluster.installCrds([...files, ownCrd]);
  for (const file of await prometheusOperatorCrds()) await cluster.installCrds([file]);
  const namespaces = [MONITORING, shop, DEVELOPMENT];
  for (const name of namespaces)
    accepted(await cluster.api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  for (const namespace of namespaces) {
    const metadata = { name: 'default', namespace };
    await cluster.api.waitFor({ apiVersion: 'v1', kind: 'ServiceAccount', metadata }, 'exists', () => true);
  }
  // kitchen runs as an account that others make
  const account = { name: 'kitchen', namespace: DEVELOPMENT };
  accepted(await cluster.api.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: account }));
}

import { accepted } from './api-object';
import { findKubectl } from './binaries';
import { type Cluster, cluster, handover } from './cluster';
import { startControlPlane } from './control-plane';
import { keepForTeardown } from './global-teardown';
import { prepareCluster } from './prepare-cluster';

/** Jest calls it once, before the first test file. */
export default async function globalSetup(): Promise<void> {
  if (process.env.USE_EXISTING_CLUSTER === 'true') await useExistingCluster();
  else await useOwnCluster();
}

async function useOwnCluster(): Promise<void> {
  const begin = performance.now();
  const controlPlane = await startControlPlane();
  keepForTeardown(() => controlPlane.stop());
  try {
    process.env[handover.kubectl] = controlPlane.binaries.kubectl;
    process.env[handover.kubeconfig] = controlPlane.kubeconfig;
    const started = performance.now();
    await prepareCluster(cluster());
    const times = `started in ${seconds(started - begin)}, CRDs in ${seconds(performance.now() - started)}`;
    console.log(
      `\nKubernetes ${await version(cluster())} at ${controlPlane.url}, ${times}; logs: ${controlPlane.dir}`,
    );
  } catch (error) {
    await controlPlane.stop(); // jest calls no teardown after a failed setup
    throw error;
  }
}

async function useExistingCluster(): Promise<void> {
  // without a kubeconfig by name kubectl would take whatever cluster ~/.kube/config points at today
  if (!process.env.KUBECONFIG)
    throw new Error(
      'USE_EXISTING_CLUSTER=true needs KUBECONFIG.\nFix: set it to the file of the test cluster.',
    );
  process.env[handover.kubectl] = findKubectl();
  delete process.env[handover.kubeconfig];
  await prepareCluster(cluster());
  const context = (await cluster().kubectl.output('config', 'current-context')).trim();
  console.log(`\nKubernetes ${await version(cluster())}, the existing cluster of the context ${context}`);
}

async function version(target: Cluster): Promise<string> {
  return accepted(await target.api.request<{ readonly gitVersion: string }>('GET', '/version')).gitVersion;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

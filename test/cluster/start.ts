/** `npm run cluster`: a cluster to play with, until Ctrl-C. */
import { startControlPlane } from './harness/control-plane';

async function main(): Promise<void> {
  const controlPlane = await startControlPlane();
  const stop = () => {
    controlPlane.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(`export KUBECONFIG=${controlPlane.kubeconfig}`);
  console.log(`# kubectl: ${controlPlane.binaries.kubectl}; Ctrl-C stops the cluster`);
  setInterval(() => undefined, 1 << 30); // the cluster's processes do not keep this one alive
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

/** `npm run gitops`: a cluster with an Argo CD to play with, until Ctrl-C. */
import { startGitOps } from './harness/start-gitops';

async function main(): Promise<void> {
  const { controlPlane, argoCd, stop } = await startGitOps();
  const end = () => {
    stop().then(() => process.exit(0));
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  console.log(`export KUBECONFIG=${argoCd.kubeconfig} ARGOCD_BINARY_NAME=argocd`);
  console.log(`# kubectl: ${controlPlane.binaries.kubectl}`);
  console.log(`# argocd: ${argoCd.binary}; logs: ${argoCd.dir}; Ctrl-C stops all`);
  setInterval(() => undefined, 1 << 30); // the processes do not keep this one alive
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

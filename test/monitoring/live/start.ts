/** `npm run monitoring`: everything that the live tests run, to look at, until Ctrl-C. */
import { startLive } from './harness/live';
import { AUTOSCALED } from './subjects';

async function main(): Promise<void> {
  const live = await startLive({ apps: { quick: AUTOSCALED } });
  const waiting = setInterval(() => undefined, 1 << 30); // the processes do not keep this one alive
  const stop = () => {
    clearInterval(waiting);
    live.stop().then(() => console.log('stopped'));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(`Prometheus: ${live.prometheus.url}; logs: ${live.folder}; Ctrl-C stops everything`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

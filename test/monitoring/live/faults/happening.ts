import type { Live } from '../harness/live';
import type { End, Fault } from './fault';

/**
 * Lets faults happen while the tests of a `describe` run.
 *
 * @returns waits until the alert of one of them has fired, and gives its name.
 */
export function happening(faults: readonly Fault[], live: () => Live): (fault: Fault) => Promise<string> {
  const ends: End[] = [];
  let begin = 0;
  beforeAll(async () => {
    const { prometheus } = live();
    // what an earlier fault has left does not count
    await Promise.all(faults.map(({ alert }) => prometheus.untilSilent(alert, 60)));
    begin = performance.now();
    ends.push(...(await Promise.all(faults.map((fault) => fault.begin(live())))));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(ends.map((end) => end()));
  }, 120_000);
  return async ({ alert, labels }) => {
    await live().prometheus.untilFired(alert, labels, begin, 150);
    return alert;
  };
}

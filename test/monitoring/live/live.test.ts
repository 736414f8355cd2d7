import { PACKED_RULES } from '../promtool/harness/scenarios';
import { APP_FAULTS, EVERYDAY, FAULTY_APPS } from './faults/app-faults';
import { ARGO_CD_FAULTS, CONTROLLER_DOWN } from './faults/argo-cd-faults';
import type { End, Fault } from './faults/fault';
import { DOWN, FOUGHT_APP, LEADERLESS, OPERATOR_FAULTS, UNREACHABLE } from './faults/operator-faults';
import { type Live, startLive } from './harness/live';
import { observed, type QueryResult, runQueries } from './harness/queries';

/** Faults that happen together; one after the other where they would hide each other. */
const STAGES: readonly (readonly [title: string, faults: readonly Fault[]])[] = [
  ['apps, objects and commits go wrong', [...APP_FAULTS, ...OPERATOR_FAULTS, ...ARGO_CD_FAULTS]],
  ['the operator does not reach the API server', UNREACHABLE],
  ['the lease is held by nobody', LEADERLESS],
  ['processes are gone', [...DOWN, ...CONTROLLER_DOWN]],
];

/** Of programs that do not run here. */
const OF_OTHERS = /\b(kube|container|kubelet)_/;

const ALERTS = PACKED_RULES.groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert !== undefined);

describe('monitoring', () => {
  let live: Live;
  const fired = new Set<string>();
  let results: readonly QueryResult[] = [];

  beforeAll(async () => {
    live = await startLive({ apps: ['quick', FOUGHT_APP, ...FAULTY_APPS] });
    for (const app of live.apps.values()) for (const profile of EVERYDAY) app.load(profile);
  }, 600_000);
  afterAll(async () => {
    await live?.stop();
    const withData = results.filter(({ series }) => series > 0);
    console.log(
      `alerts defined: ${ALERTS.length}, alerts executed live: ${fired.size} (${[...fired].join(', ')}), ` +
        `queries: ${results.length}, queries with data: ${withData.length}\n` +
        results
          .filter(({ series }) => series === 0)
          .map(({ title, error = '' }) => `no data: ${title} ${error}`)
          .join('\n'),
    );
  }, 60_000);

  it('has a target for each pod behind a ServiceMonitor, and all answer', async () => {
    const targets = await live.prometheus.untilAllAnswer(live.monitors.length);
    expect(targets.filter(({ lastError }) => lastError !== '')).toEqual([]);
    const jobs = new Set(targets.map(({ labels }) => labels.job));
    expect(jobs.size).toBe(live.monitors.length);
  });

  it('evaluates every rule', async () => {
    const rules = await live.prometheus.rules();
    expect(rules.map(({ name }) => name).sort()).toEqual(ALERTS.map(({ alert }) => alert).sort());
    expect(rules.filter(({ lastError }) => lastError)).toEqual([]);
  });

  it('is silent while all is well', async () => {
    await live.prometheus.untilQuiet(60);
  });

  describe.each(STAGES)('%s', (_, faults) => {
    const ends: End[] = [];
    beforeAll(async () => {
      ends.push(...(await Promise.all(faults.map((fault) => fault.begin(live)))));
    }, 120_000);

    it.each(faults)('$alert fires', async ({ alert, labels }) => {
      await live.prometheus.untilFired(alert, labels, 150);
      fired.add(alert);
      console.log(`${alert} fired`);
    });

    it('what alerts look at is there', async () => {
      if (results.length > 0) return;
      results = await runQueries(
        live.prometheus,
        ALERTS.map(({ alert = '', expr }) => ({ title: alert, expression: observed(expr) })),
      );
      const ours = results.filter(({ expression }) => !OF_OTHERS.test(expression));
      expect(ours.filter(({ series }) => series === 0).map(({ title }) => title)).toEqual([]);
    });

    it('all is silent again after the faults', async () => {
      await Promise.all(ends.map((end) => end()));
      await Promise.all(faults.map(({ alert }) => live.prometheus.untilSilent(alert, 120)));
    });
  });
});

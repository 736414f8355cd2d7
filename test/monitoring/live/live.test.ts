import { MetricCatalogue } from '../../../lib';
import { APP_FAULTS, EVERYDAY, FAULTY_APPS, LONG_CALLS } from './faults/app-faults';
import { ARGO_CD_FAULTS, BROKEN_CLUSTER, CONTROLLER_DOWN, HOUR_LONG } from './faults/argo-cd-faults';
import type { Fault } from './faults/fault';
import { happening } from './faults/happening';
import {
  DOWN,
  FOUGHT_APP,
  LEADERLESS,
  OPERATOR_FAULTS,
  SLOW_WRITES,
  UNREACHABLE,
} from './faults/operator-faults';
import { OUTGROWN, WORKLOAD_FAULTS } from './faults/workload-faults';
import { type Drift, driftOf } from './harness/catalogue-drift';
import { DELIVERED } from './harness/deliver-apps';
import { type Live, SHOP, startLive } from './harness/live';
import { type QueryResult, runQueries } from './harness/queries';
import {
  ALERTS,
  AUTOSCALED,
  EXECUTED,
  FURTHER_RULES,
  NOT_EXPOSED,
  QUERIES,
  queriesOfApp,
  SIMULATED,
  WITHOUT_DATA,
} from './subjects';

/** Faults that happen together; one after the other where they would hide each other. */
const STAGES: readonly (readonly [title: string, faults: readonly Fault[]])[] = [
  [
    'apps, objects, commits and pods go wrong',
    [...APP_FAULTS, ...OPERATOR_FAULTS, ...ARGO_CD_FAULTS, ...WORKLOAD_FAULTS],
  ],
  ['writes of the operator take too long', SLOW_WRITES],
  ['the operator does not reach the API server', UNREACHABLE],
  ['the lease is held by nobody', LEADERLESS],
];

/** Their alerts wait for longer than those of all stages: they go on all the while. */
const LONGEST: readonly Fault[] = [...LONG_CALLS, ...OUTGROWN, ...BROKEN_CLUSTER, ...HOUR_LONG];

/** Whoever tells of other faults: after them. */
const GONE: readonly Fault[] = [...DOWN, ...CONTROLLER_DOWN];

describe('monitoring', () => {
  let live: Live;
  const fired: string[] = [];
  let results: readonly QueryResult[] = [];

  beforeAll(async () => {
    live = await startLive({
      apps: { quick: AUTOSCALED, [FOUGHT_APP]: {}, ...FAULTY_APPS },
      rules: FURTHER_RULES,
    });
    for (const app of live.apps.values()) for (const profile of EVERYDAY) app.load(profile);
  }, 600_000);
  afterAll(async () => {
    await live?.stop();
    const withData = results.filter(({ series }) => series > 0).length;
    const simulated = results.filter(
      ({ expression, series }) => SIMULATED.test(expression) && series > 0,
    ).length;
    console.log(
      `alerts defined: ${ALERTS.length}, executed by promtool: ${EXECUTED.length}, fired live: ${fired.length}, ` +
        `queries: ${results.length}, queries with data: ${withData}, ` +
        `of these ask the simulated kubelet: ${simulated}`,
    );
  }, 60_000);

  it('has targets for each ServiceMonitor, and all answer', async () => {
    const targets = await live.prometheus.untilAllAnswer(live.monitors.length);
    const jobs = new Set(targets.map(({ labels }) => labels.job));
    expect(jobs.size).toBe(live.monitors.length);
  });

  it('evaluates every rule', async () => {
    const rules = await live.prometheus.rules();
    expect(rules.map(({ name }) => name)).toEqual(expect.arrayContaining(ALERTS.map(({ alert }) => alert)));
    expect(rules.filter(({ lastError }) => lastError)).toEqual([]);
  });

  it('is silent while all is well', async () => {
    await live.prometheus.untilQuiet(60);
  });

  it('a sync by hand goes through', async () => {
    const { phase } = await live.argoCd.application(DELIVERED[0] ?? '').sync();
    expect(phase).toBe('Succeeded');
  });

  describe('what takes longest', () => {
    const longest = happening(LONGEST, () => live);

    describe.each(STAGES)('meanwhile %s', (_, faults) => {
      const fires = happening(faults, () => live);
      it.each(faults)('$alert fires', async (fault) => fired.push(await fires(fault)));
    });

    it.each(LONGEST)('$alert fires', async (fault) => fired.push(await longest(fault)));
  });

  describe('processes are gone', () => {
    const fires = happening(GONE, () => live);
    it.each(GONE)('$alert fires', async (fault) => fired.push(await fires(fault)));
  });

  it('is silent again after all faults', async () => {
    await live.prometheus.untilQuiet(120);
  });

  describe('afterwards', () => {
    it('every query and every recording rule has returned data', async () => {
      const rules = await live.prometheus.rules();
      const recorded = rules.filter(({ type }) => type === 'recording');
      const names = [...new Set(recorded.map(({ name }) => name))];
      const queries = [...QUERIES, ...names.map((name) => ({ title: name, expression: name }))];
      results = await runQueries(live.prometheus, queries);
      const empty = results.filter(({ series }) => series === 0).map(({ title, error }) => error ?? title);
      const explained = empty.filter((title) => title in WITHOUT_DATA);
      const reasons = explained.map((title) => `${title}: ${WITHOUT_DATA[title]}`);
      console.log(`queries without data, and why:\n${reasons.join('\n') || 'none'}`);
      expect(empty.filter((title) => !explained.includes(title))).toEqual([]);
    });

    it('the dashboard of one app is about that app, its pods and its autoscaler', async () => {
      const shown = await runQueries(live.prometheus, queriesOfApp(SHOP, 'quick-mcp'));
      expect(shown.filter(({ series }) => series === 0).map(({ title, error }) => error ?? title)).toEqual(
        [],
      );
    });

    it('metrics have the types and labels that the catalogue says', async () => {
      // each alert has labels of its own
      const metrics = MetricCatalogue.standard().metrics.filter(({ name }) => name !== 'ALERTS');
      const drifts = await driftOf(live.prometheus, metrics);
      const seen = drifts.filter((drift) => drift.seen);
      const simulated = seen.filter(({ metric }) => SIMULATED.test(metric));
      console.log(
        `metrics of the catalogue: ${drifts.length}, exposed and compared: ${seen.length}, ` +
          `of these by the simulated kubelet: ${simulated.length}`,
      );
      const unseen = drifts.filter((drift) => !drift.seen).map(({ metric }) => metric);
      const reasons = unseen.map((metric) => `${metric}: ${NOT_EXPOSED[metric]}`);
      console.log(`metrics not exposed, and why:\n${reasons.join('\n') || 'none'}`);
      expect(unseen.filter((metric) => !(metric in NOT_EXPOSED))).toEqual([]);
      expect(seen.filter(isDrift)).toEqual([]);
    });
  });
});

function isDrift({ type, unknown, missing }: Drift): boolean {
  return type !== undefined || unknown.length > 0 || missing.length > 0;
}

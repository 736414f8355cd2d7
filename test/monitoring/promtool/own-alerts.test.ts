import { App, Chart, Testing } from 'cdk8s';
import { Monitoring } from '../../../lib';
import { type Rule, testRules } from './harness/promtool';

/** Share of failed requests of each app, by `<namespace>/<app>`. */
type Failing = Readonly<Record<string, number>>;

function chartOf(add: (monitoring: Monitoring) => void): Rule[] {
  const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
  add(new Monitoring(chart, 'platform', { dashboards: false }));
  return Testing.synth(chart).flatMap(({ spec }) =>
    spec.groups.flatMap(({ rules }: { rules: Rule[] }) => rules),
  );
}

/** Above 5 % everybody is told; one app is stricter, one is not, and one of that name is elsewhere. */
const GENERAL = chartOf((monitoring) => monitoring.addOtherApps());
const STRICT = chartOf((monitoring) =>
  monitoring.addApp({ name: 'strict', namespace: 'apps' }, { errorRate: { threshold: 0.01 } }),
);
const LENIENT = chartOf((monitoring) =>
  monitoring.addApp({ name: 'lenient', namespace: 'apps' }, { errorRate: { threshold: 0.2 } }),
);
const QUIET = chartOf((monitoring) =>
  monitoring.addApp({ name: 'quiet', namespace: 'apps' }, { off: ['ChatGPTAppErrors'] }),
);

/** How often `ChatGPTAppErrors` fires, by app. */
async function verdict(rules: readonly Rule[], failing: Failing, expected: Failing) {
  const series = Object.entries(failing).flatMap(([app, share]) => {
    const [namespace, name] = app.split('/');
    const metric = (status: string) =>
      `mcp_requests_total{namespace="${namespace}",job="${name}-mcp",status="${status}"}`;
    return [
      { series: metric('error'), values: `0+${1000 * share}x120` },
      { series: metric('success'), values: `0+${1000 * (1 - share)}x120` },
    ];
  });
  const fired = Object.entries(expected).map(([app, value]) => {
    const [namespace, name] = app.split('/');
    return { labels: `{job="${name}-mcp", namespace="${namespace}"}`, value };
  });
  const test = {
    ...{ interval: '30s', input_series: series },
    promql_expr_test: [
      {
        expr: 'sum by (namespace, job) (ALERTS{alertname="ChatGPTAppErrors", alertstate="firing"})',
        ...{ eval_time: '50m', exp_samples: fired },
      },
    ],
  };
  // one group for each rule: as in a cluster nothing is said about their order
  const groups = rules.map((rule, index) => ({ name: `${index}`, rules: [rule] }));
  const { code, stdout, stderr } = await testRules({ groups }, [test]);
  expect([code, `${stdout}${stderr}`.trim()]).toEqual([0, expect.stringContaining('SUCCESS')]);
}

describe('apps with thresholds of their own', () => {
  const all = [...GENERAL, ...STRICT, ...LENIENT, ...QUIET];

  it('are told about once, each by its own threshold', async () => {
    await verdict(
      all,
      {
        'apps/strict': 0.02,
        'apps/lenient': 0.1,
        'apps/quiet': 0.9,
        'apps/usual': 0.06,
        'other/strict': 0.02,
      },
      { 'apps/strict': 1, 'apps/usual': 1 },
    );
  });

  it('are told about once, where all thresholds are exceeded, and their namesakes elsewhere too', async () => {
    const failing = {
      ...{ 'apps/lenient': 0.3, 'apps/strict': 0.3, 'apps/usual': 0.3 },
      ...{ 'other/lenient': 0.3, 'other/quiet': 0.3 },
    };
    const expected = Object.fromEntries(Object.keys(failing).map((app) => [app, 1]));
    await verdict(all, failing, expected);
  });

  it('do not depend on the order of the rules', async () => {
    await verdict(
      [...STRICT, ...LENIENT, ...GENERAL],
      { 'apps/lenient': 0.1, 'apps/strict': 0.06 },
      { 'apps/strict': 1 },
    );
  });

  it('are watched by the general alerts where their own are not evaluated', async () => {
    await verdict(GENERAL, { 'apps/lenient': 0.1, 'apps/strict': 0.02 }, { 'apps/lenient': 1 });
  });
});

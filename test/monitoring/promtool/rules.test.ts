import { checkRules, testRules } from './harness/promtool';
import { ruleTests, textTest } from './harness/rule-tests';
import { alone, PACKED_ALERTS, PACKED_RULES, SCENARIOS, scenarioOf } from './harness/scenarios';

const executed = new Set<string>();

afterAll(() => {
  console.log(`alerts defined: ${PACKED_ALERTS.length}, alerts executed: ${executed.size}`);
});

describe('promtool', () => {
  it('accepts the rules of all packs', async () => {
    expect(await checkRules(PACKED_RULES)).toMatchObject({ code: 0 });
  });

  it('runs every alert', () => {
    expect(Object.keys(SCENARIOS).sort()).toEqual(PACKED_ALERTS.map(({ alert }) => alert).sort());
  });

  it('refuses what is no rule, so that its verdict means something', async () => {
    const wrong = { groups: [{ name: 'x', rules: [{ alert: 'X', expr: 'rate(up)' }] }] };
    expect((await checkRules(wrong)).code).not.toBe(0);
  });

  it.each(PACKED_ALERTS)('sees $alert fire in time, stay silent, and recover', async (rule) => {
    const { code, stdout, stderr } = await testRules(alone(rule), ruleTests(rule, scenarioOf(rule)));
    expect([code, `${stdout}${stderr}`.trim()]).toEqual([0, expect.stringContaining('SUCCESS')]);
    executed.add(rule.alert);
  });

  it.each(PACKED_ALERTS)('fills in the texts of $alert', async (rule) => {
    const { stdout, stderr } = await testRules(alone(rule), [textTest(rule, scenarioOf(rule))]);
    const printed = `${stdout}${stderr}`;
    expect(printed).toContain(`alertname="${rule.alert}"`);
    expect(printed).not.toMatch(/error (expanding|executing)|<no value>|%!/);
  });

  it('is silent about keys that wait in a standby, where no worker is to take them', async () => {
    const pods = [
      { pod: 'leader', leads: 1, depth: 0 },
      { pod: 'standby', leads: 0, depth: 500 },
    ];
    const series = pods.flatMap(({ pod, leads, depth }) => {
      const labels = `job="chatgpt-operator-metrics",pod="${pod}",name`;
      return [
        { series: `leader_election_master_status{${labels}="chatgpt-operator"}`, values: `${leads}x80` },
        { series: `workqueue_depth{${labels}="chatgptapp",priority="-100"}`, values: `${depth}x80` },
      ];
    });
    await silentOf('ChatGPTOperatorBacklog', series);
  });

  it('is silent about a cluster that no application goes to any more', async () => {
    await silentOf('ArgoCDReconcilesStalled', [
      { series: 'argocd_app_reconcile_count{dest_server="https://gone"}', values: '5x80' },
      { series: 'argocd_app_info{name="a",dest_server="https://there"}', values: '1x80' },
    ]);
  });

  it.each([
    ['fires at the first failure of an application, of which there was no series before', '_x40 1x5', 1],
    ['is silent about a failure of long ago', '1x80', 0],
  ])('sees that ArgoCDAppSyncFailed %s', async (_, values, firing) => {
    const rule = PACKED_ALERTS.find(({ alert }) => alert === 'ArgoCDAppSyncFailed');
    if (rule === undefined) throw new Error('the alert is gone');
    const test = {
      interval: '30s',
      input_series: [{ series: 'argocd_app_sync_total{name="a",phase="Failed",dry_run="false"}', values }],
      promql_expr_test: [
        {
          expr: 'count(ALERTS{alertstate="firing"}) or vector(0)',
          eval_time: '22m30s',
          exp_samples: [{ labels: '{}', value: firing }],
        },
      ],
    };
    expect(await testRules(alone(rule), [test])).toMatchObject({ code: 0 });
  });
});

/** That an alert does not fire within forty minutes. */
async function silentOf(name: string, series: readonly object[]): Promise<void> {
  const rule = PACKED_ALERTS.find(({ alert }) => alert === name);
  if (rule === undefined) throw new Error(`there is no alert ${name}`);
  const test = {
    ...{ interval: '30s', input_series: series },
    promql_expr_test: [{ expr: 'ALERTS', eval_time: '40m', exp_samples: [] }],
  };
  const { code, stdout, stderr } = await testRules(alone(rule), [test]);
  expect([code, `${stdout}${stderr}`.trim()]).toEqual([0, expect.stringContaining('SUCCESS')]);
}

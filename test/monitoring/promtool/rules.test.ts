import { checkRules, testRules } from './harness/promtool';
import { ruleTests, textTest } from './harness/rule-tests';
import { alone, PACKED_ALERTS, PACKED_RULES, SCENARIOS, scenarioOf } from './harness/scenarios';

afterAll(() => {
  const executed = PACKED_ALERTS.filter(({ alert }) => alert in SCENARIOS).length;
  console.log(`alerts defined: ${PACKED_ALERTS.length}, alerts executed: ${executed}`);
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
  });

  it.each(PACKED_ALERTS)('fills in the texts of $alert', async (rule) => {
    const { stdout, stderr } = await testRules(alone(rule), [textTest(rule, scenarioOf(rule))]);
    const printed = `${stdout}${stderr}`;
    expect(printed).toContain(`alertname="${rule.alert}"`);
    expect(printed).not.toMatch(/error (expanding|executing)|<no value>|%!/);
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

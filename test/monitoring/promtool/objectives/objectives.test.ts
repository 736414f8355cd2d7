import { checkRules, testRules } from '../harness/promtool';
import { burnTests, promtoolTest, verdict } from './burn-tests';
import { availability, latency, neededBy } from './judged-objectives';
import { WORKBOOK } from './workbook';

const OBJECTIVES = [availability(99.9), availability(99), latency(99.9), latency(99, '1.0')];
const LINES = OBJECTIVES.flatMap((judged) =>
  WORKBOOK.map((line) => ({ judged, line, objective: judged.name, alert: line.alert })),
);

describe('promtool', () => {
  it.each(OBJECTIVES)('accepts the rules of an $name', async ({ rules }) => {
    expect(await checkRules(rules)).toMatchObject({ code: 0 });
  });

  it.each(LINES)('judges $alert of an $objective as the workbook does', async ({ judged, line }) => {
    const tests = burnTests(line, judged.objective);
    for (const test of tests)
      for (const { at, fires } of test.expected)
        expect([test.name, at, verdict(test, line, judged.objective, at)]).toEqual([test.name, at, fires]);
    const written = tests.map((test) => promtoolTest(test, line, judged));
    const { code, stdout, stderr } = await testRules(
      neededBy(judged.rules, line.alert),
      written,
      `${line.step}m`,
    );
    expect([code, `${stdout}${stderr}`.trim()]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });
});

import { mutantsOf } from './harness/mutants';
import { testRules } from './harness/promtool';
import { ruleTests } from './harness/rule-tests';
import { alone, PACKED_ALERTS, scenarioOf } from './harness/scenarios';

const mutants = PACKED_ALERTS.flatMap((rule) => mutantsOf(rule.expr).map((expr) => ({ ...rule, expr })));

/** The expressions of which no test notices that they are wrong. */
async function survivors(): Promise<string[]> {
  const found: string[] = [];
  for (const mutant of mutants) {
    const { code } = await testRules(alone(mutant), ruleTests(mutant, scenarioOf(mutant)));
    if (code === 0) found.push(`${mutant.alert}: ${mutant.expr}`);
  }
  return found;
}

it('of a hundred wrong comparisons, thresholds and metrics the tests of the packs find 95', async () => {
  const survived = await survivors();
  const rate = 1 - survived.length / mutants.length;
  console.log(`mutants: ${mutants.length}, found: ${(100 * rate).toFixed(1)} %\n${survived.join('\n')}`);
  expect(mutants.length).toBeGreaterThan(100);
  expect(rate).toBeGreaterThanOrEqual(0.95);
}, 900_000);

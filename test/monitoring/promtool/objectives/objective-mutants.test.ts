import { type Rule, type RuleFile, testRules } from '../harness/promtool';
import { burnTests, promtoolTest } from './burn-tests';
import { availability, type JudgedObjective, latency, neededBy } from './judged-objectives';
import { mutantsOfRule } from './objective-mutants';
import { burnRate, lasting } from './request-traffic';
import { WORKBOOK } from './workbook';

interface Judgement {
  readonly rules: RuleFile;
  readonly tests: readonly object[];
  readonly step: number;
}

/** The rules that an alert needs, with the tests that judge them, the quickest first. */
function burnJudgements(judged: JudgedObjective): Judgement[] {
  return WORKBOOK.map((line) => ({
    rules: neededBy(judged.rules, line.alert),
    tests: burnTests(line, judged.objective).map((test) => promtoolTest(test, line, judged)),
    step: line.step,
  }));
}

/** What is left of the budget of a week. */
function budgetJudgement(): Judgement {
  const judged = availability(99.9, 7);
  const traffic = [
    { minutes: 4320, requests: 500, bad: 200 },
    { minutes: 7200, requests: 1000, bad: 0.2 },
    { minutes: 2880, requests: 2000, bad: 0.9 },
  ];
  const at = lasting(traffic);
  const left = 1 - burnRate(traffic, judged.objective, 7 * 1440, at);
  const test = {
    ...{ interval: '1m', input_series: judged.series(traffic).slice(0, 2) },
    promql_expr_test: [
      {
        expr: `sum(abs(slo:error_budget_remaining:ratio - ${left}) < bool 0.01)`,
        ...{ eval_time: `${at}m`, exp_samples: [{ labels: '{}', value: 1 }] },
      },
    ],
  };
  return { rules: neededBy(judged.rules, 'slo:error_budget_remaining:ratio'), tests: [test], step: 30 };
}

/** A request, once everything fails of which nothing succeeded before: for rules that have no series of good ones. */
function failingFromBirth(): Judgement {
  const judged = availability(99.9);
  const [line] = WORKBOOK;
  if (line === undefined) throw new Error('the workbook is empty');
  const test = {
    name: 'all fail',
    traffic: [{ minutes: 70, requests: 1000, bad: 1000 }],
    expected: [{ at: 70, fires: true }],
  };
  const series = judged.series(test.traffic).slice(1);
  const written = promtoolTest(test, line, { ...judged, series: () => series });
  return { rules: neededBy(judged.rules, line.alert), tests: [written], step: 1 };
}

/** Whether a judgement passes although one of its rules is another. */
async function survives({ rules, tests, step }: Judgement, rule: Rule, mutant: Rule): Promise<boolean> {
  const groups = rules.groups.map((group) => ({
    ...group,
    rules: group.rules.map((each) => (sameRule(each, rule) ? mutant : each)),
  }));
  for (const test of tests) {
    const { code } = await testRules({ groups }, [test], `${step}m`);
    if (code !== 0) return false;
  }
  return true;
}

function sameRule(one: Rule, other: Rule): boolean {
  return one.expr === other.expr && one.record === other.record && one.alert === other.alert;
}

async function survivesAll(judgements: readonly Judgement[], rule: Rule, mutant: Rule): Promise<boolean> {
  const concerned = judgements.filter(({ rules }) =>
    rules.groups.some((group) => group.rules.some((each) => sameRule(each, rule))),
  );
  for (const judgement of concerned) if (!(await survives(judgement, rule, mutant))) return false;
  return true;
}

it('of a hundred wrong factors, windows and comparisons the tests of objectives find 95', async () => {
  const survived: string[] = [];
  let count = 0;
  const sets = [
    [failingFromBirth(), ...burnJudgements(availability(99.9))],
    burnJudgements(latency(99)).slice(0, 1),
    [budgetJudgement()],
  ];
  for (const judgements of sets) {
    const rules = new Map(
      judgements.flatMap((each) =>
        each.rules.groups.flatMap((group) =>
          group.rules.map((rule) => [`${rule.alert ?? rule.record}: ${rule.expr}`, rule] as const),
        ),
      ),
    );
    for (const rule of rules.values()) {
      for (const mutant of mutantsOfRule(rule)) {
        count += 1;
        if (await survivesAll(judgements, rule, mutant))
          survived.push(`${mutant.alert ?? mutant.record}: ${mutant.expr}`);
      }
    }
  }
  const rate = 1 - survived.length / count;
  console.log(`mutants of objectives: ${count}, found: ${(100 * rate).toFixed(1)} %\n${survived.join('\n')}`);
  expect(count).toBeGreaterThan(100);
  expect(rate).toBeGreaterThanOrEqual(0.95);
}, 1_800_000);

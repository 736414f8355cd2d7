import { type Rule, type RuleFile, testRules } from '../harness/promtool';
import { burnTests, promtoolTest } from './burn-tests';
import { availability, type JudgedObjective, latency, neededBy } from './judged-objectives';
import { mutantsOfRule } from './objective-mutants';
import { burnRate, lasting } from './request-traffic';
import { WORKBOOK, type WorkbookLine } from './workbook';

/** Rules with the tests that judge them. */
interface Judgement {
  readonly name: string;
  readonly rules: RuleFile;
  readonly tests: readonly object[];
  /** Minutes between two evaluations. */
  readonly step: number;
}

/** An alert and the records that it needs. */
function ofAlert(judged: JudgedObjective, line: WorkbookLine): Judgement {
  const tests = burnTests(line, judged.objective).map((test) => promtoolTest(test, line, judged));
  const { alert, step } = line;
  const rules = neededBy(judged.rules, alert);
  return { name: `${alert}, ${judged.name}`, rules, tests: [...tests, failingFromBirth(judged, line)], step };
}

/** Everything fails, and there is no series of anything that did not. */
function failingFromBirth(judged: JudgedObjective, line: WorkbookLine): object {
  const traffic = [{ minutes: line.long, requests: 1000, bad: 1000 }];
  const isGood = /status=\\"success\\"|le=\\"(0\.5|1)\\"/;
  const series = judged.series(traffic).filter((each) => !isGood.test(JSON.stringify(each)));
  const test = { name: 'all fail', traffic, expected: [{ at: line.long, fires: true }] };
  return promtoolTest(test, line, { ...judged, series: () => series });
}

/** The objective itself, and what is left of the budget of a week. */
function ofBudget(): Judgement[] {
  const judged = availability(99.9, 7);
  const traffic = [
    { minutes: 4320, requests: 500, bad: 200 },
    { minutes: 7200, requests: 1000, bad: 0.2 },
    { minutes: 2880, requests: 2000, bad: 0.9 },
  ];
  const at = lasting(traffic);
  const left = 1 - burnRate(traffic, judged.objective, 7 * 1440, at);
  const is = (metric: string, value: number) => ({
    ...{ interval: '1m', input_series: judged.series(traffic).slice(0, 2) },
    promql_expr_test: [
      {
        expr: `sum(abs(${metric} - ${value}) < bool 0.01 * (1 - ${value}))`,
        ...{ eval_time: `${at}m`, exp_samples: [{ labels: '{}', value: 1 }] },
      },
    ],
  });
  return Object.entries({ 'slo:objective:ratio': 0.999, 'slo:error_budget_remaining:ratio': left }).map(
    ([name, value]) => ({ name, rules: neededBy(judged.rules, name), tests: [is(name, value)], step: 30 }),
  );
}

const JUDGEMENTS = [
  ...WORKBOOK.map((line) => ofAlert(availability(99.9), line)),
  ...WORKBOOK.slice(0, 1).map((line) => ofAlert(latency(99), line)),
  ...ofBudget(),
];

/** The rules of a judgement that no earlier, quicker one has. */
function newRules(judgement: Judgement): Rule[] {
  const earlier = JUDGEMENTS.slice(0, JUDGEMENTS.indexOf(judgement)).flatMap(rulesOf);
  return rulesOf(judgement).filter((rule) => !earlier.some((other) => other.expr === rule.expr));
}

function rulesOf({ rules }: Judgement): readonly Rule[] {
  return rules.groups.flatMap((group) => group.rules);
}

/** Whether all tests pass although a rule is another. */
async function survives(judgement: Judgement, rule: Rule, mutant: Rule): Promise<boolean> {
  const rules = rulesOf(judgement).map((each) => (each === rule ? mutant : each));
  for (const test of judgement.tests) {
    const { code } = await testRules({ groups: [{ name: 'x', rules }] }, [test], `${judgement.step}m`);
    if (code !== 0) return false;
  }
  return true;
}

it.each(JUDGEMENTS)(
  'of a hundred wrong factors, windows, comparisons and metrics the tests find 95: $name',
  async (judgement) => {
    const mutants = newRules(judgement).flatMap((rule) =>
      mutantsOfRule(rule).map((mutant) => ({ rule, mutant })),
    );
    const survived: string[] = [];
    for (const { rule, mutant } of mutants)
      if (await survives(judgement, rule, mutant))
        survived.push(`${mutant.alert ?? mutant.record}: ${mutant.expr}`);
    const found = mutants.length - survived.length;
    console.log([`mutants: ${mutants.length}, found: ${found}`, ...survived].join('\n'));
    expect(mutants.length).toBeGreaterThan(0);
    expect(found / mutants.length).toBeGreaterThanOrEqual(0.95);
  },
  1_800_000,
);

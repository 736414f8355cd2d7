import type { JudgedObjective } from './judged-objectives';
import { burnRate, countedIn, lasting, type Traffic } from './request-traffic';
import type { WorkbookLine } from './workbook';

/** What is expected of one alert at a minute of some traffic. */
export interface Expectation {
  readonly at: number;
  readonly fires: boolean;
}

/** Traffic that shows one property of an alert. */
export interface BurnTest {
  readonly name: string;
  readonly traffic: readonly Traffic[];
  readonly expected: readonly Expectation[];
}

const REQUESTS = 1000;
/** As many failures must be behind an alert; ours. */
const FAILURES = 5;

/** What one line of the workbook asks of an alert, as traffic of which the burn is known by counting. */
export function burnTests(line: WorkbookLine, objective: number): BurnTest[] {
  const { long, short } = line;
  const settled = settledAfter(line);
  const bad = (times: number, minutes: number, requests = REQUESTS): Traffic => ({
    ...{ minutes, requests },
    bad: requests * (1 - objective / 100) * line.factor * times,
  });
  const calm = (minutes: number, requests = REQUESTS): Traffic => ({ minutes, requests, bad: 0 });
  // of one share, in more and more requests: a ratio of two different windows would be another
  const third = Math.ceil(short / 3 / line.step) * line.step;
  const growing = (times: number) => [
    bad(times, long - short),
    bad(times, short + settled - third, 3 * REQUESTS),
    bad(times, third, 9 * REQUESTS),
  ];
  // a burst that the long window still forgives
  const burst = short + settled;
  // an amount of requests in the long window, in which the threshold is five failures
  const few = FAILURES / ((1 - objective / 100) * line.factor) / long;
  // enough to tell a longer window from the right one
  const before = calm(long / 3);
  const fault = long + settled;
  const end = before.minutes + fault;
  return [
    steady('fires just above its factor', [before, ...growing(1.03)], true),
    steady('stays silent just below its factor', [before, ...growing(0.97)], false),
    steady(
      'forgives the short window alone',
      [calm(long), bad((0.9 * long) / burst, burst), bad(1.1, settled)],
      false,
    ),
    steady('forgives the long window alone', [before, bad(6, long / 2), bad(0.9, burst)], false),
    {
      name: 'lasts through a pause that is shorter than the short window, and is reset in its time',
      traffic: [before, bad(6, fault), calm(short + settled)],
      expected: [
        { at: end, fires: true },
        { at: end + Math.floor(short / 2 / line.step) * line.step, fires: true },
        { at: end + short + line.step, fires: false },
      ],
    },
    steady(
      'is silent where there are few requests',
      [calm(long / 3, 0.95 * few), bad(3, fault, 0.95 * few)],
      false,
    ),
    steady(
      'fires where there are just enough',
      [calm(long / 3, 1.05 * few), bad(3, fault, 1.05 * few)],
      true,
    ),
  ];
}

/** Whether an alert should fire, by counting requests. */
export function verdict(
  traffic: readonly Traffic[],
  { factor, long, short }: WorkbookLine,
  objective: number,
  at: number,
): boolean {
  const burns = (window: number) => burnRate(traffic, objective, window, at) > factor;
  const { requests } = countedIn(traffic, at - long, at);
  const enough = requests * (1 - objective / 100) * factor >= FAILURES;
  return burns(long) && burns(short) && enough;
}

/** The test as promtool reads it. */
export function promtoolTest(test: BurnTest, { alert }: WorkbookLine, { series }: JudgedObjective): object {
  const firing = `count(ALERTS{alertname="${alert}", alertstate="firing", app="fitness", namespace="apps", job="fitness-mcp"})`;
  return {
    ...{ name: `${alert} ${test.name}`, interval: '1m', input_series: series(test.traffic) },
    promql_expr_test: test.expected.map(({ at, fires }) => ({
      ...{ expr: firing, eval_time: `${at}m` },
      exp_samples: fires ? [{ labels: '{}', value: 1 }] : [],
    })),
  };
}

/** Minutes until an alert that lasts is firing, and evaluated once more. */
function settledAfter({ pending, step }: WorkbookLine): number {
  return pending + 2 * step;
}

function steady(name: string, traffic: readonly Traffic[], fires: boolean): BurnTest {
  return { name, traffic, expected: [{ at: lasting(traffic), fires }] };
}

import { durationSeconds } from '../promql/parse-expression';
import type { RecordingRuleProps } from '../rules/rule-props';
import { exact } from './burn-alert';
import { matchersOf, type Objective } from './objective';

/** Windows that are read from the counters themselves; longer ones are made of what is recorded for half an hour. */
const RAW_WINDOWS = ['5m', '30m', '1h', '6h'];
const DAYS = '3d';
const STEP = '30m';

/**
 * What an objective records, in the order in which one needs the other. Where there were no requests there is no ratio.
 *
 * Days of the counters of every pod and tool would be read at every evaluation; days of what is recorded are one series. The
 * steps of the subquery are as long as the rate that it adds up, so that each request is counted once.
 */
export function recordsOf(objective: Objective): Readonly<Record<string, RecordingRuleProps>> {
  const { labels, budget, period } = objective;
  const own = matchersOf(objective);
  const days = `${period.toDays()}d`;
  const added = (metric: string, window: string) =>
    `sum_over_time(slo:${metric}:rate${STEP}${own}[${window}:${STEP}])`;
  const recorded: Record<string, string> = {
    [`slo:requests:rate${STEP}`]: total(objective, 'rate', STEP),
    [`slo:errors:rate${STEP}`]: `${total(objective, 'rate', STEP)} - ${good(objective, STEP)}`,
    'slo:objective:ratio': `0 * slo:requests:rate${STEP}${own} + ${exact(1 - budget)}`,
  };
  for (const window of RAW_WINDOWS) {
    const share = `${good(objective, window)} / (${total(objective, 'rate', window)} > 0)`;
    recorded[`slo:error_ratio:rate${window}`] = `1 - ${share}`;
  }
  for (const window of [DAYS, days]) {
    recorded[`slo:error_ratio:rate${window}`] =
      `${added('errors', window)} / (${added('requests', window)} > 0)`;
  }
  for (const window of ['1h', '6h']) {
    recorded[`slo:requests:increase${window}`] = total(objective, 'increase', window);
  }
  recorded[`slo:requests:increase${DAYS}`] = `${durationSeconds(STEP)} * ${added('requests', DAYS)}`;
  recorded['slo:error_budget_remaining:ratio'] = `1 - slo:error_ratio:rate${days}${own} / ${budget}`;
  return Object.fromEntries(
    Object.entries(recorded).map(([name, expression]) => [name, { expression, labels: { ...labels } }]),
  );
}

function total(objective: Objective, by: 'rate' | 'increase', window: string): string {
  return summed(objective, `${by}(${objective.total}[${window}])`);
}

/** Where nothing was ever good there may be no series of good requests: none are good then, not unknown. */
function good(objective: Objective, window: string): string {
  const counted = summed(objective, `rate(${objective.good}[${window}])`);
  return `(${counted} or 0 * ${total(objective, 'rate', window)})`;
}

function summed({ by }: Objective, of: string): string {
  return by.length === 0 ? `sum(${of})` : `sum by (${by.join(', ')}) (${of})`;
}

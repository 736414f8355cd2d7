import { durationSeconds } from '../../../../lib/monitoring/promql/parse-expression';

/**
 * How many times faster than in production everything goes: scrapes, evaluations, windows of expressions and the `for` of
 * alerts alike, so that a window holds as many samples as it does there. What an expression compares is not touched: a
 * request that takes five seconds takes five seconds.
 */
export const PACE = 30;

const RANGE = /\[([0-9a-z]+)(?::([0-9a-z]*))?\]/g;
const OFFSET = /\boffset ([0-9a-z]+)/g;
const DURATIONS = ['interval', 'for', 'keep_firing_for', 'scrape_interval', 'evaluation_interval'];

/** A duration of Prometheus, such as `5m`, at the pace. */
export function hastened(duration: string): string {
  return `${Math.max(1, Math.round((durationSeconds(duration) * 1000) / PACE))}ms`;
}

/** PromQL with all its windows at the pace. */
export function hastenedExpression(expression: string): string {
  return expression
    .replace(RANGE, (_, range: string, step?: string) =>
      step === undefined ? `[${hastened(range)}]` : `[${hastened(range)}:${step && hastened(step)}]`,
    )
    .replace(OFFSET, (_, duration: string) => `offset ${hastened(duration)}`);
}

/** The content of a configuration or a rule file with all times at the pace. */
export function hastenedFile<T>(file: T): T {
  return walk(file, '') as T;
}

function walk(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((each) => walk(each, ''));
  if (typeof value === 'string') {
    if (field === 'expr') return hastenedExpression(value);
    return DURATIONS.includes(field) ? hastened(value) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  // a timeout longer than the interval is refused; without one the interval is the timeout
  const fields = Object.entries(value).filter(([name]) => name !== 'scrape_timeout');
  return Object.fromEntries(fields.map(([name, each]) => [name, walk(each, name)]));
}

import { PanelColor } from './panel-color';
import type { PanelProps, PanelThreshold } from './panel-props';

type Labels = readonly string[];

/** PromQL for a sum, by labels if there are any. */
export function sumOf(series: string, by: Labels = []): string {
  return by.length === 0 ? `sum(${series})` : `sum by (${by.join(', ')}) (${series})`;
}

/** PromQL for the highest of some series, by labels. */
export function highest(series: string, by: Labels): string {
  return `max by (${by.join(', ')}) (${series})`;
}

/** PromQL for how often a counter rises in a second, by labels. */
export function rateOf(counter: string, matchers: string, by: Labels = []): string {
  return sumOf(`rate(${counter}${braces(matchers)}[$__rate_interval])`, by);
}

/** PromQL for a quantile of a histogram, by labels. */
export function quantileOf(fraction: number, histogram: string, matchers: string, by: Labels = []): string {
  const buckets = rateOf(`${histogram}_bucket`, matchers, ['le', ...by]);
  return `histogram_quantile(${fraction}, ${buckets})`;
}

/** PromQL for which part of a counter's events match, by labels: 0 where none was ever seen. */
export function shareOf(counter: string, matchers: string, matching: string, by: Labels = []): string {
  const all = rateOf(counter, matchers, by);
  const some = rateOf(counter, [matchers, matching].filter((text) => text !== '').join(', '), by);
  return `(${some} or 0 * ${all}) / ${all}`;
}

/** PromQL for an expression, and 0 for what only another one knows. */
export function orZero(expression: string, known: string): string {
  return `${expression} or 0 * ${known}`;
}

/** A label that a scrape renames unless it honours labels. */
export function renamed(label: string, honorLabels = false): string {
  return honorLabels ? label : `exported_${label}`;
}

/** Orange and red from a value on. */
export function warnFrom(orange: number, red?: number): PanelThreshold[] {
  const above = red === undefined ? [] : [{ from: red, color: PanelColor.RED }];
  return [{ from: orange, color: PanelColor.ORANGE }, ...above];
}

/** Red from a value on. */
export function redFrom(from: number): PanelThreshold[] {
  return [{ from, color: PanelColor.RED }];
}

/** Red below a value. */
export function redBelow(from: number): Pick<PanelProps, 'color' | 'thresholds'> {
  return { color: PanelColor.RED, thresholds: [{ from, color: PanelColor.GREEN }] };
}

function braces(matchers: string): string {
  return matchers === '' ? '' : `{${matchers}}`;
}

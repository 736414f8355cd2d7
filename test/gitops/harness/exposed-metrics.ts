/** A metric as a program shows it. */
export interface ExposedMetric {
  /** As the program declares it: counter, gauge, histogram, summary. */
  readonly type: string;
  /** All labels that any of its series has, sorted, without `le`. */
  readonly labels: readonly string[];
  /** Of a histogram the highest bucket before `+Inf`. */
  readonly largestBucket?: number;
}

/**
 * The metrics of a program, those without a series left out.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function exposedMetrics(text: string): Map<string, ExposedMetric> {
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]));
  const metrics = new Map<string, ExposedMetric>();
  for (const [, series = '', braces = ''] of text.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+/gm)) {
    const name = types.has(series) ? series : series.replace(/_(bucket|sum|count)$/, '');
    const pairs = [...braces.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(
      ([, label = '', value = '']) => [label, value] as const,
    );
    const known = metrics.get(name);
    const labels = new Set([...(known?.labels ?? []), ...pairs.map(([label]) => label)]);
    labels.delete('le');
    const buckets = [known?.largestBucket ?? 0, ...pairs.filter(isFiniteBucket).map(([, le]) => Number(le))];
    const type = types.get(name) ?? 'untyped';
    const largest = type === 'histogram' && { largestBucket: Math.max(...buckets) };
    metrics.set(name, { type, labels: [...labels].sort(), ...largest });
  }
  return metrics;
}

function isFiniteBucket([label, value]: readonly [string, string]): boolean {
  return label === 'le' && value !== '+Inf';
}

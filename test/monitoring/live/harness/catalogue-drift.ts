import { type Metric, MetricType } from '../../../../lib';
import { TARGET_LABELS } from '../../../../lib/monitoring/promql/labels-of';
import type { Prometheus } from './prometheus';

/** What a scrape adds to every series. */
const OF_THE_TARGET = [...TARGET_LABELS, '__name__'];

/** How a metric of the catalogue and what a program exposes compare. */
export interface Drift {
  readonly metric: string;
  /** Whether any program exposed it at all. */
  readonly seen: boolean;
  /** What programs say that it is, where the catalogue says otherwise. */
  readonly type?: string;
  /** Labels that series have, and the catalogue does not. */
  readonly unknown: readonly string[];
  /** Labels that the catalogue has, and no series. */
  readonly missing: readonly string[];
}

/** Compares metrics of the catalogue with what Prometheus scraped. */
export async function driftOf(prometheus: Prometheus, metrics: readonly Metric[]): Promise<Drift[]> {
  const types = await prometheus.types();
  return Promise.all(
    metrics.map(async ({ name, type, labels = [] }) => {
      const suffix = type === MetricType.HISTOGRAM || type === MetricType.SUMMARY ? '_count' : '';
      const series = await prometheus.series(`${name}${suffix}`);
      const live = new Set(
        series.flatMap((each) => Object.keys(each)).filter((label) => !OF_THE_TARGET.includes(label)),
      );
      const names = new Set([...live].map((label) => label.replace(/^exported_/, '')));
      const told = types.get(name);
      return {
        metric: name,
        seen: series.length > 0,
        ...(told !== undefined && told !== type && { type: told }),
        unknown: [...names].filter((label) => !labels.includes(label)),
        missing: labels.filter((label) => !names.has(label)),
      };
    }),
  );
}

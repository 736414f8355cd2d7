import { type Metric, MetricType } from '../../../../lib';
import { TARGET_LABELS } from '../../../../lib/monitoring/promql/labels-of';
import type { Prometheus, Target } from './prometheus';

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
  const targets = await prometheus.targets();
  return Promise.all(
    metrics.map(async ({ name, type, labels = [] }) => {
      const suffix = type === MetricType.HISTOGRAM || type === MetricType.SUMMARY ? '_count' : '';
      const series = await prometheus.series(`${name}${suffix}`);
      const names = new Set(series.flatMap((each) => ownLabels(each, targets)));
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

/**
 * The labels that a program set: those that the target of its scrape does not have, or (with `honorLabels`) has with another
 * value. What a rule recorded is of no target.
 */
export function ownLabels(
  { __name__: _, ...series }: Readonly<Record<string, string>>,
  targets: readonly Pick<Target, 'labels'>[],
): string[] {
  const isTarget = ({ labels }: Pick<Target, 'labels'>) =>
    labels.job === series.job && labels.instance === series.instance;
  const ofTarget = targets.find(isTarget)?.labels;
  return Object.entries(series)
    .filter(([label, value]) => (ofTarget ? ofTarget[label] !== value : !TARGET_LABELS.includes(label)))
    .map(([label]) => label.replace(/^exported_/, ''));
}

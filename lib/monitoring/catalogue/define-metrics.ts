import { type Metric, MetricType } from './metric';

type Labels = readonly string[];

/** A counter, by name, labels and help. */
export function counter(name: string, labels: Labels, help: string): Metric {
  return { name, type: MetricType.COUNTER, labels: [...labels], help };
}

/** A gauge, by name, labels and help. */
export function gauge(name: string, labels: Labels, help: string): Metric {
  return { name, type: MetricType.GAUGE, labels: [...labels], help };
}

/** A histogram, by name, labels, its highest bucket before `+Inf`, and help. */
export function histogram(name: string, labels: Labels, largestBucket: number, help: string): Metric {
  return { name, type: MetricType.HISTOGRAM, labels: [...labels], largestBucket, help };
}

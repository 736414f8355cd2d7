import { closestName } from '../../validation/closest-name';
import { refuse } from '../../validation/refuse';
import { APP_METRICS } from './app-metrics';
import { ARGO_CD_METRICS } from './argo-cd-metrics';
import { KUBERNETES_METRICS } from './kubernetes-metrics';
import { type Metric, MetricType } from './metric';
import { OBJECTIVE_METRICS } from './objective-metrics';
import { OPERATOR_METRICS } from './operator-metrics';

const METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const SUFFIXES: Readonly<Partial<Record<MetricType, readonly string[]>>> = {
  [MetricType.HISTOGRAM]: ['_bucket', '_sum', '_count'],
  [MetricType.SUMMARY]: ['_sum', '_count', ''],
};

/**
 * The metrics that expressions may use. A name that no program exposes makes an alert that never fires; Prometheus does
 * not tell.
 *
 * @example
 * MetricCatalogue.standard().with({
 *   name: 'bookings_total',
 *   type: MetricType.COUNTER,
 *   help: 'Bookings by class.',
 *   labels: ['class'],
 * });
 */
export class MetricCatalogue {
  /** The metrics of the operator, of Argo CD, of apps that keep the pod contract, of their objectives, and of Kubernetes. */
  public static standard(): MetricCatalogue {
    return new MetricCatalogue(STANDARD);
  }

  /** No metrics, to be filled. */
  public static empty(): MetricCatalogue {
    return new MetricCatalogue([]);
  }

  private readonly bySeries = new Map<string, Series>();

  private constructor(private readonly all: readonly Metric[]) {
    for (const metric of all) for (const each of seriesOf(metric)) this.bySeries.set(each.name, each);
  }

  /** The metrics, by name. */
  public get metrics(): Metric[] {
    return [...this.all];
  }

  /**
   * This catalogue with further metrics; one of the same name takes the place of the old one.
   *
   * @throws where a name or label is none.
   */
  public with(...metrics: Metric[]): MetricCatalogue {
    metrics.forEach(checkNames);
    const names = new Set(metrics.map(({ name }) => name));
    return new MetricCatalogue([...this.all.filter(({ name }) => !names.has(name)), ...metrics]);
  }

  /**
   * What a scrape gives under a name.
   * @internal
   */
  public _series(name: string): Series | undefined {
    return this.bySeries.get(name);
  }

  /**
   * The name that was probably meant.
   * @internal
   */
  public _closest(name: string): string | undefined {
    return closestName(name, [...this.bySeries.keys()]);
  }
}

/** One name under which a metric is stored, such as `x_bucket`. */
export interface Series {
  readonly name: string;
  readonly metric: Metric;
  readonly isCounter: boolean;
  /** Labels that the program sets, `le` of a bucket among them. */
  readonly labels: readonly string[];
}

function seriesOf(metric: Metric): Series[] {
  const { name, type, labels = [] } = metric;
  return (SUFFIXES[type] ?? ['']).map((suffix) => ({
    name: `${name}${suffix}`,
    metric,
    isCounter: type === MetricType.COUNTER || suffix !== '',
    labels: [...labels, ...extraLabels(type, suffix)],
  }));
}

function extraLabels(type: MetricType, suffix: string): string[] {
  if (suffix === '_bucket') return ['le'];
  return type === MetricType.SUMMARY && suffix === '' ? ['quantile'] : [];
}

function checkNames({ name, labels = [] }: Metric): void {
  if (!METRIC_NAME.test(name)) {
    refuse('MetricCatalogue', 'name', name, 'is no name of a metric', 'use letters, digits and underscores');
  }
  for (const label of labels) {
    if (LABEL_NAME.test(label)) continue;
    const fix = 'use letters, digits and underscores, without the braces';
    refuse('MetricCatalogue', [name, 'labels'], label, 'is no name of a label', fix);
  }
}

// the process and Node.js metrics are in the operator's part, as any server with prom-client has them
const STANDARD = [
  ...KUBERNETES_METRICS,
  ...ARGO_CD_METRICS,
  ...APP_METRICS,
  ...OBJECTIVE_METRICS,
  ...OPERATOR_METRICS,
];

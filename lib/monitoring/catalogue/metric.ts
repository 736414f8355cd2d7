/** What a metric counts. */
export enum MetricType {
  /** Only rises; take its rate. */
  COUNTER = 'counter',
  /** Rises and falls. */
  GAUGE = 'gauge',
  /** Series `_bucket`, `_sum` and `_count`. */
  HISTOGRAM = 'histogram',
  /** Quantiles made by the program itself, `_sum` and `_count`. */
  SUMMARY = 'summary',
}

/**
 * A metric that a program exposes.
 *
 * @see https://prometheus.io/docs/practices/naming/
 */
export interface Metric {
  /** Its name; of a histogram without `_bucket`. */
  readonly name: string;

  /** What it counts. */
  readonly type: MetricType;

  /** One sentence for people. */
  readonly help: string;

  /**
   * Labels that the program sets. Those of a scrape (`job`, `instance`, `namespace`, `pod`, ...) come by themselves.
   * @default - none
   */
  readonly labels?: string[];

  /**
   * Unit of the values, such as `seconds`.
   * @default - the unit that the name ends with, if any
   */
  readonly unit?: string;

  /**
   * The highest bucket of a histogram before `+Inf`, in its unit: no quantile of it is ever higher.
   * @default - unknown
   */
  readonly largestBucket?: number;

  /**
   * All buckets of a histogram before `+Inf`, in its unit: how many observations are below something else cannot be told.
   * @default - unknown
   */
  readonly buckets?: number[];
}

import { Metrics, metricCatalogue } from '../../operator/src/process/metrics';

/** The file that tells the library what the operator's code exposes. */
export function operatorMetrics(): string {
  const { registry } = new Metrics();
  const metrics = metricCatalogue().map((metric) => {
    const largestBucket = largestBucketOf(registry.getSingleMetric(metric.name));
    return { ...metric, ...(largestBucket !== undefined && { largestBucket }) };
  });
  return `${JSON.stringify(metrics, null, 2)}\n`;
}

/** prom-client keeps the buckets of a histogram, but its types do not tell. */
function largestBucketOf(metric: object | undefined): number | undefined {
  if (metric === undefined || !('upperBounds' in metric) || !Array.isArray(metric.upperBounds))
    return undefined;
  return Math.max(...metric.upperBounds.map(Number));
}

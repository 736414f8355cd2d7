export { type Metric, MetricType } from './catalogue/metric';
export { MetricCatalogue } from './catalogue/metric-catalogue';

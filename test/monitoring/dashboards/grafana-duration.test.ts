import { Duration } from 'cdk8s';
import { grafanaDuration } from '../../../lib/monitoring/dashboards/grafana-duration';

it.each([
  [Duration.hours(6), '6h'],
  [Duration.days(2), '2d'],
  [Duration.minutes(90), '90m'],
  [Duration.seconds(61), '61s'],
  [Duration.millis(1500), '2s'],
])('writes a time in one unit', (duration, expected) => {
  expect(grafanaDuration(duration)).toBe(expected);
});

import { Duration } from 'cdk8s';
import { durationSeconds } from '../promql/parse-expression';
import { AlertSeverity } from '../rules/alert-severity';

/** One line of the table of the SRE workbook: how fast is too fast. */
export interface BurnAlert {
  readonly name: string;
  /** Share of the error budget that may not go in the long window. */
  readonly share: number;
  /** It shows that the loss is real. */
  readonly long: string;
  /** It shows that the loss goes on; a twelfth of the long one. */
  readonly short: string;
  readonly severity: AlertSeverity;
  readonly for: Duration;
  readonly speed: string;
}

/**
 * When to call somebody, and when to write a ticket.
 *
 * @see https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 */
export const BURN_ALERTS: readonly BurnAlert[] = [
  {
    name: 'ErrorBudgetBurnsVeryFast',
    ...{ share: 0.02, long: '1h', short: '5m', speed: 'very fast' },
    ...{ severity: AlertSeverity.CRITICAL, for: Duration.minutes(2) },
  },
  {
    name: 'ErrorBudgetBurnsFast',
    ...{ share: 0.05, long: '6h', short: '30m', speed: 'fast' },
    ...{ severity: AlertSeverity.CRITICAL, for: Duration.minutes(5) },
  },
  {
    name: 'ErrorBudgetBurnsSlowly',
    ...{ share: 0.1, long: '3d', short: '6h', speed: 'faster than it may' },
    ...{ severity: AlertSeverity.WARNING, for: Duration.minutes(15) },
  },
];

/** How many times as fast as the budget allows it burns where `share` of it goes in the long window. */
export function burnFactor({ share, long }: BurnAlert, period: Duration): number {
  return exact((share * period.toSeconds()) / durationSeconds(long));
}

/** A number as people write it: 14.4, not 14.399999999999999. */
export function exact(value: number): number {
  return Number(value.toPrecision(12));
}

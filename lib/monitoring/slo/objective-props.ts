import type { Duration } from 'cdk8s';
import type { AlertPackProps } from '../packs/alert-pack';

/** How good something has to be, over which time. */
export interface ObjectiveProps extends AlertPackProps {
  /** Per cent of the requests that have to be good, such as 99.9: above 0 and below 100. */
  readonly objective: number;

  /**
   * The time in which the objective has to be met, in whole days, 7 to 90. Prometheus has to keep its data for so long. Alerts
   * tell when 2 %, 5 % and 10 % of the error budget are spent in 1 h, 6 h and 3 d: in 30 days 14.4, 6 and 1 times as fast as it
   * may be.
   * @default Duration.days(30)
   */
  readonly window?: Duration;

  /**
   * Requests in the long window of an alert (1 h, 6 h, 3 d), below which it stays silent: where there are few, one that fails is
   * a large share. 0 for alerts however few there are.
   * @default - as many as make five failures reach the threshold: for 99.9 % 348, 834 and 5000, for 99 % 35, 84 and 500
   */
  readonly minimumRequests?: number;
}

/** What an objective of an app is about. */
export interface AppObjectiveProps extends ObjectiveProps {
  /** Name of the app. */
  readonly app: string;

  /**
   * Namespace of the app.
   * @default - all namespaces, each with an error budget of its own
   */
  readonly namespace?: string;
}

import type { Priority } from './lanes';

/** Is told what a queue does. All times are in seconds. */
export interface WorkQueueObserver {
  /** A queue begins; `running` gives for how long each handler that runs now has run. */
  opened(running: () => readonly number[]): void;
  /** A key that was not ready became so. */
  added(priority: Priority): void;
  /** A ready key moved to a higher lane. */
  promoted(from: Priority, to: Priority): void;
  /** A ready key was given to a handler, after this wait. */
  taken(priority: Priority, waited: number): void;
  /** A handler ended, well or not. */
  finished(worked: number): void;
  /** A key was put back by the rate limiter. */
  retried(): void;
  /** The queue was shut down, and its ready keys are gone. */
  closed(): void;
}

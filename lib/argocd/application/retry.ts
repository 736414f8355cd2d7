import type { Duration } from 'cdk8s';
import { goDuration } from '../../validation/go-duration';
import { withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';

/**
 * How often, and after which times, a failed sync is tried again.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/
 */
export interface SyncRetry {
  /** The most tries; -1 for no end. */
  readonly limit: number;
  /**
   * The time before the second try.
   * @default - 5 seconds
   */
  readonly duration?: Duration;
  /**
   * By what each time is longer than the one before.
   * @default 2
   */
  readonly factor?: number;
  /**
   * The longest time.
   * @default - 3 minutes
   */
  readonly maxDuration?: Duration;
  /**
   * Whether a try takes the newest revision instead of that of the first try.
   * @default false
   */
  readonly refresh?: boolean;
}

/** @throws where the limit is below -1, or the factor below 1, or one is no whole number. */
export function retryJson(where: string, retry: SyncRetry): object {
  const { limit, duration, factor, maxDuration, refresh } = retry;
  if (!Number.isInteger(limit) || limit < -1) {
    refuse(where, 'spec.syncPolicy.retry.limit', limit, 'is no number of tries', 'use 5, for example, or -1');
  }
  if (factor !== undefined && (!Number.isInteger(factor) || factor < 1)) {
    const fix = 'use a whole number from 1';
    refuse(where, 'spec.syncPolicy.retry.backoff.factor', factor, 'would shorten the time', fix);
  }
  const backoff = withoutUndefined({
    duration: duration && goDuration(duration),
    factor,
    maxDuration: maxDuration && goDuration(maxDuration),
  });
  return withoutUndefined({
    limit,
    refresh: refresh || undefined,
    backoff: Object.keys(backoff).length > 0 ? backoff : undefined,
  });
}

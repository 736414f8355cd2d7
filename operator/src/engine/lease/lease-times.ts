/** The times of an election, in milliseconds. */
export interface LeaseTimes {
  /** For which others leave a lease alone that is not renewed; whole seconds. @default 15000 */
  readonly leaseDuration?: number;
  /** After which a leader that could not renew gives up; less than `leaseDuration`. @default 10000 */
  readonly renewDeadline?: number;
  /** Between two renewals, and at most between two looks of those who wait. @default 2000 */
  readonly retryPeriod?: number;
}

/** @throws Error where the times do not leave room for each other. */
export function leaseTimes(given: LeaseTimes): Required<LeaseTimes> {
  const { leaseDuration = 15_000, renewDeadline = 10_000, retryPeriod = 2_000 } = given;
  const wrong = (field: keyof LeaseTimes, value: number, rule: string) =>
    new Error(`${field} = ${value} ms must ${rule}. Fix: keep leaseDuration > renewDeadline > retryPeriod.`);
  if (!Number.isInteger(leaseDuration / 1000) || leaseDuration < 1000)
    throw wrong('leaseDuration', leaseDuration, 'be whole seconds, at least one');
  if (renewDeadline >= leaseDuration)
    throw wrong('renewDeadline', renewDeadline, `be less than leaseDuration (${leaseDuration} ms)`);
  if (retryPeriod <= 0 || retryPeriod * 1.2 >= renewDeadline)
    throw wrong(
      'retryPeriod',
      retryPeriod,
      `be more than 0 and well under renewDeadline (${renewDeadline} ms)`,
    );
  return { leaseDuration, renewDeadline, retryPeriod };
}

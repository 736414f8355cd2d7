import type { Finding } from './finding';

/** What a check of one manifest gives. */
export interface CheckResult {
  /** Every broken rule; empty means that the API server accepts the manifest. */
  readonly errors: Finding[];
  /** What is accepted but doubtful; never a reason to stop. */
  readonly warnings: Finding[];
  /** The manifest with the API server's defaults filled in (a copy; the input is never changed). */
  readonly defaulted: unknown;
}

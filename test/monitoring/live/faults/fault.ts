import type { Live } from '../harness/live';

/** Ends a fault. */
export type End = () => Promise<unknown>;

/** Something that goes wrong for real, and the alert that tells of it. */
export interface Fault {
  readonly alert: string;
  /** Some of the alert's labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** Makes it go wrong. */
  readonly begin: (live: Live) => Promise<End>;
}

/** Ends nothing: the fault of another alert does. */
export const withAnother: End = async () => undefined;

/** One line of the table of the SRE workbook for 30 days, in minutes. It knows nothing of our rules. */
export interface WorkbookLine {
  readonly alert: string;
  /** How many times as fast as it may the error budget burns. */
  readonly factor: number;
  readonly long: number;
  readonly short: number;
  /** How long it has to last, which is ours. */
  readonly pending: number;
  /** Minutes between two evaluations in its tests: days in steps of a minute take long. */
  readonly step: number;
}

/** https://sre.google/workbook/alerting-on-slos/, table 5-8. */
export const WORKBOOK: readonly WorkbookLine[] = [
  {
    alert: 'ErrorBudgetBurnsVeryFast',
    ...{ factor: 14.4, long: 60, short: 5, pending: 2, step: 1 },
  },
  {
    alert: 'ErrorBudgetBurnsFast',
    ...{ factor: 6, long: 6 * 60, short: 30, pending: 5, step: 2 },
  },
  {
    alert: 'ErrorBudgetBurnsSlowly',
    ...{ factor: 1, long: 3 * 24 * 60, short: 6 * 60, pending: 15, step: 15 },
  },
];

/** How soon somebody has to look. */
export enum AlertSeverity {
  /** Now: users feel it. */
  CRITICAL = 'critical',
  /** Today: it will get worse, or redundancy is gone. */
  WARNING = 'warning',
  /** When there is time. */
  INFO = 'info',
}

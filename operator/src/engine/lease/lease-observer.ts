/** Is told who leads. */
export interface LeaseObserver {
  /** Whether this process leads; told at the start as well. */
  leading(leads: boolean): void;
  /** A renewal that had to look at the lease first. */
  slowPath(): void;
}

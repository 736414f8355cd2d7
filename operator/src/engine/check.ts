/** What a kind says of a parent that the rules of its CRD let through. */
export interface Check {
  /** Why it cannot become anything. */
  readonly faults: readonly Fault[];
  /** What is accepted but doubtful, in words. */
  readonly warnings: readonly string[];
}

/** One thing that is wrong with a parent. */
export interface Fault {
  /** Such as `spec.host`; empty where it is about the whole. */
  readonly field: string;
  /** What is wrong, and what to do about it. */
  readonly message: string;
}

/** Is told what a controller does. */
export interface ControllerObserver {
  /** A look at a parent begins. */
  started(): void;
  /** It ended; `panic` where nobody expected why. */
  finished(look: {
    readonly result: 'success' | 'error' | 'requeue_after';
    readonly seconds: number;
    readonly panic?: boolean;
  }): void;
  /** One object was written, or was not taken. */
  applied(kind: string, result: 'applied' | 'failed' | 'deleted'): void;
}

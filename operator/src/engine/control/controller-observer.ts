/** Is told what a controller does. */
export interface ControllerObserver {
  /** One look at a parent ended. Times are in seconds. */
  reconciled(result: 'success' | 'error' | 'requeue_after', seconds: number): void;
  /** One object was written, or was not taken. */
  applied(kind: string, result: 'applied' | 'failed' | 'deleted'): void;
  /** How many objects are left to others for now. */
  contested(objects: number): void;
}

/** What logs and metrics want to know of a reflector. It must not throw. */
export interface ReflectorObserver {
  /** All objects were listed. */
  listed?(objects: number, seconds: number): void;
  /** The server accepted a watch. */
  watching?(): void;
  /** An event came: `ADDED`, `MODIFIED`, `DELETED`, `BOOKMARK`. */
  received?(type: string): void;
  /** Something was left out: it is malformed, or who was to take it threw. */
  skipped?(value: unknown, reason: unknown): void;
  /** The list or the watch ended before its time; the next try is after some milliseconds. */
  failed?(error: Error, delay: number): void;
}

/** The time that is left for something. */
export interface Deadline {
  /** Aborts when the time is over, or with the signal that was given. */
  readonly signal: AbortSignal;
  /** Says why the signal was aborted. */
  readonly reason: string | undefined;
  /** Milliseconds that are left. */
  left(): number;
}

/** Runs what must be done after some milliseconds, or earlier where the signal aborts. */
export async function withDeadline<R>(
  milliseconds: number,
  outer: AbortSignal | undefined,
  run: (deadline: Deadline) => Promise<R>,
): Promise<R> {
  // not AbortSignal.any: in Node 20 what it makes lives as long as the longest of its signals
  const controller = new AbortController();
  const end = performance.now() + milliseconds;
  const timer = setTimeout(
    () => controller.abort(new Error(`no answer within ${milliseconds / 1000} s`)),
    milliseconds,
  );
  const forward = () => controller.abort(new Error('aborted'));
  if (outer?.aborted) forward();
  outer?.addEventListener('abort', forward);
  try {
    return await run({
      signal: controller.signal,
      get reason() {
        return controller.signal.aborted ? controller.signal.reason.message : undefined;
      },
      left: () => end - performance.now(),
    });
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', forward);
  }
}

import type { Clock } from './clock';

/** A signal that aborts after some milliseconds, or with another. Release it when it is not needed any more. */
export function abortAfter(clock: Clock, milliseconds: number, outer: AbortSignal) {
  const controller = new AbortController();
  let isOver = false;
  const cancel = clock.after(milliseconds, () => {
    isOver = true;
    controller.abort();
  });
  const forward = () => controller.abort();
  outer.addEventListener('abort', forward);
  return {
    signal: controller.signal,
    /** Whether the time was over first. */
    isOver: () => isOver,
    release: () => {
      cancel();
      outer.removeEventListener('abort', forward);
    },
  };
}

import type { Clock } from '../clock';

/** A signal that aborts after some milliseconds, or with another. Release it when it is not needed any more. */
export function abortAfter(clock: Clock, milliseconds: number, outer: AbortSignal) {
  const controller = new AbortController();
  let isOver = false;
  const over = () => {
    isOver = true;
    controller.abort();
  };
  let cancel = clock.after(milliseconds, over);
  const forward = () => controller.abort();
  outer.addEventListener('abort', forward);
  return {
    signal: controller.signal,
    /** Whether the time was over first. */
    isOver: () => isOver,
    /** Begins anew. */
    restart: (anew: number) => {
      cancel();
      cancel = clock.after(anew, over);
    },
    release: () => {
      cancel();
      outer.removeEventListener('abort', forward);
    },
  };
}

/** Time as it passes on this machine, and timers on it. Never the wall clock, which may jump. */
export interface Clock {
  /** Milliseconds since some moment; they only grow. */
  now(): number;
  /** Calls back once, not before `milliseconds` have passed. The result calls it off. */
  after(milliseconds: number, call: () => void): () => void;
}

/** Milliseconds since the epoch by the clock as it was when the process began: unlike Date.now it never jumps. */
export function steadyNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Timers take no longer delay than this, and fire at once where they get one. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** The clock of the process. It goes on while the process is stopped by a signal. */
export const monotonicClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, call) {
    const due = performance.now() + milliseconds;
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = due - performance.now();
      // timers count whole milliseconds and may be early by a part of one
      if (left <= 0) call();
      else timer = setTimeout(arm, Math.min(Math.ceil(left), LONGEST_DELAY));
    };
    timer = setTimeout(arm, Math.min(Math.max(0, Math.ceil(milliseconds)), LONGEST_DELAY));
    return () => clearTimeout(timer);
  },
};

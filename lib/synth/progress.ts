/** Is told how far a long run is. */
export interface Progress {
  /** @param what is counted, such as `charts rendered`. */
  report(what: string, done: number, total: number): void;
  /** Nothing more will be reported. */
  end(): void;
}

/** For runs that nobody watches. */
export const NO_PROGRESS: Progress = { report: () => undefined, end: () => undefined };

/** Shorter runs are over before anybody wonders. */
const SILENCE_MS = 1000;
const INTERVAL_MS = 100;

/** What is needed of a terminal. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** One line that is overwritten, from the second second on; nothing where output is kept: in files, pipes and CI. */
export function terminalProgress(
  terminal: Terminal = process.stderr,
  isCI = Boolean(process.env.CI),
  now: () => number = () => performance.now(),
): Progress {
  if (terminal.isTTY !== true || isCI) return NO_PROGRESS;
  let next = now() + SILENCE_MS;
  let isShown = false;
  return {
    report: (what, done, total) => {
      if (now() < next) return;
      next = now() + INTERVAL_MS;
      isShown = true;
      terminal.write(`\r\x1b[K${done} of ${total} ${what}`);
    },
    end: () => {
      if (isShown) terminal.write('\r\x1b[K');
      isShown = false;
    },
  };
}

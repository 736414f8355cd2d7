import type { Duration } from 'cdk8s';

const UNITS = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/** A duration as Go writes it: `1h30m`. */
export function goDuration(duration: Duration): string {
  let left = duration.toMilliseconds();
  let text = '';
  for (const [unit, milliseconds] of Object.entries(UNITS)) {
    const count = Math.floor(left / milliseconds);
    left -= count * milliseconds;
    if (count > 0) text += `${count}${unit}`;
  }
  return text || '0s';
}

/** Whether Go reads the text as a duration. */
export function isGoDuration(text: string): boolean {
  return /^[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(text);
}

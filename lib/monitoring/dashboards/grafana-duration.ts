import type { Duration } from 'cdk8s';

const UNITS = { d: 86_400, h: 3600, m: 60, s: 1 } as const;

/** A duration as Grafana writes it, which knows one unit at a time: `90m`, not `1h30m`. */
export function grafanaDuration(duration: Duration): string {
  const seconds = Math.ceil(duration.toSeconds({ integral: false }));
  const [unit, size] = Object.entries(UNITS).find(([, each]) => seconds % each === 0) ?? ['s', 1];
  return `${seconds / size}${unit}`;
}

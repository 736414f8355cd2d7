const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
};
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/y;

/**
 * Milliseconds of a duration as Go writes it: `30s`, `1h30m`, `1.5h`, `0`. Undefined where it is none.
 *
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseDuration(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '0') return 0;
  let sum = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < unsigned.length || unsigned === '') {
    const part = PART.exec(unsigned);
    if (part === null) return undefined;
    sum += Number(part[1]) * (UNITS[part[2] ?? ''] ?? Number.NaN);
  }
  return sign * sum;
}

/**
 * How bad things are: `fires` is just beyond the threshold, `boundary` just on its quiet side, `silent` as on an ordinary day.
 */
export type Level = 'fires' | 'boundary' | 'silent';

/** A time in which nothing changes. */
export interface Phase {
  readonly level: Level;
  readonly minutes: number;
}

/** Samples of one series, every 30 seconds; undefined where there is none. */
export interface Series {
  readonly name: string;
  readonly samples: (phases: readonly Phase[]) => readonly (number | undefined)[];
}

type Levels = Readonly<Record<Level, number | undefined>>;

/** Samples of 30 seconds in a phase. */
function levelsOf(phases: readonly Phase[]): Level[] {
  return phases.flatMap(({ level, minutes }) => Array<Level>(minutes * 2).fill(level));
}

/** A gauge by its values; it is gone where one is undefined. */
export function gauge(name: string, values: Levels): Series {
  return { name, samples: (phases) => levelsOf(phases).map((level) => values[level]) };
}

/** A gauge that does not change. */
export function steady(name: string, value: number): Series {
  return gauge(name, { fires: value, boundary: value, silent: value });
}

/** A counter by how much it rises in 30 seconds. */
export function counter(name: string, rises: Readonly<Record<Level, number>>): Series {
  return { name, samples: (phases) => accumulated(levelsOf(phases).map((level) => rises[level])) };
}

/** A counter that always rises by as much. */
export function traffic(name: string, rise = 1000): Series {
  return counter(name, { fires: rise, boundary: rise, silent: rise });
}

/**
 * The buckets of a histogram whose quantile is as given; 1000 observations in 30 seconds.
 *
 * @param name with the labels but `le`, such as `x_bucket{a="b"}`.
 */
export function histogram(
  name: string,
  quantile: number,
  buckets: readonly number[],
  values: Readonly<Record<Level, number>>,
): Series[] {
  const bounds = [...buckets, Number.POSITIVE_INFINITY];
  return bounds.map((bound) => {
    const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound);
    const upTo = (level: Level) => observations(values[level], quantile, buckets, bound);
    const named = name.includes('{') ? name.replace('}', `,le="${le}"}`) : `${name}{le="${le}"}`;
    return counter(named, { fires: upTo('fires'), boundary: upTo('boundary'), silent: upTo('silent') });
  });
}

/** How many of 1000 observations are in the buckets up to `bound`, so that a linear quantile comes out at `value`. */
function observations(value: number, quantile: number, buckets: readonly number[], bound: number): number {
  const upper = buckets.find((bucket) => bucket >= value);
  if (upper === undefined) throw new Error(`no bucket holds ${value}`);
  const lower = buckets[buckets.indexOf(upper) - 1] ?? 0;
  if (bound >= upper) return 1000;
  if (bound < lower) return 0;
  const part = (value - lower) / (upper - lower);
  const below = (1000 * (quantile - part)) / (1 - part);
  if (below >= 0) return below;
  throw new Error(`the quantile ${quantile} cannot be ${value}: too high in its bucket`);
}

function accumulated(rises: readonly number[]): number[] {
  let sum = 0;
  return rises.map((rise) => {
    sum += rise;
    return sum;
  });
}

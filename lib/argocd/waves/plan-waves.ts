/** Something that is applied in a wave, or a group of such, which takes no wave of its own. */
export interface WaveStep {
  /** What it is called in messages; no two steps have one name. */
  readonly name: string;
  /** What must be there before: each of these is a step, too. */
  readonly after: WaveStep[];
  /** A group is there when all that it comes after is there: n steps after m others are n + m edges, not n * m. */
  readonly isGroup?: boolean;
  /** Steps of a lower rank come before all of a higher one. @default - the highest */
  readonly rank?: number;
  /** A wave that is given and must not change. @default - the smallest that satisfies the others */
  readonly given?: number;
}

/** Two given waves that contradict the dependencies between them. */
export interface WaveConflict {
  readonly step: WaveStep;
  /** What waits for the step, if only through others, and would come too early. */
  readonly dependent: WaveStep;
}

export interface WavePlan {
  /** The wave of each step that is no group. */
  readonly waves: ReadonlyMap<WaveStep, number>;
  readonly conflicts: readonly WaveConflict[];
  /** Steps of which each waits for the next, and the last is the first; then nothing has a wave. */
  readonly cycle?: readonly string[];
}

/**
 * The smallest waves in which each step comes later than all that it waits for. A step that waits for nothing is in
 * wave 0, or in a negative one where it has to come before something that is given, or of a higher rank.
 *
 * It takes time linear in steps and edges, and the order of neither matters.
 */
export function planWaves(steps: readonly WaveStep[]): WavePlan {
  const dependents = dependentsOf(steps);
  const order = inOrder(steps, dependents);
  if (order.length < steps.length) {
    const ordered = new Set(order);
    const cycle = cycleAmong(steps.filter((step) => !ordered.has(step)));
    return { waves: new Map(), conflicts: [], cycle };
  }
  const ranks = effectiveRanks(order);
  const ranked = order.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  const latest = latestWaves(ranked, dependents, ranks);
  return { waves: earliestWaves(ranked, latest, ranks), conflicts: conflictsIn(ranked, dependents) };
}

type Dependents = ReadonlyMap<WaveStep, readonly WaveStep[]>;

function dependentsOf(steps: readonly WaveStep[]): Dependents {
  const dependents = new Map<WaveStep, WaveStep[]>(steps.map((step) => [step, []]));
  for (const step of steps) {
    for (const before of step.after) dependents.get(before)?.push(step);
  }
  return dependents;
}

/** Each step after what it waits for; those in a cycle, and what waits for them, are left out. */
function inOrder(steps: readonly WaveStep[], dependents: Dependents): WaveStep[] {
  const waiting = new Map(steps.map((step) => [step, step.after.length]));
  const order = steps.filter((step) => step.after.length === 0);
  for (const step of order) {
    for (const dependent of dependents.get(step) ?? []) {
      const left = (waiting.get(dependent) ?? 0) - 1;
      waiting.set(dependent, left);
      if (left === 0) order.push(dependent);
    }
  }
  return order;
}

/** A cycle among steps of which each waits for another of them. It begins with the name that sorts first. */
function cycleAmong(steps: readonly WaveStep[]): string[] {
  const left = new Set(steps);
  const visited = new Map<WaveStep, number>();
  const path: WaveStep[] = [];
  for (let step = firstByName(steps); step && !visited.has(step); ) {
    visited.set(step, path.length);
    path.push(step);
    step = firstByName(step.after.filter((before) => left.has(before)));
    if (step && visited.has(step)) path.splice(0, visited.get(step));
  }
  const names = path.filter(({ isGroup }) => !isGroup).map(({ name }) => name);
  const start = names.indexOf([...names].sort()[0] ?? '');
  const rotated = [...names.slice(start), ...names.slice(0, start)];
  return [...rotated, ...rotated.slice(0, 1)];
}

function firstByName(steps: readonly WaveStep[]): WaveStep | undefined {
  let first: WaveStep | undefined;
  for (const step of steps) {
    if (first === undefined || step.name < first.name) first = step;
  }
  return first;
}

/** What is waited for takes the rank of what waits for it, where that is lower. */
function effectiveRanks(order: readonly WaveStep[]): ReadonlyMap<WaveStep, number> {
  const ranks = new Map(order.map((step) => [step, step.rank ?? Number.POSITIVE_INFINITY]));
  for (const step of backwards(order)) {
    const rank = ranks.get(step) ?? 0;
    for (const before of step.after) ranks.set(before, Math.min(rank, ranks.get(before) ?? rank));
  }
  return ranks;
}

/** The wave that each step must not be later than, as far as given waves and higher ranks demand. */
function latestWaves(
  ranked: readonly WaveStep[],
  dependents: Dependents,
  ranks: ReadonlyMap<WaveStep, number>,
): ReadonlyMap<WaveStep, number> {
  const latest = new Map<WaveStep, number>();
  let rank: number | undefined;
  let limit = Number.POSITIVE_INFINITY;
  let ofThisRank = Number.POSITIVE_INFINITY;
  for (const step of backwards(ranked)) {
    if (rank !== ranks.get(step)) {
      limit = Math.min(limit, ofThisRank - 1);
      ofThisRank = Number.POSITIVE_INFINITY;
      rank = ranks.get(step);
    }
    const after = (dependents.get(step) ?? []).map(
      (dependent) => (latest.get(dependent) ?? 0) - stride(dependent),
    );
    const wave = step.given ?? after.reduce((a, b) => Math.min(a, b), limit);
    latest.set(step, wave);
    // what has no bound is in wave 0 or later, so that a lower rank ends below 0
    if (!step.isGroup) ofThisRank = Math.min(ofThisRank, wave, 0);
  }
  return latest;
}

function earliestWaves(
  ranked: readonly WaveStep[],
  latest: ReadonlyMap<WaveStep, number>,
  ranks: ReadonlyMap<WaveStep, number>,
): ReadonlyMap<WaveStep, number> {
  const reached = new Map<WaveStep, number>();
  const waves = new Map<WaveStep, number>();
  let rank: number | undefined;
  let end = Number.NEGATIVE_INFINITY;
  let ofThisRank = Number.NEGATIVE_INFINITY;
  for (const step of ranked) {
    if (rank !== ranks.get(step)) {
      end = Math.max(end, ofThisRank);
      rank = ranks.get(step);
    }
    let wave = step.isGroup ? Number.NEGATIVE_INFINITY : end + 1;
    for (const before of step.after) wave = Math.max(wave, (reached.get(before) ?? 0) + stride(step));
    if (!step.isGroup) {
      wave = step.given ?? Math.max(wave, Math.min(0, latest.get(step) ?? 0));
      waves.set(step, wave);
      ofThisRank = Math.max(ofThisRank, wave);
    }
    reached.set(step, wave);
  }
  return waves;
}

/** The given wave that a step must be before, directly or through others, and how much before. */
interface Bound {
  readonly wave: number;
  readonly cause: WaveStep;
}

/** Given waves that are not earlier than those given to what waits for them; one conflict per step. */
function conflictsIn(order: readonly WaveStep[], dependents: Dependents): WaveConflict[] {
  const bounds = new Map<WaveStep, Bound>();
  const conflicts: WaveConflict[] = [];
  for (const step of backwards(order)) {
    let bound = tightest(dependents.get(step) ?? [], bounds);
    if (step.given !== undefined) {
      if (bound !== undefined && step.given > bound.wave) conflicts.push({ step, dependent: bound.cause });
      bound = { wave: step.given, cause: step };
    }
    if (bound !== undefined) bounds.set(step, bound);
  }
  return conflicts.sort((a, b) => (a.step.name < b.step.name ? -1 : 1));
}

function tightest(dependents: readonly WaveStep[], bounds: ReadonlyMap<WaveStep, Bound>): Bound | undefined {
  let tightest: Bound | undefined;
  for (const dependent of dependents) {
    const later = bounds.get(dependent);
    if (later === undefined) continue;
    const bound = { wave: later.wave - stride(dependent), cause: later.cause };
    const isTighter = tightest === undefined || bound.wave < tightest.wave;
    // of two that are alike the name decides, so that the order of steps does not
    const isAlike = bound.wave === tightest?.wave && bound.cause.name < tightest.cause.name;
    if (isTighter || isAlike) tightest = bound;
  }
  return tightest;
}

/** How much later than what it waits for a step is: a group is there at the same time as the last of its steps. */
function stride({ isGroup }: WaveStep): number {
  return isGroup ? 0 : 1;
}

function* backwards<T>(list: readonly T[]): Generator<T> {
  for (let index = list.length - 1; index >= 0; index--) yield list[index] as T;
}

import { isMapping } from '../kubernetes/json';
import type { KubeObject, ManagedFields } from '../kubernetes/kube-object';
import type { FieldDifference } from './field-differences';

/** When to give in to whoever undoes what we apply. Times in milliseconds. */
export interface FightRules {
  /** Corrections within `window` that are still no fight. @default 4 */
  readonly tolerated: number;
  /** @default 5 minutes */
  readonly window: number;
  /** Before the first new try; doubles with each. @default 1 minute */
  readonly firstTruce: number;
  /** @default 30 minutes */
  readonly longestTruce: number;
}

/** Generous enough for a person who edits twice, quick enough for a controller that never rests. */
export const FIGHT_RULES: FightRules = {
  tolerated: 4,
  window: 5 * 60_000,
  firstTruce: 60_000,
  longestTruce: 30 * 60_000,
};

/**
 * The circuit breaker of one object. Each time a live object has to be corrected though nobody wanted it changed, that is a
 * round; after some rounds in a short time we stop and try again ever more rarely. Neither an endless war, nor a silent surrender.
 */
export class FieldFight {
  private rounds: number[] = [];
  private truces = 0;
  private truceUntil = 0;
  private quarrel = '';

  constructor(private readonly rules: FightRules = FIGHT_RULES) {}

  /** Whether the object is to be left alone at this time. */
  isTruce(now: number): boolean {
    return now < this.truceUntil;
  }

  /** Milliseconds until the next try. */
  truceLeft(now: number): number {
    return Math.max(0, this.truceUntil - now);
  }

  /** What the fight was about when we gave in, in words. */
  get about(): string {
    return this.quarrel;
  }

  /**
   * @param describe says what the fight is about, and with whom.
   * @returns whether the object may be corrected now; if not, a truce begins.
   */
  correct(now: number, describe: () => string): boolean {
    if (this.isTruce(now)) return false;
    this.rounds = this.rounds.filter((round) => now - round < this.rules.window);
    const wasQuiet = this.rounds.length === 0 && now - this.truceUntil > this.rules.window;
    if (wasQuiet) this.truces = 0;
    // after a truce one round is enough to know
    const tolerated = this.truces > 0 ? 1 : this.rules.tolerated;
    if (this.rounds.length < tolerated) {
      this.rounds.push(now);
      return true;
    }
    const truce = Math.min(this.rules.firstTruce * 2 ** this.truces, this.rules.longestTruce);
    this.truces++;
    this.truceUntil = now + truce;
    this.rounds = [];
    this.quarrel = `${describe()}; next try at ${new Date(this.truceUntil).toISOString()}`;
    return false;
  }

  /** The last correction did not come about: where the server refuses it, nobody undoes it. */
  withdraw(): void {
    this.rounds.pop();
  }
}

/** In words, who set which field: "spec.replicas (set by kubectl-edit)". */
export function fightMessage(
  live: KubeObject,
  differences: readonly FieldDifference[],
  ourManager: string,
): string {
  return differences
    .slice(0, MOST_FIELDS)
    .map(({ path, fields, kind }) => {
      const writer = writerOf(live, fields, ourManager);
      return `${path} (${kind === 'removed' ? 'removed' : 'set'}${writer ? ` by ${writer}` : ''})`;
    })
    .join(', ');
}

const MOST_FIELDS = 5;

/** The manager, other than us, that owns a field, or that wrote last where nobody owns it. */
function writerOf(
  { metadata }: KubeObject,
  fields: readonly string[],
  ourManager: string,
): string | undefined {
  const entries = Array.isArray(metadata.managedFields) ? metadata.managedFields : [];
  const others = entries.filter(({ manager, operation }) => manager !== ourManager || operation === 'Update');
  const owner = others.find((entry) => owns(entry, fields));
  const latest = [...others].sort((a, b) => String(a.time).localeCompare(String(b.time))).at(-1);
  return owner?.manager ?? latest?.manager;
}

function owns({ fieldsV1 }: ManagedFields, fields: readonly string[]): boolean {
  let at: unknown = fieldsV1;
  for (const field of fields) {
    if (!isMapping(at)) return false;
    // a mapping that is one value to the server is owned as a whole
    if (at !== fieldsV1 && Object.keys(at).length === 0) return true;
    at = at[field];
  }
  return at !== undefined;
}

import { isSameJson } from '../kubernetes/json';
import type { KubeObject } from '../kubernetes/kube-object';
import { objectId } from '../kubernetes/object-id';
import { type FieldDifference, fieldDifferences } from '../reconcile/field-differences';
import { FieldFight, type FightRules, fightMessage } from '../reconcile/field-fight';
import { digestOf } from './digest';
import type { Outline } from './outline';

/** What was found when a child was last compared. */
interface Settled {
  readonly wanted: string;
  readonly signature: string;
  /** Values that the server writes otherwise than we do, such as `500m` for `0.5`: no reason to apply again. */
  readonly rewritten: readonly FieldDifference[];
}

/** What the operator remembers of the children of one parent, so that it looks closely only where something changed. */
export class ChildMemory {
  private readonly settled = new Map<string, Settled>();
  private readonly fights = new Map<string, FieldFight>();

  /** What the parent became when it was last rendered. */
  outline: Outline | undefined;
  /** Since when a change of the status waits to be written, by the steady clock. */
  waitingSince: number | undefined;
  private readonly gone = new Set<string>();

  /**
   * @param manager our field manager.
   * @param parentUid whose children these are.
   * @param rules when to give in to others.
   */
  constructor(
    private readonly manager: string,
    readonly parentUid: string,
    private readonly rules: FightRules,
  ) {}

  /** Whether a live object is as wanted. */
  isInPlace(wanted: KubeObject, live: KubeObject, signature: string): boolean {
    const id = objectId(wanted);
    const text = digestOf(wanted);
    const last = this.settled.get(id);
    if (last?.wanted === text && last.signature === signature) return true;
    const rewritten = last?.wanted === text ? last.rewritten : [];
    if (this.differences(wanted, live, rewritten).length > 0) return false;
    this.settled.set(id, { wanted: text, signature, rewritten });
    return true;
  }

  /**
   * Whether every object of an outline is in place, as far as signatures tell.
   *
   * @param signatures of the live objects, by id.
   */
  isSettled({ rendered }: Outline, signatures: ReadonlyMap<string, { readonly signature: string }>): boolean {
    return rendered.objects.every(({ manifest }) => {
      const last = this.settled.get(objectId(manifest));
      const live = signatures.get(objectId(manifest));
      return last !== undefined && last.wanted === digestOf(manifest) && last.signature === live?.signature;
    });
  }

  /** Remembers what the server made of what we applied. */
  applied(wanted: KubeObject, answer: KubeObject, signature: string): void {
    const rewritten = this.differences(wanted, answer, []);
    this.settled.set(objectId(wanted), { wanted: digestOf(wanted), signature, rewritten });
  }

  /** Whether this was in place before, so that applying it again corrects what another did, and brings nothing new. */
  wasInPlace(wanted: KubeObject): boolean {
    return this.settled.get(objectId(wanted))?.wanted === digestOf(wanted);
  }

  /** What another did to an object that was in place, and who it was, in words. */
  whatHappened(wanted: KubeObject, live: KubeObject | undefined): string {
    if (live === undefined) return 'it was deleted';
    const rewritten = this.settled.get(objectId(wanted))?.rewritten ?? [];
    return fightMessage(live, this.differences(wanted, live, rewritten), this.manager);
  }

  /** The circuit breaker of a child. */
  fightOver(id: string): FieldFight {
    let fight = this.fights.get(id);
    if (fight === undefined) {
      fight = new FieldFight(this.rules);
      this.fights.set(id, fight);
    }
    return fight;
  }

  /** How many children are left to others for now. */
  trucesAt(now: number): number {
    return [...this.fights.values()].filter((fight) => fight.isTruce(now)).length;
  }

  /** Milliseconds until the first truce ends. */
  shortestTruce(now: number): number | undefined {
    const left = [...this.fights.values()].map((fight) => fight.truceLeft(now)).filter((time) => time > 0);
    return left.length > 0 ? Math.min(...left) : undefined;
  }

  /** Remembers that an object was removed. */
  removed(uid: string): void {
    this.gone.add(uid);
  }

  hasRemoved(uid: string): boolean {
    return this.gone.has(uid);
  }

  private differences(
    wanted: KubeObject,
    live: KubeObject,
    rewritten: readonly FieldDifference[],
  ): FieldDifference[] {
    return fieldDifferences(wanted, live, this.manager).filter(
      (difference) => !rewritten.some((known) => isSameJson(known, difference)),
    );
  }
}

import type { KubeObject } from '../kubernetes/kube-object';
import { groupOf, objectId, titleOf } from '../kubernetes/object-id';
import type { Resource } from '../kubernetes/resource';
import { ApiError } from '../kubernetes/transport';
import type { Log } from '../log';
import type { ManagedKind } from '../managed-kind';
import { type Condition, conditionsOf } from '../reconcile/conditions';
import { handover } from '../reconcile/handover';
import type { Observed, Trouble } from '../reconcile/observed';
import { occurrencesOf } from '../reconcile/occurrences';
import { ownershipOf } from '../reconcile/ownership';
import { type Plan, planOf } from '../reconcile/plan';
import type { Rendered } from '../reconcile/rendered';
import { type NextStatus, nextStatus } from '../reconcile/status';
import type { ChildMemory } from './child-memory';
import type { PassOptions } from './controller';
import { isOutline, type Outline, outlineOf } from './outline';
import { type StoredObject, signatureOf } from './stored-object';
import { findStrangers } from './strangers';

/** More rounds than any chain of objects has: beyond it the render gives something else each time. */
const MOST_ROUNDS = 64;

/** Seconds until we look again at an object of another, which we do not watch. */
const FOREIGN_PATIENCE = 30;

/** One look at a parent: applies what is due, looks again, until nothing is; then removes, and tells the status. */
export class Pass {
  private readonly kind: ManagedKind;
  private full: Outline | undefined;
  /** What the plan is made of: the same for its whole look. */
  private seen: ReadonlyMap<string, StoredObject> = new Map();
  private readonly troubles = new Map<string, Trouble>();
  private readonly parsed = new Map<StoredObject, KubeObject>();
  /** What the server answered to our writes, by id: the next round has it without parsing it again. */
  private readonly answers = new Map<string, KubeObject>();
  private readonly signatures = new WeakMap<KubeObject, string>();
  private readonly strangers = new Map<string, Resource>();

  constructor(
    private readonly options: PassOptions,
    private readonly key: string,
    private readonly uid: string,
    private readonly memory: ChildMemory,
    private readonly log: Log,
  ) {
    this.kind = { ...options.kind, render: (parent) => this.render(parent) };
  }

  /**
   * @returns seconds until the next look, where time alone changes something.
   * @throws where the server could not be asked, or did not take an object.
   */
  async run(): Promise<number | undefined> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const parent = this.parent();
      if (parent === undefined) return undefined;
      const children = await this.children(parent);
      const observed = this.observed(parent, children);
      const plan = planOf(this.kind, parent, observed);
      if (plan.due.length === 0) {
        const next = nextStatus(this.kind, parent, observed, plan.situation);
        return this.finish(parent, plan, next, children);
      }
      // one that fails leaves the others their time: nothing goes on when this look is over
      const applied = await Promise.allSettled(
        plan.due.map((wanted) => this.apply(parent, wanted, children)),
      );
      for (const each of applied) if (each.status === 'rejected') throw each.reason;
    }
    throw new Error(`${this.key} is rendered differently each time`);
  }

  /** The parent as it is now; undefined where it is gone, or another has its name. */
  private parent(): KubeObject | undefined {
    const stored = this.options.view.parent(this.key);
    return stored?.uid === this.uid ? this.parse(stored) : undefined;
  }

  /** Renders once for all rounds, and not at all where everything is as it was after an earlier look. */
  private render(parent: KubeObject): Rendered {
    const signature = this.signatureOf(parent);
    if (this.full?.parent === signature) return this.full.rendered;
    const { outline } = this.memory;
    // as of what this look sees: an outline must never be due
    if (outline?.parent === signature && this.memory.isSettled(outline, this.seen)) return outline.rendered;
    const rendered = this.options.kind.render(parent);
    this.full = { parent: signature, rendered };
    this.memory.outline = outlineOf(rendered, signature);
    return rendered;
  }

  private async children(parent: KubeObject): Promise<Map<string, KubeObject>> {
    const { view, kind, discovery, applier } = this.options;
    const children = new Map<string, KubeObject>();
    this.seen = view.children(parent);
    for (const [id, stored] of this.seen) children.set(id, this.parse(stored));
    for (const { resource, object } of await findStrangers(kind, parent, discovery, applier)) {
      children.set(objectId(object), object);
      this.strangers.set(objectId(object), resource);
    }
    return children;
  }

  private observed(parent: KubeObject, children: ReadonlyMap<string, KubeObject>): Observed {
    const { view, now } = this.options;
    return {
      children,
      isInPlace: (wanted, live) => this.memory.isInPlace(wanted, live, this.signatureOf(live)),
      isServed: (apiVersion, kind) => view.isServed(apiVersion, kind),
      trouble: (wanted, live) => this.trouble(parent, wanted, live),
      claimants: (claim) => view.claimants(claim),
      now: rfc3339(now()),
      waited: this.waited,
    };
  }

  /** Seconds for which the status has waited to be written. */
  private get waited(): number {
    const now = this.options.steadyNow();
    return (now - (this.memory.waitingSince ?? now)) / 1000;
  }

  private trouble(parent: KubeObject, wanted: KubeObject, live: KubeObject | undefined): Trouble | undefined {
    const id = objectId(wanted);
    const known = this.troubles.get(id);
    if (known) return known;
    const ownership = live && ownershipOf(live, parent, this.options.manager);
    if (ownership?.owner === 'another') return { reason: 'Foreign', message: ownership.message };
    const fight = this.memory.fightOver(id);
    const isTruce = fight.isTruce(this.options.steadyNow()) && this.memory.wasInPlace(wanted);
    return isTruce ? { reason: 'FieldFight', message: `${titleOf(wanted)}: ${fight.about}` } : undefined;
  }

  private async apply(
    parent: KubeObject,
    wanted: KubeObject,
    children: ReadonlyMap<string, KubeObject>,
  ): Promise<void> {
    const { steadyNow, observer } = this.options;
    // it would release every field that we own
    if (isOutline(wanted))
      throw new Error(`${titleOf(wanted)} is known by name only, and must not be applied`);
    const id = objectId(wanted);
    const live = children.get(id);
    const fight = this.memory.wasInPlace(wanted) ? this.memory.fightOver(id) : undefined;
    let isDone = false;
    if (fight) {
      const describe = () => this.memory.whatHappened(wanted, live);
      if (!fight.correct(steadyNow(), describe)) return;
      this.log.info('correct an object', { object: titleOf(wanted), found: describe() });
    }
    try {
      const answer = await this.write(parent, wanted, live);
      if (answer === undefined) return;
      isDone = true;
      this.answers.set(id, answer);
      this.memory.applied(wanted, answer, signatureOf(answer));
      observer.applied(wanted.kind, 'applied');
      this.log.debug('applied an object', { object: titleOf(wanted) });
    } catch (error) {
      observer.applied(wanted.kind, 'failed');
      // what may go away by itself is tried again, and not told to anyone
      if (!(error instanceof ApiError) || isPassing(error)) throw error;
      this.troubles.set(id, { reason: 'ApplyFailed', message: `${titleOf(wanted)}: ${refusalOf(error)}` });
      this.log.error('the server refuses an object', error, { object: titleOf(wanted) });
    } finally {
      if (!isDone) fight?.withdraw();
    }
  }

  /** Undefined where an object of another has the place. */
  private async write(
    parent: KubeObject,
    wanted: KubeObject,
    live: KubeObject | undefined,
  ): Promise<KubeObject | undefined> {
    const { view, applier, manager } = this.options;
    const resource = this.resourceOf(wanted);
    if (live === undefined) return view.write(wanted, () => this.create(parent, wanted));
    const released = handover(wanted, live, manager);
    if (released) await view.write(released, () => applier.handOver(resource, released));
    return view.write(wanted, () => applier.apply(resource, wanted));
  }

  /** Undefined where an object of another, which we do not see since it lacks our label, has the place. */
  private async create(parent: KubeObject, wanted: KubeObject): Promise<KubeObject | undefined> {
    const { applier, manager } = this.options;
    const resource = this.resourceOf(wanted);
    try {
      return await applier.create(resource, wanted);
    } catch (error) {
      const existing = isConflict(error) ? await applier.read(resource, wanted) : undefined;
      if (existing === undefined) throw error;
      const ownership = ownershipOf(existing, parent, manager);
      if (ownership.owner !== 'another') return applier.apply(resource, asVery(existing, wanted));
      this.troubles.set(objectId(wanted), { reason: 'Foreign', message: ownership.message });
      return undefined;
    }
  }

  private async finish(
    parent: KubeObject,
    { prune }: Plan,
    next: NextStatus,
    children: ReadonlyMap<string, KubeObject>,
  ): Promise<number | undefined> {
    for (const ref of prune) {
      const child = children.get(objectId(ref));
      if (child) await this.remove(child);
    }
    if (next.isChanged) await this.tell(parent, next.status);
    const isWaiting = next.requeueAfter !== undefined;
    this.memory.waitingSince = isWaiting ? (this.memory.waitingSince ?? this.options.steadyNow()) : undefined;
    const refused = [...this.troubles.values()].filter(({ reason }) => reason === 'ApplyFailed');
    if (refused.length > 0) throw new Error(refused.map(({ message }) => message).join('; '));
    return this.nextLook(next);
  }

  private async remove(child: KubeObject): Promise<void> {
    const uid = String(child.metadata.uid);
    // we may see it for a moment longer
    if (this.memory.hasRemoved(uid)) return;
    await this.options.applier.remove(this.resourceOf(child), child);
    this.memory.removed(uid);
    this.options.observer.applied(child.kind, 'deleted');
    this.log.info('removed an object', { object: titleOf(child) });
  }

  private async tell(parent: KubeObject, status: NextStatus['status']): Promise<void> {
    const { applier, kind, view, recorder } = this.options;
    try {
      await view.write(parent, () => applier.applyStatus(kind.resource, parent, status));
    } catch (error) {
      // it is gone, or another has its name: there is no one to tell
      if (error instanceof ApiError && (error.code === 404 || error.code === 409)) return;
      throw error;
    }
    this.log.debug('told the status', { phase: status.phase });
    const conditions = status.conditions as readonly Condition[];
    for (const occurrence of occurrencesOf(conditionsOf(parent), conditions)) {
      await recorder.record(parent, { ...occurrence, action: 'Reconcile' });
    }
  }

  private nextLook({ requeueAfter }: NextStatus): number | undefined {
    const isForeign = [...this.troubles.values()].some(({ reason }) => reason === 'Foreign');
    const truce = this.memory.shortestTruce(this.options.steadyNow());
    const times = [requeueAfter, isForeign ? FOREIGN_PATIENCE : undefined, truce && truce / 1000].filter(
      (seconds) => seconds !== undefined,
    );
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  private resourceOf(object: KubeObject): Resource {
    const { kind } = this.options;
    const group = groupOf(object.apiVersion);
    const child = kind.children.find((each) => each.kind === object.kind && each.group === group);
    const resource = child ?? this.strangers.get(objectId(object));
    if (resource) return resource;
    throw new Error(
      `${object.kind} (${object.apiVersion}) is not registered as a child of ${kind.resource.kind}`,
    );
  }

  private parse(stored: StoredObject): KubeObject {
    const known = this.parsed.get(stored);
    if (known) return known;
    const answer = this.answers.get(stored.id);
    const isSame = answer?.metadata.uid === stored.uid && answer.metadata.resourceVersion === stored.version;
    const object = isSame ? answer : stored.object;
    this.parsed.set(stored, object);
    this.signatures.set(object, stored.signature);
    return object;
  }

  private signatureOf(live: KubeObject): string {
    return this.signatures.get(live) ?? signatureOf(live);
  }
}

/** Without parts of a second, as Kubernetes writes times. */
function rfc3339(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, -5)}Z`;
}

/** Whether the server may take the same later, without anyone changing anything. */
function isPassing({ code }: ApiError): boolean {
  return code === 429 || code === 502 || code === 503 || code === 504;
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === 409;
}

/** As it is wanted, of this very object, and of no later one of its name. */
function asVery({ metadata: { uid } }: KubeObject, wanted: KubeObject): KubeObject {
  return { ...wanted, metadata: { ...wanted.metadata, uid } };
}

function refusalOf({ status, code }: ApiError): string {
  return status.message ?? status.reason ?? `the server answers ${code}`;
}

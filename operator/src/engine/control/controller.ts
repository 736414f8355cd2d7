import { randomUUID } from 'node:crypto';
import type { Discovery } from '../kubernetes/discovery';
import type { Log } from '../log';
import type { ManagedKind } from '../managed-kind';
import { FIGHT_RULES, type FightRules } from '../reconcile/field-fight';
import type { Applier } from './applier';
import { ChildMemory } from './child-memory';
import type { ClusterView } from './cluster-view';
import type { ControllerObserver } from './controller-observer';
import type { EventRecorder } from './event-recorder';
import { Pass } from './pass';
import { wantedObject } from './wanted-object';

export interface ControllerOptions {
  readonly kind: ManagedKind;
  readonly view: ClusterView;
  readonly applier: Applier;
  readonly discovery: Discovery;
  readonly recorder: EventRecorder;
  /** Field manager of the objects. */
  readonly manager: string;
  /** When to give in to others who undo what we apply. @default FIGHT_RULES */
  readonly fightRules?: FightRules;
  readonly log: Log;
  readonly observer: ControllerObserver;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The same for spans of time: it never jumps. @default now */
  readonly steadyNow?: () => number;
}

/** What is needed for a look at one parent. */
export type PassOptions = Required<Omit<ControllerOptions, 'fightRules'>> &
  Pick<ControllerOptions, 'fightRules'>;

/** Keeps the objects of all parents of one kind true, one parent at a time. */
export class Controller {
  private readonly memories = new Map<string, ChildMemory>();

  private readonly options: PassOptions;

  constructor(options: ControllerOptions) {
    this.options = { ...options, kind: owning(options.kind), steadyNow: options.steadyNow ?? options.now };
  }

  /**
   * Looks at one parent and does what it needs.
   *
   * @param key `namespace/name`.
   * @returns seconds until the next look, where time alone changes something.
   * @throws where something failed that may succeed later.
   */
  async reconcile(key: string): Promise<number | undefined> {
    const { view, observer, steadyNow: now } = this.options;
    const uid = view.parent(key)?.uid;
    if (uid === undefined) {
      this.memories.delete(key);
      return undefined;
    }
    const begin = now();
    const seconds = () => (now() - begin) / 1000;
    observer.started();
    try {
      const requeueAfter = await new Pass(
        this.options,
        key,
        uid,
        this.memoryOf(key, uid),
        this.logOf(key),
      ).run();
      const result = requeueAfter === undefined ? 'success' : 'requeue_after';
      observer.finished({ result, seconds: seconds() });
      return requeueAfter;
    } catch (error) {
      observer.finished({ result: 'error', seconds: seconds(), panic: error instanceof TypeError });
      throw error;
    }
  }

  /** How many objects are left to others for now. */
  contested(): number {
    const now = this.options.steadyNow();
    let objects = 0;
    for (const memory of this.memories.values()) objects += memory.trucesAt(now);
    return objects;
  }

  private memoryOf(key: string, uid: string): ChildMemory {
    const known = this.memories.get(key);
    if (known?.parentUid === uid) return known;
    const memory = new ChildMemory(this.options.manager, uid, this.options.fightRules ?? FIGHT_RULES);
    this.memories.set(key, memory);
    return memory;
  }

  private logOf(key: string): Log {
    const [name, namespace] = key.split('/').reverse();
    const { kind } = this.options.kind.resource;
    return this.options.log.with({ kind, namespace, name, reconcileID: randomUUID() });
  }
}

/** The same kind, of which each object belongs to its parent. */
function owning(kind: ManagedKind): ManagedKind {
  return {
    ...kind,
    render(parent) {
      const rendered = kind.render(parent);
      const objects = rendered.objects.map(({ manifest, waitsFor }) => ({
        manifest: wantedObject(manifest, parent),
        waitsFor,
      }));
      return { ...rendered, objects };
    },
  };
}

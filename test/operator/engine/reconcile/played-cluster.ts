import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { objectId } from '../../../../operator/src/engine/kubernetes/object-id';
import type { ManagedKind } from '../../../../operator/src/engine/managed-kind';
import type { Claimant } from '../../../../operator/src/engine/reconcile/claims';
import { isWithin } from '../../../../operator/src/engine/reconcile/is-within';
import type { Trouble } from '../../../../operator/src/engine/reconcile/observed';
import { type Outcome, reconcile } from '../../../../operator/src/engine/reconcile/reconcile';

/** Objects in memory, on which a test plays what an engine and the controllers of a cluster do. */
export class PlayedCluster {
  readonly objects = new Map<string, KubeObject>();
  readonly troubles = new Map<string, Trouble>();
  readonly unserved = new Set<string>();
  /** Other parents that claim something. */
  readonly rivals: Claimant[] = [];
  /** Names of what was applied, in order. */
  readonly applied: string[] = [];
  now = Date.parse('2030-01-01T00:00:00Z');
  waitingSince: number | undefined;
  /** Whether a status may wait. */
  waits = true;
  private versions = 0;

  constructor(
    private readonly kind: ManagedKind,
    public parent: KubeObject,
  ) {}

  look(): Outcome {
    return reconcile(this.kind, this.parent, {
      children: this.objects,
      isInPlace: isWithin,
      isServed: (_, kind) => !this.unserved.has(kind),
      trouble: (wanted) => this.troubles.get(wanted.metadata.name),
      claimants: (id) => this.rivals.filter(({ claims }) => claims.some((claim) => claim.id === id)),
      now: this.time,
      waited: this.waits ? (this.now - (this.waitingSince ?? this.now)) / 1000 : undefined,
    });
  }

  /** What an engine does until nothing waits for time to pass. */
  settle(): Outcome {
    for (;;) {
      const outcome = this.act();
      if (outcome.requeueAfter === undefined) return outcome;
      this.now += outcome.requeueAfter * 1_000;
    }
  }

  /** What an engine does after a look: applies until nothing is due, removes, and writes the status. */
  act(): Outcome {
    for (let rounds = 0; rounds < 100; rounds++) {
      const outcome = this.look();
      for (const object of outcome.due) this.apply(object);
      if (outcome.due.length > 0) continue;
      for (const ref of outcome.prune) this.objects.delete(objectId(ref));
      if (outcome.isChanged) this.parent = { ...this.parent, status: outcome.status };
      this.waitingSince = outcome.requeueAfter === undefined ? undefined : (this.waitingSince ?? this.now);
      return outcome;
    }
    throw new Error('it never ends');
  }

  /** Changes the parent's spec, as a user does. */
  edit(spec: unknown): void {
    const generation = (this.parent.metadata.generation ?? 0) + 1;
    this.parent = { ...this.parent, metadata: { ...this.parent.metadata, generation }, spec };
  }

  /** What the Deployment controller says once all pods run. */
  finishRollout(name: string, available = 1, replicas = 1): void {
    const id = `apps/Deployment/nursery/${name}`;
    const object = this.objects.get(id);
    if (!object) throw new Error(`there is no ${id}`);
    const counts = {
      ...{ replicas, updatedReplicas: replicas },
      readyReplicas: available,
      availableReplicas: available,
    };
    const status = { observedGeneration: object.metadata.generation, ...counts };
    this.objects.set(id, { ...object, status });
  }

  condition(
    type: string,
  ): { readonly status: string; readonly reason: string; readonly message: string } | undefined {
    const { conditions = [] } = (this.parent.status ?? {}) as { readonly conditions?: readonly never[] };
    return conditions.find((condition: { readonly type: string }) => condition.type === type);
  }

  get phase(): unknown {
    return (this.parent.status as { readonly phase?: unknown } | undefined)?.phase;
  }

  get names(): string[] {
    return [...this.objects.values()].map(({ metadata }) => metadata.name).sort();
  }

  private get time(): string {
    return `${new Date(this.now).toISOString().slice(0, -5)}Z`;
  }

  private apply(object: KubeObject): void {
    const id = objectId(object);
    const last = this.objects.get(id);
    const { uid = '', name } = this.parent.metadata;
    const owner = { apiVersion: 'test.example.com/v1', kind: 'Toy', name, uid, controller: true };
    const generation = (last?.metadata.generation ?? 0) + 1;
    const metadata = { ...object.metadata, uid: id, generation, ownerReferences: [owner] };
    this.objects.set(id, {
      ...object,
      status: last?.status,
      metadata: { ...metadata, resourceVersion: String(++this.versions) },
    });
    this.applied.push(object.metadata.name);
  }
}

import type { KubeObject } from '../../operator/src/engine/kubernetes/kube-object';
import type { Resource } from '../../operator/src/engine/kubernetes/resource';
import type { Transport } from '../../operator/src/engine/kubernetes/transport';
import { Reflector } from '../../operator/src/engine/watch/reflector';
import { waitFor } from '../../test/cluster/harness/wait-for';

const LONGEST_SECONDS = 900;

/** Times by object name, in milliseconds of the monotonic clock. */
export type Times = ReadonlyMap<string, number>;

/** What waits for some objects to be as wanted. */
interface Expectation {
  readonly names: Set<string>;
  readonly isWanted: (object: KubeObject) => boolean;
  readonly done: Map<string, number>;
}

/** Sees the objects of one kind as they change. */
export class ObjectWatch {
  private readonly objects = new Map<string, KubeObject>();
  private readonly expectations = new Set<Expectation>();
  private readonly reflector: Reflector;

  constructor(
    transport: Transport,
    private readonly resource: Resource,
  ) {
    const upsert = (object: KubeObject) => this.take(object);
    this.reflector = new Reflector({
      ...{ transport, resource },
      sink: {
        replacing: () => ({ add: upsert, finish: () => undefined }),
        upsert,
        remove: ({ metadata }) => this.objects.delete(metadata.name),
      },
    });
  }

  async start(): Promise<void> {
    this.reflector.start();
    await waitFor(`${this.resource.plural} are watched`, () => this.reflector.hasSynced || undefined);
  }

  stop(): void {
    this.reflector.stop();
  }

  /** All objects as last seen. */
  list(): KubeObject[] {
    return [...this.objects.values()];
  }

  get(name: string): KubeObject | undefined {
    return this.objects.get(name);
  }

  /** Waits until each of these has changed to what is wanted. @returns when each did. */
  async untilEach(names: readonly string[], isWanted: (object: KubeObject) => boolean): Promise<Times> {
    const expectation: Expectation = { names: new Set(names), isWanted, done: new Map() };
    this.expectations.add(expectation);
    try {
      await waitFor(
        `${names.length} ${this.resource.plural} are as wanted`,
        () => expectation.names.size === 0 || undefined,
        { deadline: LONGEST_SECONDS },
        () => `Missing ${expectation.names.size}: ${[...expectation.names].slice(0, 5).join(', ')}.`,
      );
    } finally {
      this.expectations.delete(expectation);
    }
    return expectation.done;
  }

  private take(object: KubeObject): void {
    const { name } = object.metadata;
    this.objects.set(name, object);
    for (const { names, isWanted, done } of this.expectations) {
      if (!names.has(name) || !isWanted(object)) continue;
      names.delete(name);
      done.set(name, performance.now());
    }
  }
}

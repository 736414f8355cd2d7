import { wantedObject } from '../../../../operator/src/engine/control/wanted-object';
import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { isWithin } from '../../../../operator/src/engine/reconcile/is-within';
import { chatGPTApps } from '../../../../operator/src/kinds/chatgptapp';
import { sampleApp } from '../../../sample-apps';
import { type ApiObject, accepted, hasCondition } from '../../harness/api-object';
import type { Cluster } from '../../harness/cluster';
import { waitFor } from '../../harness/wait-for';
import { childrenIn } from './children';
import { conditionOf } from './condition-of';

const APP = { apiVersion: 'apps.makeaihq.com/v1alpha1', kind: 'ChatGPTApp' } as const;

/** Small apps in one namespace, and whether the cluster has become what they want. */
export class AppFleet {
  constructor(
    private readonly cluster: Cluster,
    readonly namespace: string,
  ) {}

  /** The app of that name, as a user writes it. */
  manifest(name: string, spec: object = {}): ApiObject {
    const hello = sampleApp('hello');
    // one host is one app's, in the whole cluster
    const host = `${name}.${this.namespace}.example.com`;
    return {
      ...APP,
      metadata: { name, namespace: this.namespace },
      spec: { ...hello.spec, host, replicas: 1, ...spec },
    };
  }

  /** Applies an app, new or not. */
  async apply(name: string, spec: object = {}): Promise<ApiObject> {
    const manifest = this.manifest(name, spec);
    return accepted(await this.cluster.api.apply(manifest, { fieldManager: 'user', force: true }));
  }

  /** Applies `app-0`, `app-1` and so on, all at once. @param version of their image */
  async applyMany(count: number, version: string): Promise<void> {
    const spec = { mcpServer: { image: `ghcr.io/makeaihq/mcp-hello:${version}` } };
    await Promise.all(Array.from({ length: count }, (_, index) => this.apply(`app-${index}`, spec)));
  }

  async delete(name: string): Promise<void> {
    accepted(await this.cluster.api.delete(this.manifest(name)));
  }

  async app(name: string): Promise<ApiObject> {
    return accepted(await this.cluster.api.get(this.manifest(name)));
  }

  apps(): Promise<readonly ApiObject[]> {
    return this.cluster.api.list({ ...APP, namespace: this.namespace });
  }

  /** The live objects that apps became, by `kind/name`. */
  children(): Promise<ReadonlyMap<string, ApiObject>> {
    return childrenIn(this.namespace, this.cluster);
  }

  /** How many apps are ready in their present generation. */
  async countReady(): Promise<number> {
    return (await this.apps()).filter(isReady).length;
  }

  untilReady(count: number, deadline = 60): Promise<unknown> {
    return waitFor(
      `${count} apps are ready`,
      async () => ((await this.countReady()) >= count ? true : undefined),
      { deadline, every: 100 },
    );
  }

  /** Waits until every app is ready, has all its objects as it wants them, and no object is without its app. @param deadline seconds */
  async untilConverged(deadline = 35): Promise<void> {
    let problems: readonly string[] = [];
    await waitFor(
      'the cluster is what the apps want',
      async () => {
        problems = await this.problems().catch((error: Error) => [error.message]);
        return problems.length === 0 ? true : undefined;
      },
      { deadline, every: 100 },
      () => problems.slice(0, 10).join('\n'),
    );
  }

  /** What is missing, wrong or left behind. */
  async problems(): Promise<string[]> {
    const apps = await this.apps();
    const late = apps.filter((app) => !isReady(app)).map(notReady);
    if (late.length > 0) return late;
    const live = await this.children();
    const wanted = new Map(apps.flatMap(objectsOf).map((object) => [titleOf(object as ApiObject), object]));
    const wrong = [...wanted]
      .filter(([title, object]) => !isWithin(object, live.get(title) ?? {}))
      .map(([title]) => `${title} is ${live.has(title) ? 'not as wanted' : 'missing'}`);
    const orphans = [...live.keys()].filter((title) => !wanted.has(title));
    return [...wrong, ...orphans.map((title) => `${title} is left behind`)];
  }
}

/** Whether an app is ready in its present generation. */
export function isReady(app: ApiObject): boolean {
  const { observedGeneration } = (app.status ?? {}) as { readonly observedGeneration?: number };
  return observedGeneration === app.metadata.generation && hasCondition(app, 'Ready');
}

function notReady(app: ApiObject): string {
  return `${app.metadata.name} is not ready: ${conditionOf(app, 'Ready')?.message ?? ''}`;
}

/** All that an app becomes, its owner among the fields: an object of an earlier app of the same name is another. */
function objectsOf(app: ApiObject): KubeObject[] {
  const parent = app as unknown as KubeObject;
  return chatGPTApps.render(parent).objects.map(({ manifest }) => wantedObject(manifest, parent));
}

function titleOf({ kind, metadata }: ApiObject): string {
  return `${kind}/${metadata.name}`;
}

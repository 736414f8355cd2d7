import { APP_LABEL } from '../../lib/chatgpt/app';
import { collectionPath, type Resource } from '../../operator/src/engine/kubernetes/resource';
import { accepted } from '../../test/cluster/harness/api-object';
import { refOf, strategicPatch } from './app-state';
import { appManifest, IMAGES, KINDS, NAMESPACE, PART_OF, serverName } from './apps';
import type { Workplace } from './workplace';

const CHILDREN = [
  KINDS.serviceAccount,
  KINDS.configMap,
  KINDS.service,
  KINDS.deployment,
  KINDS.networkPolicy,
  KINDS.disruptionBudget,
  KINDS.serviceMonitor,
];

/** What happens to apps and their operator in the course of days. */
export class SoakActs {
  private readonly images = new Map<string, string>();
  private acts = 0;
  private faults = 0;

  constructor(private readonly place: Workplace) {}

  /** What an app should run by now. */
  imageOf(name: string): string {
    return this.images.get(name) ?? IMAGES.first;
  }

  /** One of the acts, to one of the apps, each in its turn: a run can be repeated. */
  async one(names: readonly string[]): Promise<void> {
    const acts = [
      this.changeImage,
      this.deleteChild,
      this.changeLabel,
      this.changeForeignImage,
      this.annotate,
      this.replaceApp,
    ];
    // no common factor with the number of acts, so each app meets them all
    const name = names[(this.acts * 7) % names.length] ?? '';
    const act = acts[(this.acts + Math.floor(this.acts / names.length)) % acts.length] ?? this.annotate;
    this.acts++;
    await act.call(this, name);
  }

  /** Kills the operator or the API server without a word, and starts it again. */
  async fault(): Promise<string> {
    const isOperator = this.faults++ % 2 === 0;
    if (isOperator) await this.place.killOperator();
    else await this.place.restartApiServer();
    return isOperator ? 'operator killed' : 'API server killed';
  }

  private async changeImage(name: string): Promise<void> {
    const images = [IMAGES.first, IMAGES.rebuilt, IMAGES.released];
    const image = images[(images.indexOf(this.imageOf(name)) + 1) % images.length] ?? IMAGES.first;
    this.images.set(name, image);
    accepted(await this.place.api.patch(refOf(KINDS.app, name), { spec: { mcpServer: { image } } }));
  }

  private async deleteChild(name: string): Promise<void> {
    const kind = CHILDREN[this.acts % CHILDREN.length] ?? KINDS.service;
    await this.deleteObjects(kind, name);
  }

  private async changeLabel(name: string): Promise<void> {
    const patch = { metadata: { labels: { [PART_OF.key]: 'foreign' } } };
    await strategicPatch(this.place, serverName(name), patch);
  }

  private async changeForeignImage(name: string): Promise<void> {
    const containers = [{ name: 'mcp-server', image: IMAGES.foreign }];
    await strategicPatch(this.place, serverName(name), { spec: { template: { spec: { containers } } } });
  }

  private async annotate(name: string): Promise<void> {
    const patch = { metadata: { annotations: { 'example.com/touched': `${this.acts}` } } };
    await this.place.api.patch(refOf(KINDS.service, serverName(name)), patch);
  }

  /** Deletes an app, and makes it anew at once: the garbage collector has not yet taken what the old one owned. */
  private async replaceApp(name: string): Promise<void> {
    const { api } = this.place;
    accepted(await api.delete(refOf(KINDS.app, name)));
    await api.waitForGone(refOf(KINDS.app, name));
    this.images.delete(name);
    accepted(await api.create(appManifest(name)));
  }

  private async deleteObjects(kind: Resource, name: string): Promise<void> {
    const selector = encodeURIComponent(`${APP_LABEL}=${name}`);
    const path = `${collectionPath(kind, NAMESPACE)}?labelSelector=${selector}`;
    accepted(await this.place.api.request('DELETE', path));
  }
}

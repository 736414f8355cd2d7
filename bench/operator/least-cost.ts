import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../operator/src/engine/kubernetes/kube-object';
import { objectPath, type Resource } from '../../operator/src/engine/kubernetes/resource';
import { chatGPTApps } from '../../operator/src/kinds/chatgptapp';
import { ApiClient } from '../../test/cluster/harness/api-client';
import { accepted } from '../../test/cluster/harness/api-object';
import { readClusterAccess } from '../../test/cluster/harness/cluster-access';
import { type ControlPlane, startControlPlane } from '../../test/cluster/harness/control-plane';
import { findCrdFile } from '../../test/cluster/harness/crd-files';
import { repositoryRoot } from '../../test/cluster/harness/folders';
import { installCrds } from '../../test/cluster/harness/install-crds';
import { Kubectl } from '../../test/cluster/harness/kubectl';
import { thirdPartyCrds } from '../../test/cluster/harness/third-party-crds';
import { refOf, strategicPatch } from './app-state';
import { appManifest, appNames, IMAGES, KINDS, NAMESPACE, PART_OF, serverName } from './apps';
import type { PhaseName } from './measure';
import { cpuSeconds } from './process-cost';

const APPS = 300;
const PARALLEL = 8;

/** Seconds of processor time of the API server and etcd, per app. */
export type LeastCosts = Partial<Record<PhaseName, number>>;

/**
 * What a phase costs the API server and etcd at least, whoever the operator is: the change itself, an apply of each object
 * that has to change, the status of a Deployment that is rolled out, and one status of the app. Nobody watches meanwhile,
 * and nothing is counted of an operator's own work.
 */
export async function leastCosts(): Promise<LeastCosts> {
  const controlPlane = await startControlPlane({ storageOnly: true });
  try {
    const access = readClusterAccess(new Kubectl(controlPlane.binaries.kubectl, controlPlane.kubeconfig));
    return await new LeastWrites(controlPlane, new ApiClient(access)).measure();
  } finally {
    await controlPlane.stop();
  }
}

class LeastWrites {
  private readonly names = appNames(APPS);
  private readonly rendered = new Map<string, readonly KubeObject[]>();
  private generation = 0;

  constructor(
    private readonly controlPlane: ControlPlane,
    private readonly api: ApiClient,
  ) {}

  async measure(): Promise<LeastCosts> {
    const { api } = this;
    const files = await Promise.all(thirdPartyCrds.map((crd) => findCrdFile(crd)));
    await installCrds(api, [join(repositoryRoot, 'crds/apps.makeaihq.com_chatgptapps.yaml'), ...files]);
    accepted(await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }));
    const created = await this.each(async (name) => accepted(await api.create(appManifest(name))));
    await this.renderAll();
    return {
      create: created + (await this.each((name) => this.bring(name, () => true))),
      'change the image, same version': await this.imageChange(IMAGES.rebuilt, isDeployment),
      'change the image, new version': await this.imageChange(IMAGES.released, () => true),
      ...(await this.heals()),
    };
  }

  private async heals(): Promise<LeastCosts> {
    const labels = { [PART_OF.key]: 'foreign' };
    const containers = [{ name: 'mcp-server', image: IMAGES.foreign }];
    return {
      'heal a deleted Service': await this.each(async (name) => {
        accepted(await this.api.delete(refOf(KINDS.service, serverName(name))));
        await this.apply(name, ({ kind }) => kind === 'Service');
      }),
      'heal a foreign label': await this.each(async (name) => {
        await this.disturb(name, { metadata: { labels } });
        await this.apply(name, isDeployment);
      }),
      'heal a foreign image': await this.each(async (name) => {
        await this.disturb(name, { spec: { template: { spec: { containers } } } });
        await this.apply(name, isDeployment);
        await this.rollOut(name);
      }),
    };
  }

  private async imageChange(image: string, changes: (object: KubeObject) => boolean): Promise<number> {
    const patch = { spec: { mcpServer: { image } } };
    const asked = await this.each(async (name) =>
      accepted(await this.api.patch(refOf(KINDS.app, name), patch)),
    );
    await this.renderAll();
    return asked + (await this.each((name) => this.bring(name, changes)));
  }

  /** All that follows a change of an app. */
  private async bring(name: string, changes: (object: KubeObject) => boolean): Promise<void> {
    await this.apply(name, changes);
    await this.rollOut(name);
    const conditions = ['Accepted', 'Applied', 'Available', 'Conflict', 'Ready'].map((type) => ({
      ...{ type, status: 'True', reason: 'Ready', message: '' },
      lastTransitionTime: new Date().toISOString(),
    }));
    const status = { observedGeneration: this.generation, phase: 'Ready', replicas: 2, conditions };
    await this.patch(`${objectPath(KINDS.app, name, NAMESPACE)}/status`, 'operator-status', {
      ...refOf(KINDS.app, name),
      status,
    });
  }

  private async apply(name: string, changes: (object: KubeObject) => boolean): Promise<void> {
    for (const object of this.rendered.get(name) ?? []) {
      if (!changes(object)) continue;
      await this.patch(
        objectPath(resourceOf(object), object.metadata.name, NAMESPACE),
        'chatgpt-operator',
        object,
      );
    }
  }

  private async patch(path: string, manager: string, body: object): Promise<void> {
    const contentType = 'application/apply-patch+yaml';
    // with any other validation the server reads the body twice
    const query = `fieldManager=${manager}&force=true&fieldValidation=Ignore`;
    accepted(await this.api.request('PATCH', `${path}?${query}`, body, { contentType }));
  }

  private async rollOut(name: string): Promise<void> {
    const path = `${objectPath(KINDS.deployment, serverName(name), NAMESPACE)}/status`;
    const status = { observedGeneration: ++this.generation, replicas: 2, readyReplicas: 2 };
    const contentType = 'application/merge-patch+json';
    accepted(await this.api.request('PATCH', path, { status }, { contentType }));
  }

  private async disturb(name: string, patch: object): Promise<void> {
    accepted(await strategicPatch({ api: this.api }, serverName(name), patch));
  }

  /** Not measured: it is an operator's own work. */
  private async renderAll(): Promise<void> {
    for (const name of this.names) {
      const app = accepted(await this.api.get(refOf(KINDS.app, name))) as KubeObject;
      this.rendered.set(
        name,
        chatGPTApps.render(app).objects.map(({ manifest }) => manifest),
      );
    }
  }

  /** @returns seconds of processor time, per app. */
  private async each(work: (name: string) => Promise<unknown>): Promise<number> {
    const before = this.spent();
    const left = this.names.values();
    const worker = async () => {
      for (const name of left) await work(name);
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    return (this.spent() - before) / this.names.length;
  }

  private spent(): number {
    const pid = (name: string) => Number(readFileSync(join(this.controlPlane.dir, `${name}.pid`), 'utf8'));
    return cpuSeconds(pid('kube-apiserver')) + cpuSeconds(pid('etcd'));
  }
}

function isDeployment({ kind }: KubeObject): boolean {
  return kind === 'Deployment';
}

function resourceOf({ kind }: KubeObject): Resource {
  const found = Object.values(KINDS).find((each) => each.kind === kind);
  if (!found) throw new Error(`the benchmark does not know ${kind}`);
  return found;
}

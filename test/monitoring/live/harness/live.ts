import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argoCdCrds } from '../../../cluster/argo-cd-crds';
import { type ApiObject, accepted } from '../../../cluster/harness/api-object';
import { builtTools } from '../../../cluster/harness/built-tools';
import { type Cluster, clusterOf } from '../../../cluster/harness/cluster';
import type { Component } from '../../../cluster/harness/component';
import { type ControlPlane, startControlPlane } from '../../../cluster/harness/control-plane';
import { findCrdFile } from '../../../cluster/harness/crd-files';
import { Kubectl } from '../../../cluster/harness/kubectl';
import { ownCrd } from '../../../cluster/harness/prepare-cluster';
import { thirdPartyCrds } from '../../../cluster/harness/third-party-crds';
import { Watchdog } from '../../../cluster/harness/watchdog';
import { AppFleet } from '../../../cluster/operator/harness/app-fleet';
import { distObjects, operatorObjects } from '../../../dist-objects';
import { ArgoCd } from '../../../gitops/harness/argo-cd';
import { type ArgoCdProcesses, startArgoCd } from '../../../gitops/harness/argo-cd-processes';
import { argoCdNamespace } from '../../../gitops/harness/base-objects';
import { applicationManifest } from '../../../gitops/manifests';
import { monitoringTools, pinnedPrometheusVersion } from '../../promtool/harness/tools';
import { App } from '../app/app';
import { ARGO_CD_PARTS, argoCdObjects } from './argo-cd-objects';
import { localFiles } from './local-files';
import { OperatorPods } from './operator-pods';
import { packedRules, type RulesOf } from './packed-rules';
import { PodProcesses } from './pod-processes';
import { Prometheus } from './prometheus';
import {
  type ApiServer,
  prometheusObjects,
  startPrometheusOperator,
  writtenFiles,
} from './prometheus-operator';
import { prometheusOperatorCrds } from './prometheus-operator-crds';
import { ScrapeProxy } from './scrape-proxy';
import { prometheusOperatorTools } from './tools';

/** Apps that our operator runs. */
export const SHOP = 'shop';
/** Apps of dist/ that Argo CD delivers. */
export const DELIVERED = ['hello', 'kitchen'] as const;
const DEVELOPMENT = 'chatgpt-development';

/** All that runs. */
export interface Live {
  readonly cluster: Cluster;
  readonly prometheus: Prometheus;
  /** The apps' processes by name. */
  readonly apps: ReadonlyMap<string, App>;
  readonly fleet: AppFleet;
  readonly operator: OperatorPods;
  readonly argoCd: ArgoCd;
  readonly argoCdProcesses: ArgoCdProcesses;
  /** The ServiceMonitors that Prometheus' configuration was made of. */
  readonly monitors: readonly ApiObject[];
  /** Logs and files of all that is not the control plane or Argo CD. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** What is to run beside what always runs. */
export interface LiveOptions {
  /** Names of apps in the namespace `SHOP`. */
  readonly apps: readonly string[];
  /** Rules beside those of the packs. */
  readonly rules?: readonly RulesOf[];
}

/** Starts everything; the first that is started is the last that is stopped. */
export async function startLive(options: LiveOptions): Promise<Live> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    return await new Start(options, stops).run(stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The steps of a start. */
class Start {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk8s-chatgpt-apps-live-'));
  private readonly watchdog = new Watchdog(this.folder);

  constructor(
    private readonly options: LiveOptions,
    private readonly stops: (() => Promise<unknown>)[],
  ) {
    stops.push(() => this.watchdog.dismiss());
  }

  async run(stop: () => Promise<void>): Promise<Live> {
    const [prometheusPrograms, operatorPrograms] = [
      await builtTools(monitoringTools),
      await builtTools(prometheusOperatorTools),
    ];
    const plane = this.kept(await startControlPlane());
    const cluster = clusterOf(new Kubectl(plane.binaries.kubectl, plane.kubeconfig));
    await installAllCrds(cluster);
    const pods = new PodProcesses(cluster.api);
    const proxy = this.kept(await ScrapeProxy.start((address) => pods.portOf(address)));

    const operator = await this.operator(plane, cluster, pods);
    const argoCdProcesses = await this.argoCd(plane, cluster, pods);
    const argoCd = new ArgoCd(cluster.api, argoCdProcesses);
    const fleet = await shop(cluster);
    for (const object of packedRules(...(this.options.rules ?? [])))
      accepted(await cluster.api.apply(object));
    const apps = await this.apps(fleet, argoCd, pods);

    const prometheus = await this.prometheus(
      plane,
      cluster,
      operatorPrograms['prometheus-operator'],
      (files) =>
        Prometheus.start(prometheusPrograms.prometheus, files(proxy.url), this.folder, this.watchdog),
    );
    const monitors = await monitorsOf(cluster);
    return {
      cluster,
      prometheus,
      apps,
      fleet,
      operator,
      argoCd,
      argoCdProcesses,
      monitors,
      folder: this.folder,
      stop,
    };
  }

  private kept<T extends { stop(): Promise<unknown> }>(running: T): T {
    this.stops.push(() => running.stop());
    return running;
  }

  private async operator(plane: ControlPlane, cluster: Cluster, pods: PodProcesses): Promise<OperatorPods> {
    const objects = operatorObjects() as ApiObject[];
    const isFirst = ({ kind }: ApiObject) => kind === 'Namespace' || kind === 'CustomResourceDefinition';
    for (const object of [...objects.filter(isFirst), ...objects.filter((each) => !isFirst(each))])
      accepted(await cluster.api.apply(object, { force: true }));
    const operator = this.kept(await OperatorPods.start(plane, this.folder, this.watchdog));
    pods.stand('chatgpt-operator-system', 'chatgpt-operator', ...operator.ports);
    return operator;
  }

  private async argoCd(plane: ControlPlane, cluster: Cluster, pods: PodProcesses): Promise<ArgoCdProcesses> {
    const { kubeconfig, binaries } = plane;
    const processes = this.kept(await startArgoCd({ api: cluster.api, kubeconfig, kwok: binaries.kwok }));
    for (const part of ARGO_CD_PARTS) {
      for (const object of argoCdObjects(part)) accepted(await cluster.api.apply(object));
      pods.stand(argoCdNamespace, part.process, processes.ports[part.process] ?? 0);
    }
    return processes;
  }

  private async apps(fleet: AppFleet, argoCd: ArgoCd, pods: PodProcesses): Promise<Map<string, App>> {
    const apps = new Map<string, App>();
    const start = async (name: string, namespace: string) => {
      const app = this.kept(await App.start(name, this.folder, this.watchdog));
      pods.stand(namespace, `${name}-mcp`, app.port);
      apps.set(name, app);
    };
    for (const name of this.options.apps) await fleet.apply(name);
    await deliver(argoCd);
    await Promise.all([
      ...this.options.apps.map((name) => start(name, SHOP)),
      ...DELIVERED.map((name) => start(name, DEVELOPMENT)),
    ]);
    await fleet.untilReady(this.options.apps.length);
    for (const name of DELIVERED) await argoCd.application(name).untilSyncedAndHealthy();
    return apps;
  }

  private async prometheus(
    { url, authority }: ControlPlane,
    cluster: Cluster,
    binary: string,
    start: (files: (proxyUrl: string) => ReturnType<typeof localFiles>) => Promise<Prometheus>,
  ): Promise<Prometheus> {
    const client = await authority.issueForClient('prometheus', 'prometheus', ['system:masters']);
    const server: ApiServer = { url, authorityFile: authority.certificateFile, client };
    for (const object of prometheusObjects(pinnedPrometheusVersion(), server))
      accepted(await cluster.api.apply(object, { force: true }));
    const operator: Component = await startPrometheusOperator(binary, server, this.folder, this.watchdog);
    this.kept(operator);
    const [monitors, rules] = [await monitorsOf(cluster), await rulesOf(cluster)];
    const written = await writtenFiles(cluster.api, monitors.length, rules.length, () =>
      operator.assertAlive(),
    );
    return this.kept(await start((proxyUrl) => localFiles(written, proxyUrl)));
  }
}

async function installAllCrds(cluster: Cluster): Promise<void> {
  const others = [...thirdPartyCrds, ...argoCdCrds].filter(
    ({ path }) => !path.startsWith('prometheus-operator/'),
  );
  const files = await Promise.all(others.map((crd) => findCrdFile(crd)));
  // some at a time: all at once a busy machine takes longer than anybody waits for one of them
  await cluster.installCrds([...files, ownCrd]);
  for (const file of await prometheusOperatorCrds()) await cluster.installCrds([file]);
  for (const name of ['monitoring', SHOP, DEVELOPMENT])
    accepted(await cluster.api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  // kitchen runs as an account that others make
  const account = { name: 'kitchen', namespace: DEVELOPMENT };
  accepted(await cluster.api.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: account }));
}

async function shop(cluster: Cluster): Promise<AppFleet> {
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: SHOP },
  };
  await cluster.api.waitFor(account, 'exists', () => true);
  return new AppFleet(cluster, SHOP);
}

/** The apps of dist/, by a commit. */
async function deliver(argoCd: ArgoCd): Promise<void> {
  const repository = argoCd.repository('fleet');
  for (const { object, environment, app, file } of distObjects()) {
    if (environment === 'development' && (DELIVERED as readonly string[]).includes(app))
      repository.write(file, object as ApiObject);
  }
  repository.commit('the fleet');
  for (const name of DELIVERED) {
    const path = `development/${name}`;
    await argoCd.apply(applicationManifest({ name, repository, path, namespace: DEVELOPMENT }));
  }
}

function monitorsOf(cluster: Cluster): Promise<readonly ApiObject[]> {
  return cluster.api.list({ apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor' });
}

function rulesOf(cluster: Cluster): Promise<readonly ApiObject[]> {
  return cluster.api.list({ apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' });
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiObject, accepted } from '../../../cluster/harness/api-object';
import { builtTools } from '../../../cluster/harness/built-tools';
import type { CertificateAuthority } from '../../../cluster/harness/certificates';
import { type Cluster, clusterOf } from '../../../cluster/harness/cluster';
import { type ControlPlane, startControlPlane } from '../../../cluster/harness/control-plane';
import { freePorts } from '../../../cluster/harness/free-ports';
import { Kubectl } from '../../../cluster/harness/kubectl';
import { Watchdog } from '../../../cluster/harness/watchdog';
import { AppFleet } from '../../../cluster/operator/harness/app-fleet';
import { operatorObjects } from '../../../dist-objects';
import { ArgoCd } from '../../../gitops/harness/argo-cd';
import { type ArgoCdProcesses, startArgoCd } from '../../../gitops/harness/argo-cd-processes';
import { argoCdNamespace } from '../../../gitops/harness/base-objects';
import { pinnedPrometheusVersion, ruleTools } from '../../harness/tools';
import { App } from '../app/app';
import { ARGO_CD_PARTS, argoCdMonitors, argoCdObjects } from './argo-cd-objects';
import { DELIVERED, DEVELOPMENT, deliverApps } from './deliver-apps';
import { installBase } from './install-base';
import { KUBE_STATE_METRICS, KubeStateMetrics, kubeStateMetricsObjects } from './kube-state-metrics';
import { kubeletMonitors, servingKubelet } from './kubelet';
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
import { ScrapeProxy } from './scrape-proxy';
import { kubeStateMetricsTools, prometheusOperatorTools } from './tools';

/** Apps that our operator runs. */
export const SHOP = 'shop';

/** All that runs. */
export interface Live {
  readonly cluster: Cluster;
  /** Whom the API server trusts. */
  readonly authority: CertificateAuthority;
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
  /** Apps in the namespace `SHOP`: what is special about each, by name. */
  readonly apps: Readonly<Record<string, object>>;
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
    const programs = {
      ...(await builtTools(ruleTools)),
      ...(await builtTools(prometheusOperatorTools)),
      ...(await builtTools(kubeStateMetricsTools)),
    };
    const [kubeletPort = 0] = await freePorts(1);
    const kubelet = servingKubelet(kubeletPort);
    const plane = this.kept(await startControlPlane({ kubelet }));
    const cluster = clusterOf(new Kubectl(plane.binaries.kubectl, plane.kubeconfig));
    await installBase(cluster, SHOP);
    const pods = new PodProcesses(cluster.api);
    pods.standAt(kubelet.address, kubelet.port);
    const proxy = this.kept(await ScrapeProxy.start((address) => pods.portOf(address)));

    const operator = await this.operator(plane, cluster, pods);
    const argoCdProcesses = await this.argoCd(plane, cluster, pods);
    const argoCd = new ArgoCd(cluster.api, argoCdProcesses);
    await this.kubernetes(plane, cluster, pods, programs['kube-state-metrics']);
    const fleet = new AppFleet(cluster, SHOP);
    for (const object of packedRules(...(this.options.rules ?? [])))
      accepted(await cluster.api.apply(object));
    const apps = await this.apps(fleet, argoCd, pods);

    const written = await this.written(plane, cluster, programs['prometheus-operator']);
    const files = localFiles(written, proxy.url);
    const { folder, watchdog } = this;
    const prometheus = this.kept(await Prometheus.start(programs.prometheus, files, folder, watchdog));
    const monitors = await monitorsOf(cluster);
    const running = { cluster, prometheus, apps, fleet, operator, argoCd, argoCdProcesses };
    return { ...running, authority: plane.authority, monitors, folder, stop };
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
    for (const object of argoCdMonitors()) accepted(await cluster.api.apply(object));
    return processes;
  }

  /** What tells of Kubernetes itself. */
  private async kubernetes(plane: ControlPlane, cluster: Cluster, pods: PodProcesses, binary: string) {
    const { folder, watchdog } = this;
    const states = this.kept(await KubeStateMetrics.start(binary, plane.kubeconfig, folder, watchdog));
    for (const object of [...kubeStateMetricsObjects(), ...kubeletMonitors()])
      accepted(await cluster.api.apply(object));
    pods.stand(KUBE_STATE_METRICS.namespace, KUBE_STATE_METRICS.workload, states.port);
  }

  private async apps(fleet: AppFleet, argoCd: ArgoCd, pods: PodProcesses): Promise<Map<string, App>> {
    const apps = new Map<string, App>();
    const start = async (name: string, namespace: string) => {
      const app = this.kept(await App.start(name, this.folder, this.watchdog));
      pods.stand(namespace, `${name}-mcp`, app.port);
      apps.set(name, app);
    };
    const names = Object.keys(this.options.apps);
    for (const name of names) await fleet.apply(name, this.options.apps[name]);
    await deliverApps(argoCd);
    await Promise.all([
      ...names.map((name) => start(name, SHOP)),
      ...DELIVERED.map((name) => start(name, DEVELOPMENT)),
    ]);
    await fleet.untilReady(names.length);
    for (const name of DELIVERED) await argoCd.application(name).untilSyncedAndHealthy();
    return apps;
  }

  private async written({ url, authority }: ControlPlane, cluster: Cluster, binary: string) {
    const client = await authority.issueForClient('prometheus', 'prometheus', ['system:masters']);
    const server: ApiServer = { url, authorityFile: authority.certificateFile, client };
    for (const object of prometheusObjects(pinnedPrometheusVersion(), server))
      accepted(await cluster.api.apply(object, { force: true }));
    const operator = this.kept(await startPrometheusOperator(binary, server, this.folder, this.watchdog));
    const [monitors, rules] = [await monitorsOf(cluster), await rulesOf(cluster)];
    return writtenFiles(cluster.api, monitors.length, rules.length, () => operator.assertAlive());
  }
}

function monitorsOf(cluster: Cluster): Promise<readonly ApiObject[]> {
  return cluster.api.list({ apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor' });
}

function rulesOf(cluster: Cluster): Promise<readonly ApiObject[]> {
  return cluster.api.list({ apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' });
}

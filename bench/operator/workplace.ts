import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UndiciTransport } from '../../operator/src/engine/kubernetes/undici-transport';
import { ApiClient } from '../../test/cluster/harness/api-client';
import { accepted } from '../../test/cluster/harness/api-object';
import { readClusterAccess } from '../../test/cluster/harness/cluster-access';
import { Component } from '../../test/cluster/harness/component';
import { type ControlPlane, startControlPlane } from '../../test/cluster/harness/control-plane';
import { findCrdFile } from '../../test/cluster/harness/crd-files';
import { repositoryRoot } from '../../test/cluster/harness/folders';
import { installCrds } from '../../test/cluster/harness/install-crds';
import { kubeconfig } from '../../test/cluster/harness/kubeconfig';
import { Kubectl } from '../../test/cluster/harness/kubectl';
import { thirdPartyCrds } from '../../test/cluster/harness/third-party-crds';
import { waitFor } from '../../test/cluster/harness/wait-for';
import { Watchdog } from '../../test/cluster/harness/watchdog';
import { KINDS, NAMESPACE } from './apps';
import { AuditLog, auditPolicyFor } from './audit-log';
import type { Contender } from './contender';
import { ObjectWatch } from './object-watch';
import { RunningOperator } from './running-operator';

/** Whose requests are counted. */
const OPERATOR = 'operator';

/** Milliseconds without a request of the operator after which it is taken to be at rest. */
const REST = 1500;

/** A new cluster of etcd, an API server and a simulator, in which one operator works. */
export class Workplace {
  readonly audit: AuditLog;
  readonly apps: ObjectWatch;
  readonly deployments: ObjectWatch;
  readonly services: ObjectWatch;
  private readonly transport: UndiciTransport;
  private running: RunningOperator | undefined;

  private constructor(
    private readonly contender: Contender,
    private readonly controlPlane: ControlPlane,
    readonly api: ApiClient,
    private readonly folder: string,
    private readonly watchdog: Watchdog,
  ) {
    this.audit = new AuditLog(controlPlane.auditLog);
    const access = readClusterAccess(new Kubectl(controlPlane.binaries.kubectl, controlPlane.kubeconfig));
    this.transport = new UndiciTransport(access);
    this.apps = new ObjectWatch(this.transport, KINDS.app);
    this.deployments = new ObjectWatch(this.transport, KINDS.deployment);
    this.services = new ObjectWatch(this.transport, KINDS.service);
  }

  /** @param controller of Kubernetes, that runs beside. */
  static async open(contender: Contender, controller?: string): Promise<Workplace> {
    const controlPlane = await startControlPlane({
      storageOnly: true,
      controller,
      auditPolicy: auditPolicyFor(OPERATOR),
    });
    const access = readClusterAccess(new Kubectl(controlPlane.binaries.kubectl, controlPlane.kubeconfig));
    const folder = mkdtempSync(join(tmpdir(), 'bench-operator-'));
    const place = new Workplace(contender, controlPlane, new ApiClient(access), folder, new Watchdog(folder));
    try {
      await place.furnish();
      return place;
    } catch (error) {
      await place.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const watch of [this.apps, this.deployments, this.services]) watch.stop();
    await this.running?.stop();
    await this.transport.close();
    this.api.close();
    await this.watchdog.dismiss();
    await this.controlPlane.stop();
  }

  get operator(): RunningOperator {
    if (!this.running) throw new Error('the operator does not run');
    return this.running;
  }

  /** The processes beside the operator. */
  get pids() {
    const pid = (folder: string, name: string) => Number(readFileSync(join(folder, `${name}.pid`), 'utf8'));
    const { dir } = this.controlPlane;
    return {
      apiServer: pid(dir, 'kube-apiserver'),
      etcd: pid(dir, 'etcd'),
      simulator: pid(this.folder, 'simulator'),
    };
  }

  async startOperator(): Promise<void> {
    const file = join(this.folder, 'operator.kubeconfig');
    this.running = await RunningOperator.start(this.contender, file, this.folder, this.watchdog);
  }

  stopOperator(): Promise<void> {
    return this.operator.stop();
  }

  /** What the operator logged with some words in it. */
  operatorLog(words: string): string[] {
    const lines = readFileSync(join(this.folder, 'operator.log'), 'utf8').split('\n');
    return lines.filter((line) => line.includes(words));
  }

  /** Kills the operator without a chance to say goodbye, and starts it again. */
  async killOperator(): Promise<void> {
    await this.operator.kill();
    await this.startOperator();
  }

  /** The same for the API server. Resolves when it answers again. */
  async restartApiServer(): Promise<void> {
    await this.controlPlane.kill('kube-apiserver');
    this.controlPlane.restart('kube-apiserver');
    await waitFor('the API server answers', async () => {
      const answer = await this.api.request('GET', '/readyz').catch(() => undefined);
      return answer?.status === 200 || undefined;
    });
  }

  /** Until the operator has asked for nothing for a while. @returns when it last did, as `performance.now()` tells. */
  async untilAtRest(): Promise<number> {
    let length = -1;
    let since = 0;
    await waitFor(
      'the operator is at rest',
      () => {
        if (this.audit.length !== length) {
          length = this.audit.length;
          since = performance.now();
        }
        return performance.now() - since > REST || undefined;
      },
      { deadline: 300 },
    );
    return since;
  }

  private async furnish(): Promise<void> {
    const files = await Promise.all(thirdPartyCrds.map((crd) => findCrdFile(crd)));
    const own = join(repositoryRoot, 'crds/apps.makeaihq.com_chatgptapps.yaml');
    await installCrds(this.api, [own, ...files]);
    accepted(await this.api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }));
    await this.kubeconfigOf(OPERATOR);
    new Component(
      {
        name: 'simulator',
        binary: process.execPath,
        args: [
          '-r',
          join(repositoryRoot, 'test/cluster/harness/run-typescript.js'),
          join(__dirname, 'simulate-deployments.ts'),
          await this.kubeconfigOf('simulator'),
          this.controlPlane.binaries.kubectl,
        ],
      },
      this.folder,
      this.watchdog,
    );
    await Promise.all([this.apps, this.deployments, this.services].map((watch) => watch.start()));
    await this.startOperator();
    await this.operator.untilReady();
    await this.untilAtRest();
  }

  private async kubeconfigOf(user: string): Promise<string> {
    const { url, authority } = this.controlPlane;
    const file = join(this.folder, `${user}.kubeconfig`);
    const certificate = await authority.issueForClient(user, user, ['system:masters']);
    writeFileSync(file, kubeconfig(url, authority, certificate), { mode: 0o600 });
    return file;
  }
}

import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from '../../../cluster/harness/component';
import type { ControlPlane } from '../../../cluster/harness/control-plane';
import { repositoryRoot } from '../../../cluster/harness/folders';
import { freePorts } from '../../../cluster/harness/free-ports';
import { waitFor } from '../../../cluster/harness/wait-for';
import type { Watchdog } from '../../../cluster/harness/watchdog';
import { kubeconfigWith } from '../../../cluster/operator/harness/kubeconfig-with';
import { TcpProxy } from '../../../cluster/operator/harness/tcp-proxy';
import { operatorObjects } from '../../../dist-objects';

const PROGRAM = join(repositoryRoot, 'operator/build/chatgpt-operator.js');
const USER = 'system:serviceaccount:chatgpt-operator-system:chatgpt-operator';

interface Container {
  readonly args: readonly string[];
}

/**
 * Our operator as dist/operator installs it: so many processes as its Deployment has pods, with the arguments of the
 * container, as the user of its ServiceAccount. Its way to the API server can be cut.
 */
export class OperatorPods {
  private components: readonly Component[] = [];

  private constructor(
    /** The way to the API server. */
    readonly way: TcpProxy,
    /** Where /metrics is, a port for each process. */
    readonly ports: readonly number[],
    /** The folder of the certificate of the webhook. */
    readonly certificates: string,
    private readonly launch: () => Component[],
  ) {}

  static async start(plane: ControlPlane, folder: string, watchdog: Watchdog): Promise<OperatorPods> {
    const way = await TcpProxy.start(plane.url);
    const kubeconfig = kubeconfigWith(plane.kubeconfig, { server: way.url, user: USER }, folder);
    const certificates = join(folder, 'webhook-certificates');
    mkdirSync(certificates);
    const { certificateFile, keyFile } = await plane.authority.issueForServer('operator-webhook');
    copyFileSync(certificateFile, join(certificates, 'tls.crt'));
    copyFileSync(keyFile, join(certificates, 'tls.key'));
    const { replicas, args } = installed();
    const ports = await freePorts(replicas);
    const launch = () =>
      ports.map((port, index) => {
        const own = [
          `--metrics-bind-address=127.0.0.1:${port}`,
          '--health-probe-bind-address=0',
          '--webhook-bind-address=127.0.0.1:0',
          `--webhook-cert-dir=${certificates}`,
          '--field-fight-truce=20s',
        ];
        return new Component(
          {
            name: `chatgpt-operator-${index}`,
            binary: process.execPath,
            args: [PROGRAM, ...args.filter((each) => !/^--(metrics|health|webhook)/.test(each)), ...own],
            environment: { KUBECONFIG: kubeconfig },
          },
          folder,
          watchdog,
        );
      });
    const pods = new OperatorPods(way, ports, certificates, launch);
    await pods.restart();
    return pods;
  }

  /** Ends all processes, as if their nodes were gone. */
  async kill(): Promise<void> {
    await Promise.all(this.components.map((component) => component.kill()));
  }

  /** Starts all processes again, at the same ports. */
  async restart(): Promise<void> {
    this.components = this.launch();
    await waitFor('the operator serves metrics', async () => {
      for (const component of this.components) component.assertAlive();
      const answers = await Promise.all(
        this.ports.map((port) => fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined)),
      );
      return answers.every((answer) => answer?.ok) ? true : undefined;
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.components.map((component) => component.stop()));
    await this.way.close();
  }
}

function installed(): { readonly replicas: number; readonly args: readonly string[] } {
  const deployment = operatorObjects().find(({ kind }) => kind === 'Deployment');
  if (deployment === undefined) throw new Error('dist/operator has no Deployment');
  const { replicas, template } = deployment.spec as {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: readonly [Container] } };
  };
  return { replicas, args: template.spec.containers[0].args };
}

import { App, Chart, Testing } from 'cdk8s';
import { ServiceMonitor } from '../../../../lib';
import type { ApiObject } from '../../../cluster/harness/api-object';
import { Component } from '../../../cluster/harness/component';
import { freePorts } from '../../../cluster/harness/free-ports';
import { waitFor } from '../../../cluster/harness/wait-for';
import type { Watchdog } from '../../../cluster/harness/watchdog';
import { MONITORING } from './prometheus-operator';
import { scrapedWorkload } from './scraped-workload';

/** Its workload and its Service. */
export const KUBE_STATE_METRICS = {
  namespace: MONITORING,
  workload: 'kube-state-metrics',
  service: 'kube-state-metrics',
};

/** A simulated pod that stands for it, its Service, and a monitor as its chart has it. */
export function kubeStateMetricsObjects(): ApiObject[] {
  const { namespace, service: name } = KUBE_STATE_METRICS;
  const chart = new Chart(new App(), name, { namespace });
  new ServiceMonitor(chart, name, {
    existing: { name, labels: { 'app.kubernetes.io/name': name } },
    port: 'metrics',
    honorLabels: true,
  });
  return [...scrapedWorkload(KUBE_STATE_METRICS), ...(Testing.synth(chart) as ApiObject[])];
}

/** A kube-state-metrics on 127.0.0.1. */
export class KubeStateMetrics {
  private constructor(
    private readonly component: Component,
    /** Where /metrics is. */
    readonly port: number,
  ) {}

  /** Starts it, and waits until it shows metrics. */
  static async start(
    binary: string,
    kubeconfig: string,
    folder: string,
    watchdog: Watchdog,
  ): Promise<KubeStateMetrics> {
    const [port = 0, telemetryPort = 0] = await freePorts(2);
    const args = [
      `--kubeconfig=${kubeconfig}`,
      '--host=127.0.0.1',
      `--port=${port}`,
      '--telemetry-host=127.0.0.1',
      `--telemetry-port=${telemetryPort}`,
    ];
    const component = new Component({ name: 'kube-state-metrics', binary, args }, folder, watchdog);
    await waitFor('kube-state-metrics shows metrics', async () => {
      component.assertAlive();
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined); // does not listen yet
      return answer?.ok ? true : undefined;
    });
    return new KubeStateMetrics(component, port);
  }

  stop(): Promise<void> {
    return this.component.stop();
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from '../../test/cluster/harness/component';
import { freePorts } from '../../test/cluster/harness/free-ports';
import { waitFor } from '../../test/cluster/harness/wait-for';
import type { Watchdog } from '../../test/cluster/harness/watchdog';
import type { Contender } from './contender';

/** One process of a contender. */
export class RunningOperator {
  private constructor(
    private readonly component: Component,
    readonly pid: number,
    private readonly metricsPort: number,
    private readonly probePort: number,
  ) {}

  static async start(
    contender: Contender,
    kubeconfig: string,
    folder: string,
    watchdog: Watchdog,
  ): Promise<RunningOperator> {
    const [metricsPort = 0, probePort = 0] = await freePorts(2);
    const program = contender.program({ kubeconfig, metricsPort, probePort });
    const component = new Component(program, folder, watchdog);
    const pid = Number(readFileSync(join(folder, `${program.name}.pid`), 'utf8'));
    return new RunningOperator(component, pid, metricsPort, probePort);
  }

  stop(): Promise<void> {
    return this.component.stop();
  }

  kill(): Promise<void> {
    return this.component.kill();
  }

  async untilReady(): Promise<void> {
    await waitFor('the operator is ready', async () => {
      this.component.assertAlive();
      const answer = await fetch(`http://127.0.0.1:${this.probePort}/readyz`).catch(() => undefined);
      return answer?.ok || undefined;
    });
  }

  /** Until it has looked at so many parents, and has no more to do. */
  async untilDone(looks: number): Promise<void> {
    await waitFor(
      `the operator has looked at ${looks} apps`,
      async () => {
        this.component.assertAlive();
        const metrics = await this.metrics().catch(() => undefined); // does not listen yet
        if (metrics === undefined) return undefined;
        const done = sumOf(metrics, 'controller_runtime_reconcile_total');
        const left = sumOf(metrics, 'workqueue_depth') + sumOf(metrics, 'controller_runtime_active_workers');
        return done >= looks && left === 0 ? true : undefined;
      },
      { deadline: 300 },
    );
  }

  /** Milliseconds that 99 of 100 turns of Node's event loop were late at most, since it was last asked. */
  async eventLoopLag(): Promise<number | undefined> {
    const lag = sumOf(await this.metrics(), 'nodejs_eventloop_lag_p99_seconds');
    return lag > 0 ? lag * 1000 : undefined;
  }

  private async metrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.metricsPort}/metrics`)).text();
  }
}

/** The sum of all samples of a metric. */
function sumOf(metrics: string, name: string): number {
  let sum = 0;
  for (const [, value] of metrics.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'))) {
    sum += Number(value);
  }
  return sum;
}

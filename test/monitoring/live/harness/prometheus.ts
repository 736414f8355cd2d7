import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Component } from '../../../cluster/harness/component';
import { freePorts } from '../../../cluster/harness/free-ports';
import { waitFor } from '../../../cluster/harness/wait-for';
import type { Watchdog } from '../../../cluster/harness/watchdog';
import { hastened } from './pace';

/** What Prometheus is started with. */
export interface PrometheusFiles {
  readonly config: object;
  /** Rule files by name. */
  readonly rules: ReadonlyMap<string, object>;
}

/** An alert as Prometheus tells it. */
export interface LiveAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: 'pending' | 'firing';
}

/** One series of an answer. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

/** A rule as Prometheus tells it. */
export interface LiveRule {
  readonly name: string;
  readonly type: 'alerting' | 'recording';
  readonly query: string;
  readonly health: string;
  readonly lastError?: string;
}

/** Where Prometheus scrapes, and what came of it. */
export interface Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly scrapeUrl: string;
  readonly health: string;
  readonly lastError: string;
}

/** A Prometheus on 127.0.0.1, and its HTTP API. */
export class Prometheus {
  private constructor(
    private readonly component: Component,
    /** Of its HTTP API. */
    readonly url: string,
  ) {}

  /** Starts it in a folder of its own below `folder`, and waits until it answers. */
  static async start(
    binary: string,
    files: PrometheusFiles,
    folder: string,
    watchdog: Watchdog,
  ): Promise<Prometheus> {
    const home = join(folder, 'prometheus');
    mkdirSync(join(home, 'rules'), { recursive: true });
    for (const [name, content] of files.rules) writeFileSync(join(home, 'rules', name), stringify(content));
    writeFileSync(join(home, 'prometheus.yaml'), stringify(files.config), { mode: 0o600 });
    const [port = 0] = await freePorts(1);
    const args = [
      `--config.file=${join(home, 'prometheus.yaml')}`,
      `--storage.tsdb.path=${join(home, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      // how long a sample counts where no further one comes
      `--query.lookback-delta=${hastened('5m')}`,
    ];
    const component = new Component({ name: 'prometheus', binary, args }, folder, watchdog);
    const prometheus = new Prometheus(component, `http://127.0.0.1:${port}`);
    await waitFor('Prometheus is ready', async () => {
      component.assertAlive();
      const answer = await fetch(`${prometheus.url}/-/ready`).catch(() => undefined); // does not listen yet
      return answer?.ok ? true : undefined;
    });
    return prometheus;
  }

  stop(): Promise<void> {
    return this.component.stop();
  }

  /** What an expression is now. */
  async query(expression: string): Promise<readonly Sample[]> {
    const data = await this.ask<{ readonly result: readonly Sample[] }>('query', { query: expression });
    return data.result;
  }

  /** The labels of all series of a name. */
  series(name: string): Promise<readonly Readonly<Record<string, string>>[]> {
    return this.ask('series', { 'match[]': name });
  }

  /** The types of metrics, by name, as their programs say. */
  async types(): Promise<ReadonlyMap<string, string>> {
    const data = await this.ask<Readonly<Record<string, readonly [{ readonly type: string }]>>>('metadata');
    return new Map(Object.entries(data).map(([name, [{ type }]]) => [name, type]));
  }

  /** All alerts that are pending or firing. */
  async alerts(): Promise<readonly LiveAlert[]> {
    return (await this.ask<{ readonly alerts: readonly LiveAlert[] }>('alerts')).alerts;
  }

  /** All rules that it evaluates. */
  async rules(): Promise<readonly LiveRule[]> {
    const data = await this.ask<{ readonly groups: readonly { readonly rules: readonly LiveRule[] }[] }>(
      'rules',
    );
    return data.groups.flatMap(({ rules }) => rules);
  }

  /** All targets that it scrapes. */
  async targets(): Promise<readonly Target[]> {
    return (await this.ask<{ readonly activeTargets: readonly Target[] }>('targets')).activeTargets;
  }

  /** Waits until all targets, at least as many as given, were scraped with success. */
  untilAllAnswer(least: number, deadline = 60): Promise<readonly Target[]> {
    let seen: readonly Target[] = [];
    return waitFor(
      `${least} targets or more answer`,
      async () => {
        seen = await this.targets();
        return seen.length >= least && seen.every(({ health }) => health === 'up') ? seen : undefined;
      },
      { deadline, every: 250 },
      () => JSON.stringify(seen.map(({ scrapeUrl, health, lastError }) => [scrapeUrl, health, lastError])),
    );
  }

  /**
   * Waits until an alert of that name has fired, with these labels among its own; it may be over already.
   *
   * @param since when it had not fired yet, by performance.now().
   */
  async untilFired(
    name: string,
    labels: Readonly<Record<string, string>>,
    since: number,
    deadline: number,
  ): Promise<Sample> {
    const matchers = Object.entries({ alertname: name, alertstate: 'firing', ...labels });
    const selector = matchers.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(', ');
    let seen: readonly LiveAlert[] = [];
    return waitFor(
      `${name} fires`,
      async () => {
        seen = (await this.alerts()).filter((alert) => alert.labels.alertname === name);
        const window = Math.ceil(performance.now() - since);
        return (await this.query(`last_over_time(ALERTS{${selector}}[${window}ms])`))[0];
      },
      { deadline, every: 250 },
      () => `Seen: ${JSON.stringify(seen.map(({ state, labels: all }) => ({ state, ...all })))}`,
    );
  }

  /** Waits until no alert is pending or firing. */
  async untilQuiet(deadline: number): Promise<void> {
    let seen: readonly LiveAlert[] = [];
    await waitFor(
      'no alert is pending or firing',
      async () => {
        seen = await this.alerts();
        return seen.length === 0 ? true : undefined;
      },
      { deadline, every: 250 },
      () => `Seen: ${JSON.stringify(seen.map(({ state, labels }) => ({ state, ...labels })))}`,
    );
  }

  /** Waits until no alert of that name is pending or firing. */
  async untilSilent(name: string, deadline: number): Promise<void> {
    await waitFor(
      `${name} is silent`,
      async () => ((await this.alerts()).some(({ labels }) => labels.alertname === name) ? undefined : true),
      { deadline, every: 250 },
    );
  }

  private async ask<T>(what: string, parameters: Readonly<Record<string, string>> = {}): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1/${what}?${new URLSearchParams(parameters)}`);
    const body = (await answer.json()) as { readonly data?: T; readonly error?: string };
    if (body.data === undefined)
      throw new Error(`Prometheus refuses ${JSON.stringify(parameters)}: ${body.error}`);
    return body.data;
  }
}

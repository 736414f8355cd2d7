import { join } from 'node:path';
import { Component } from '../../../cluster/harness/component';
import { repositoryRoot } from '../../../cluster/harness/folders';
import { freePorts } from '../../../cluster/harness/free-ports';
import { waitFor } from '../../../cluster/harness/wait-for';
import type { Watchdog } from '../../../cluster/harness/watchdog';
import { Load, type LoadProfile } from './load';

/** Tools that every app of these tests has. */
export const TOOLS = ['list_classes', 'book_class'] as const;

/** An app's server as a process of its own. */
export class App {
  private readonly loads = new Set<Load>();

  private constructor(
    readonly name: string,
    readonly port: number,
    private readonly start: () => Component,
    private component: Component,
  ) {}

  /** Starts it, and waits until it answers. */
  static async start(name: string, folder: string, watchdog: Watchdog): Promise<App> {
    const [port = 0] = await freePorts(1);
    const preload = join(repositoryRoot, 'test/cluster/harness/run-typescript.js');
    const args = ['-r', preload, join(__dirname, 'app-process.ts'), `${port}`, ...TOOLS];
    const start = () =>
      new Component({ name: `app-${name}`, binary: process.execPath, args }, folder, watchdog);
    const app = new App(name, port, start, start());
    await app.untilReady();
    return app;
  }

  /** Puts load on it; call what is returned to end that. */
  load(profile: LoadProfile): () => Promise<void> {
    const load = new Load(this.port, profile);
    this.loads.add(load);
    return async () => {
      load.stop();
      this.loads.delete(load);
    };
  }

  /** Ends the process, and lets the load run on. */
  kill(): Promise<void> {
    return this.component.kill();
  }

  /** Starts the process again at the same port. */
  async restart(): Promise<void> {
    this.component = this.start();
    await this.untilReady();
  }

  async stop(): Promise<void> {
    for (const load of this.loads) load.stop();
    await this.component.stop();
  }

  private async untilReady(): Promise<void> {
    await waitFor(`the app ${this.name} answers`, async () => {
      this.component.assertAlive();
      const answer = await fetch(`http://127.0.0.1:${this.port}/health`).catch(() => undefined);
      return answer?.ok ? true : undefined;
    });
  }
}

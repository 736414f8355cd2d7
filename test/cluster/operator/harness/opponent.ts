import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../harness/api-client';
import { type ApiObject, accepted } from '../../harness/api-object';
import { waitFor } from '../../harness/wait-for';

/** Milliseconds between two rounds. */
const PERIOD = 200;

/** Someone who wants some fields of objects to be otherwise, and says so again and again. */
export class Opponent {
  private isRunning = false;
  private count = 0;
  private running: Promise<void> = Promise.resolve();

  /** @param objects what it applies: the fields that it wants. */
  constructor(
    private readonly api: ApiClient,
    private readonly manager: string,
    private readonly objects: readonly ApiObject[],
  ) {}

  start(): void {
    this.isRunning = true;
    this.running = this.run();
  }

  /** Waits for some more rounds. */
  async rounds(more: number): Promise<void> {
    const end = this.count + more;
    await waitFor(`${more} rounds are over`, () => (this.count >= end ? true : undefined));
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.isRunning) {
      for (const object of this.objects)
        accepted(await this.api.apply(object, { fieldManager: this.manager, force: true }));
      this.count++;
      await pause(PERIOD);
    }
  }
}

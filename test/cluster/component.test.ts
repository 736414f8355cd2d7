import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Component, ComponentDied } from './harness/component';
import { waitFor } from './harness/wait-for';
import { Watchdog } from './harness/watchdog';

describe('a component', () => {
  let folder: string;
  let watchdog: Watchdog;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'component-test-'));
    watchdog = new Watchdog(folder);
  });
  afterEach(async () => {
    await watchdog.dismiss();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the end of its log when it dies', async () => {
    const error = await deathOf('/bin/sh', ['-c', 'echo "bad flag: --colour" >&2; exit 3']);
    expect(error.message).toBe('etcd ended with exit code 3. The end of its log:\n  bad flag: --colour');
    expect(error.portTaken).toBe(false);
  });

  it('knows when another process took its port, so that a start is tried again', async () => {
    const error = await deathOf('/bin/sh', [
      '-c',
      'echo "listen tcp 127.0.0.1:1: bind: address already in use"; exit 1',
    ]);
    expect(error.portTaken).toBe(true);
  });

  it('says when its program cannot be run', async () => {
    expect((await deathOf(join(folder, 'absent'), [])).message).toContain('could not be started (spawn');
  });

  it('is killed when it does not end by itself', async () => {
    const stubborn = new Component(
      { name: 'kwok', binary: '/bin/sh', args: ['-c', 'trap "" TERM; while :; do sleep 1; done'] },
      folder,
      watchdog,
    );
    await stubborn.stop();
    expect(() => stubborn.assertAlive()).toThrow('kwok ended with SIG');
  });

  async function deathOf(binary: string, args: readonly string[]): Promise<ComponentDied> {
    const component = new Component({ name: 'etcd', binary, args }, folder, watchdog);
    return waitFor('it is dead', () => {
      try {
        component.assertAlive();
        return undefined;
      } catch (error) {
        if (error instanceof ComponentDied) return error;
        throw error;
      }
    });
  }
});

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startControlPlane } from './harness/control-plane';
import { repositoryRoot } from './harness/folders';
import { Kubectl } from './harness/kubectl';
import { isRunning, recordedPids } from './harness/recorded-pids';
import { waitFor } from './harness/wait-for';

describe('a control plane', () => {
  it('runs beside another one, and is gone after its stop', async () => {
    const second = await startControlPlane();
    const pids = recordedPids(second.dir);
    const kubectl = new Kubectl(second.binaries.kubectl, second.kubeconfig);
    expect(await kubectl.output('get', 'nodes', '-o', 'name')).toBe('node/kwok-node\n');
    expect(pids.filter(isRunning)).toHaveLength(5);
    await second.stop();
    expect(pids.filter(isRunning)).toEqual([]);
    expect(existsSync(second.dir)).toBe(false);
  });

  it.each<NodeJS.Signals>(['SIGKILL', 'SIGINT'])(
    'leaves nothing behind when its owner gets %s',
    async (signal) => {
      const owner = await startInChildProcess();
      expect(owner.pids.filter(isRunning)).toHaveLength(5);
      owner.child.kill(signal);
      await waitFor('all its processes and its folder are gone', () =>
        owner.pids.some(isRunning) || existsSync(owner.dir) ? undefined : true,
      );
    },
  );
});

interface Owner {
  readonly child: ChildProcess;
  readonly dir: string;
  readonly pids: readonly number[];
}

async function startInChildProcess(): Promise<Owner> {
  const hook = join(repositoryRoot, 'test/cluster/harness/run-typescript.js');
  const child = spawn(process.execPath, ['-r', hook, join(repositoryRoot, 'test/cluster/start.ts')]);
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += text;
  });
  child.stderr.on('data', (text: Buffer) => {
    output += text;
  });
  const dir = await waitFor(
    'the second control plane runs',
    () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${output}`);
      const kubeconfig = /^export KUBECONFIG=(.*)$/m.exec(output)?.[1];
      return kubeconfig && dirname(kubeconfig);
    },
    { deadline: 60 },
    () => output,
  );
  return { child, dir, pids: recordedPids(dir) };
}

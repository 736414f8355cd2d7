import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../cluster/harness/folders';
import { isRunning, recordedPids } from '../cluster/harness/recorded-pids';
import { waitFor } from '../cluster/harness/wait-for';

const hook = join(repositoryRoot, 'test/cluster/harness/run-typescript.js');

describe('the processes of Argo CD', () => {
  it('and their folder are gone after their owner was killed', async () => {
    const owner = spawn(process.execPath, ['-r', hook, join(repositoryRoot, 'test/gitops/start.ts')]);
    let output = '';
    for (const stream of [owner.stdout, owner.stderr]) {
      stream.on('data', (text: Buffer) => {
        output += text;
      });
    }
    const dir = await waitFor(
      'a second Argo CD runs',
      () => {
        if (owner.exitCode !== null) throw new Error(`it ended: ${output}`);
        const kubeconfig = /^export KUBECONFIG=(\S+)/m.exec(output)?.[1];
        return kubeconfig && dirname(kubeconfig);
      },
      { deadline: 100 },
      () => output,
    );
    const pids = recordedPids(dir);
    expect(pids.filter(isRunning)).toHaveLength(6); // redis, four of Argo CD, the absent controllers

    owner.kill('SIGKILL');
    await waitFor('all is gone', () => (pids.some(isRunning) || existsSync(dir) ? undefined : true));
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { put, temporaryFolder } from '../synth/temporary-folder';

const PROGRAM = join(__dirname, '../../operator/build/chatgpt-operator.js');
const DEADLINE = 20_000;
const root = temporaryFolder();
const started: ChildProcess[] = [];
const listening: Server[] = [];

/** Runs the program. */
function start(args: readonly string[]) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: root(),
    env: { PATH: process.env.PATH, HOME: root() },
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  // `exit` may come before the last words
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, output }));
  const says = async (words: string) => {
    while (!output.includes(words)) await once(child.stdout, 'data');
  };
  return { child, ended, says };
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const server of listening.splice(0)) server.close();
});

// Kubernetes starts again what has ended, and lets live what answers /healthz
it(
  'ends where it cannot listen, though its probes answer already',
  async () => {
    put(root(), {
      kubeconfig: JSON.stringify({
        clusters: [{ name: 'none', cluster: { server: 'http://127.0.0.1:1' } }],
        users: [{ name: 'nobody', user: {} }],
        contexts: [{ name: 'main', context: { cluster: 'none', user: 'nobody' } }],
        'current-context': 'main',
      }),
    });
    const other = createServer().listen(0, '127.0.0.1');
    listening.push(other);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { ended } = start([
      'run',
      '--kubeconfig=kubeconfig',
      '--health-probe-bind-address=127.0.0.1:0',
      `--metrics-bind-address=127.0.0.1:${port}`,
    ]);
    expect(await ended).toMatchObject({ code: 1, output: expect.stringContaining('EADDRINUSE') });
  },
  DEADLINE,
);

// Linux gives no SIGTERM to the first process of a container that does not listen for it
it(
  'ends serve-hook in order by SIGTERM',
  async () => {
    const { child, ended, says } = start(['serve-hook', '--hook-bind-address=127.0.0.1:0']);
    await says('"answers"');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, output: expect.stringContaining('"clean":true') });
  },
  DEADLINE,
);

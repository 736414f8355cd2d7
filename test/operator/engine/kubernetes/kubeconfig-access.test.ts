import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

type Module = typeof import('../../../../operator/src/engine/kubernetes/kubeconfig-access');

const root = join(__dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-access-'));
let kubeConfigAccess: Module['kubeConfigAccess'];

beforeAll(() => {
  // jest can't load the ES modules that it is made of, but their bundle, which is what users run
  const bundle = join(folder, 'bundle.cjs');
  execFileSync(join(root, 'node_modules/.bin/esbuild'), [
    join(root, 'operator/src/engine/kubernetes/kubeconfig-access.ts'),
    ...['--bundle', '--platform=node', '--format=cjs', '--target=node20', '--log-level=error'],
    `--outfile=${bundle}`,
  ]);
  ({ kubeConfigAccess } = require(bundle) as Module);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

function config(user: object, cluster: object = {}, name = 'config'): string {
  const file = join(folder, name);
  const text = JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:6443', ...cluster } }],
    users: [{ name: 'u', user }],
    contexts: [
      { name: 'main', context: { cluster: 'c', user: 'u', namespace: 'shop' } },
      { name: 'nobody', context: { cluster: 'c', user: 'x' } },
      { name: 'nowhere', context: { cluster: 'x', user: 'u' } },
    ],
    'current-context': 'main',
  });
  writeFileSync(file, text);
  return file;
}

/** A plugin that counts its runs into its token. */
function plugin(status: object = {}): { readonly command: string; readonly runs: () => number } {
  const command = join(folder, 'plugin');
  const log = join(folder, 'runs');
  writeFileSync(log, '');
  const answer = JSON.stringify({ kind: 'ExecCredential', status: { token: 'run-COUNT', ...status } });
  const lines = [
    '#!/bin/sh',
    `echo run >> ${log}`,
    `echo '${answer}' | sed "s/COUNT/$(wc -l < ${log} | tr -d ' ')/"`,
  ];
  writeFileSync(command, lines.join('\n'));
  chmodSync(command, 0o755);
  return { command, runs: () => readFileSync(log, 'utf8').split('\n').length - 1 };
}

it('takes server, certificates, namespace and name from the context', async () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const file = config(
    { 'client-certificate-data': base64('CERT'), 'client-key-data': base64('KEY'), as: 'someone' },
    { 'certificate-authority-data': base64('CA'), 'tls-server-name': 'kubernetes' },
  );
  const access = await kubeConfigAccess({ file });
  const text = (value: unknown) => String(value);
  expect([access.certificateAuthority, access.certificate, access.key].map(text)).toEqual([
    'CA',
    'CERT',
    'KEY',
  ]);
  expect(access).toMatchObject({
    ...{ server: 'https://127.0.0.1:6443', serverName: 'kubernetes', namespace: 'shop', insecure: false },
    impersonate: { user: 'someone' },
  });
  expect(await access.authorization?.()).toBeUndefined();
});

it('gives tokens, and names with passwords', async () => {
  const token = await kubeConfigAccess({ file: config({ token: 'secret\n' }) });
  expect(await token.authorization?.()).toBe('Bearer secret');
  const basic = await kubeConfigAccess({ file: config({ username: 'a', password: 'b' }) });
  expect(await basic.authorization?.()).toBe('Basic YTpi');
});

it('reads the file again where its token is refused', async () => {
  const file = config({ token: 'old' });
  const access = await kubeConfigAccess({ file });
  expect(await access.authorization?.()).toBe('Bearer old');
  config({ token: 'new' });
  expect(await access.authorization?.()).toBe('Bearer old');
  expect(await access.authorization?.('Bearer old')).toBe('Bearer new');
});

it('runs a plugin again only where its token is refused or expired', async () => {
  const good = plugin({ expirationTimestamp: new Date(Date.now() + 3_600_000).toISOString() });
  const access = await kubeConfigAccess({ file: config({ exec: { command: good.command } }) });
  const headers = [await access.authorization?.(), await access.authorization?.()];
  expect([headers, good.runs()]).toEqual([['Bearer run-1', 'Bearer run-1'], 1]);
  expect(await access.authorization?.('Bearer run-1')).toBe('Bearer run-2');
});

it('does not run a plugin without expiry for each request', async () => {
  const endless = plugin();
  const access = await kubeConfigAccess({ file: config({ exec: { command: endless.command } }) });
  for (let request = 0; request < 10; request++) await access.authorization?.();
  expect(endless.runs()).toBeLessThanOrEqual(2);
});

it('speaks plain HTTP where the file says so, as to kubectl proxy', async () => {
  const access = await kubeConfigAccess({ file: config({}, { server: 'http://127.0.0.1:8001' }) });
  expect(access.server).toBe('http://127.0.0.1:8001');
});

it.each([
  [{ context: 'nobody' }, {}, 'context "nobody" names no user of the file'],
  [{ context: 'nowhere' }, {}, 'context "nowhere" names no cluster of the file'],
  [{ context: 'other' }, {}, 'context "other" names no user of the file'],
  [{}, { 'proxy-url': 'http://127.0.0.1:3128' }, 'proxy-url of cluster "c" is not supported'],
])('refuses %j of a cluster with %j', async (options, cluster, message) => {
  await expect(kubeConfigAccess({ file: config({}, cluster), ...options })).rejects.toThrow(message);
});

it('names the file that holds no kubeconfig', async () => {
  const empty = join(folder, 'empty');
  writeFileSync(empty, '\n');
  await expect(kubeConfigAccess({ file: empty })).rejects.toThrow(`kubeconfig ${empty}: is empty`);
  const missing = join(folder, 'missing');
  await expect(kubeConfigAccess({ file: missing })).rejects.toThrow(`kubeconfig ${missing}: ENOENT`);
});

async function withEnvironment<T>(variables: Record<string, string>, run: () => Promise<T>): Promise<T> {
  const { HOME, KUBECONFIG } = process.env;
  Object.assign(process.env, variables);
  try {
    return await run();
  } finally {
    Object.assign(process.env, { HOME, KUBECONFIG: KUBECONFIG ?? '' });
  }
}

describe('KUBECONFIG with several files', () => {
  const server = async (files: readonly string[], context?: string) => {
    const access = await withEnvironment({ KUBECONFIG: files.join(delimiter) }, () =>
      kubeConfigAccess({ context }),
    );
    return access.server;
  };

  /** Another cluster, under a name of its own. */
  function other(fields: object = {}): string {
    const file = join(folder, 'other');
    const text = JSON.stringify({
      clusters: [{ name: 'd', cluster: { server: 'https://127.0.0.1:7443' } }],
      users: [{ name: 'u', user: {} }],
      contexts: [{ name: 'other', context: { cluster: 'd', user: 'u' } }],
      'current-context': 'other',
      ...fields,
    });
    writeFileSync(file, text);
    return file;
  }

  // the other cluster is the wrong one: kubectl would change this one
  it('means the current context of the first that names one, as to kubectl', async () => {
    expect(await server([config({}), other()])).toBe('https://127.0.0.1:6443');
    expect(await server([other(), config({})])).toBe('https://127.0.0.1:7443');
    expect(await server([other({ 'current-context': '' }), config({})])).toBe('https://127.0.0.1:6443');
  });

  it('finds contexts of all of them, and takes the first of two with one name', async () => {
    expect(await server([config({}), other()], 'other')).toBe('https://127.0.0.1:7443');
    const same = { clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:8443' } }] };
    expect(await server([config({}), other(same)])).toBe('https://127.0.0.1:6443');
  });

  it('passes over files that are missing, unless all are', async () => {
    const missing = join(folder, 'missing');
    expect(await server([missing, '', config({})])).toBe('https://127.0.0.1:6443');
    await expect(server([missing, missing])).rejects.toThrow('no cluster: no file of KUBECONFIG exists');
  });
});

// a pod has a cluster, and tests may run in one
const isPod = existsSync('/var/run/secrets/kubernetes.io/serviceaccount/token');
const outsideOfPods = isPod ? it.skip : it;
if (isPod) process.stderr.write('not tried that no cluster is guessed: this runs in a pod, which has one\n');

outsideOfPods('refuses to guess where there is no cluster at all', async () => {
  await withEnvironment({ HOME: folder, KUBECONFIG: '' }, () =>
    expect(kubeConfigAccess()).rejects.toThrow('no cluster: KUBECONFIG is not set'),
  );
});

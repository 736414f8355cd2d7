import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { join } from 'node:path';
import { appYaml, environmentYaml } from '../fleet/fleet-fixture';
import { filesOf, put, temporaryFolder } from '../synth/temporary-folder';

const APP = join(__dirname, '../../apps/fleet.js');
const root = temporaryFolder();
const dist = () => filesOf(join(root(), 'dist'));

/** The fleet in two versions: every file of two apps changes, one app goes, and another one comes. */
function putFleet(version: 'old' | 'new'): void {
  fs.rmSync(join(root(), 'fleet'), { recursive: true, force: true });
  const others = version === 'old' ? ['gone'] : ['come'];
  for (const app of ['hello', 'shop', ...others]) {
    const image = `mcpServer: { image: 'registry.example.com/${app}:${version === 'old' ? '1.0.0' : '2.0.0'}' }`;
    put(root(), { [`fleet/apps/${app}.yaml`]: appYaml(app).replace(/mcpServer: .*/, image) });
  }
  put(root(), { 'fleet/environments/live.yaml': environmentYaml('live') });
}

/** @param hook a script that is run before the app, and may get in its way. */
function command(hook: string): string[] {
  put(root(), { 'hook.js': hook });
  return ['--require', join(root(), 'hook.js'), APP, '--quiet'];
}

function synth(hook = '') {
  const { status, signal, stderr } = spawnSync(process.execPath, command(hook), {
    cwd: root(),
    encoding: 'utf8',
  });
  return { status, signal, stderr };
}

let before: Record<string, string>;
let after: Record<string, string>;

beforeEach(() => {
  if (before === undefined) {
    const [old, next] = (['old', 'new'] as const).map((version): Record<string, string> => {
      fs.rmSync(join(root(), 'dist'), { recursive: true, force: true });
      putFleet(version);
      expect(synth()).toEqual({ status: 0, signal: null, stderr: '' });
      return { ...dist(), 'README.md': 'mine' };
    });
    [before, after] = [old ?? {}, next ?? {}];
    expect(Object.keys(before)).not.toEqual(Object.keys(after));
  }
  fs.rmSync(join(root(), 'dist'), { recursive: true, force: true });
  for (const [path, text] of Object.entries(before)) put(root(), { [`dist/${path}`]: text });
  putFleet('new');
});

/** Each file is the old one or the new one, whole; and the next run makes everything right. */
function expectRecovery(): void {
  for (const [path, text] of Object.entries(dist())) {
    if (path.startsWith('.synth')) continue;
    expect([before[path], after[path]]).toContain(text);
  }
  expect(dist()).toMatchObject({ 'README.md': 'mine' });
  expect(synth()).toEqual({ status: 0, signal: null, stderr: '' });
  expect(dist()).toEqual(after);
}

const killAt = (call: string, number: number) => `
const fs = require('node:fs');
const original = fs.${call};
let calls = 0;
fs.${call} = (...args) => {
  if (++calls === ${number}) process.kill(process.pid, 'SIGKILL');
  return original(...args);
};`;

it.each([
  ['writeFileSync', 5],
  ['renameSync', 1],
  ['renameSync', 2],
  ['renameSync', 9],
  ['rmSync', 3],
])(
  'killed at %s number %i, it leaves each file old or new',
  (call, number) => {
    expect(synth(killAt(call, number))).toEqual({ status: null, signal: 'SIGKILL', stderr: '' });
    expectRecovery();
  },
  30_000,
);

it('says that the disk is full, with an exit code, and leaves dist as it was', () => {
  // a limit of 1 KiB for each file is what a test may do to a real disk
  const limited = `ulimit -f 1; exec "$0" "$@"`;
  const { status, stderr } = spawnSync('/bin/bash', ['-c', limited, process.execPath, ...command('')], {
    cwd: root(),
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^dist: cannot be written: EFBIG/)]);
  expect(dist()).toEqual(before);
  expectRecovery();
}, 30_000);

it('says that an app cannot be rendered, with an exit code, and leaves dist as it was', () => {
  const { status, stderr } = synth(`
const { Chart } = require(${JSON.stringify(join(__dirname, '../../node_modules/cdk8s'))});
const { toJson } = Chart.prototype;
Chart.prototype.toJson = function () {
  if (this.node.id === 'shop') throw new Error('not today');
  return toJson.call(this);
};`);
  expect([status, stderr]).toEqual([1, expect.stringContaining('live/shop: not today')]);
  expect(dist()).toEqual(before);
  expectRecovery();
}, 30_000);

it('refuses to run while another run is writing, which is not disturbed', async () => {
  // the first one stops where it has written all and renamed nothing, until it is told to go on
  const hook = `
const fs = require('node:fs');
const original = fs.renameSync;
fs.renameSync = (from, to) => {
  if (to.endsWith('.yaml') && !fs.existsSync('go')) {
    fs.writeFileSync('waiting', '');
    while (!fs.existsSync('go')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  }
  return original(from, to);
};`;
  const first: ChildProcess = spawn(process.execPath, command(hook), { cwd: root() });
  const ended = once(first, 'exit');
  while (!fs.existsSync(join(root(), 'waiting'))) await new Promise((resolve) => setTimeout(resolve, 10));
  const { status, stderr } = synth();
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining(`another synth (process ${first.pid}) is writing`),
  ]);
  put(root(), { go: '' });
  expect(await ended).toEqual([0, null]);
  expect(dist()).toEqual(after);
}, 30_000);

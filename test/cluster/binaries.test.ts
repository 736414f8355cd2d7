import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from './harness/binaries';
import { withBuildLock } from './harness/build-lock';
import { toolsCacheFolder } from './harness/folders';
import { clusterTools, toolNames } from './harness/tools';

const environment = { ...process.env };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'binaries-test-'));
  process.env.XDG_CACHE_HOME = join(folder, 'cache');
  process.env.PATH = join(folder, 'bin'); // no Go there
  delete process.env.KUBEBUILDER_ASSETS;
});
afterEach(() => {
  for (const name of ['XDG_CACHE_HOME', 'PATH', 'KUBEBUILDER_ASSETS']) restore(name);
  rmSync(folder, { recursive: true });
});

describe('the binaries', () => {
  it('come from KUBEBUILDER_ASSETS where that folder has them all', async () => {
    process.env.KUBEBUILDER_ASSETS = programs('assets', toolNames);
    expect((await findBinaries()).kwok).toBe(join(folder, 'assets/kwok'));
  });

  it('that setup-envtest does not bring come from the build cache', async () => {
    process.env.KUBEBUILDER_ASSETS = programs('assets', ['etcd', 'kube-apiserver', 'kubectl']);
    mkdirSync(toolsCacheFolder(clusterTools), { recursive: true });
    for (const name of toolNames) program(join(toolsCacheFolder(clusterTools), name));
    expect(await findBinaries()).toMatchObject({
      'kube-apiserver': join(folder, 'assets/kube-apiserver'),
      'kube-scheduler': join(toolsCacheFolder(clusterTools), 'kube-scheduler'),
    });
  });

  it('that cannot be built for want of Go are named, with what to do', async () => {
    const printed = jest.spyOn(console, 'log').mockImplementation();
    process.env.KUBEBUILDER_ASSETS = programs('assets', ['etcd', 'kube-apiserver', 'kubectl']);
    await expect(findBinaries()).rejects.toThrow(
      /needs kube-controller-manager, kube-scheduler, kwok, and there is no "go".*install Go.*KUBEBUILDER_ASSETS.*USE_EXISTING_CLUSTER/s,
    );
    printed.mockRestore();
  });

  it('are not looked for in a KUBEBUILDER_ASSETS that is no folder', async () => {
    process.env.KUBEBUILDER_ASSETS = join(folder, 'absent');
    await expect(findBinaries()).rejects.toThrow('which is no folder');
  });
});

describe('the build lock', () => {
  it('lets one build at a time', async () => {
    const printed = jest.spyOn(console, 'log').mockImplementation();
    const events: string[] = [];
    const build = (name: string) =>
      withBuildLock(join(folder, 'lock'), async () => {
        events.push(`${name} begins`);
        await new Promise(setImmediate);
        events.push(`${name} ends`);
      });
    await Promise.all([build('first'), build('second')]);
    expect(events).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    printed.mockRestore();
  });

  it('is taken over from a process that died', async () => {
    const lock = join(folder, 'lock');
    writeFileSync(lock, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    const build = jest.fn().mockResolvedValue(undefined);
    await withBuildLock(lock, build);
    expect(build).toHaveBeenCalled();
  });
});

function programs(name: string, names: readonly string[]): string {
  const place = join(folder, name);
  mkdirSync(place);
  for (const each of names) program(join(place, each));
  return place;
}

function program(file: string): void {
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
}

function restore(name: string): void {
  const value = environment[name];
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

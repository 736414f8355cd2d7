import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withBuildLock } from './build-lock';
import { repositoryRoot } from './folders';
import { namesOf, type ToolSet } from './tool-set';
import { Watchdog } from './watchdog';

/**
 * Builds every tool of the set into `target`. All or nothing: the folder appears when the last tool is built.
 * A second run that wants the same waits for the first.
 *
 * @param wanted the tools that are missing, for the message to somebody who has no Go
 */
export async function buildTools(set: ToolSet, target: string, wanted: readonly string[]): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  await withBuildLock(`${target}.lock`, async () => {
    if (isComplete(set, target)) return; // another run has built it while we waited
    removeRemains(target);
    const building = mkdtempSync(`${target}.building-`);
    const watchdog = new Watchdog(building);
    try {
      await buildInto(building, set, wanted, watchdog);
      rmSync(join(building, 'tmp'), { recursive: true });
      renameSync(building, target);
    } finally {
      await watchdog.dismiss();
    }
  });
}

function isComplete(set: ToolSet, target: string): boolean {
  return namesOf(set).every((name) => existsSync(join(target, name)));
}

/** Half a folder, and what a build left that was killed together with its watchdog. Nobody builds while we hold the lock. */
function removeRemains(target: string): void {
  for (const name of readdirSync(dirname(target))) {
    const isRemains = name === basename(target) || name.startsWith(`${basename(target)}.building-`);
    if (isRemains) rmSync(join(dirname(target), name), { recursive: true });
  }
}

async function buildInto(
  folder: string,
  set: ToolSet,
  wanted: readonly string[],
  watchdog: Watchdog,
): Promise<void> {
  const start = Date.now();
  mkdirSync(join(folder, 'tmp'));
  console.log(
    `Building for the ${set.purpose} (once per version, some minutes; wanted: ${wanted.join(', ')})`,
  );
  const flags = ['-s', '-w', ...set.variables.map((variable) => `-X ${variable}`)].join(' ');
  for (const [name, source] of Object.entries(set.packages)) {
    const began = Date.now();
    const args = [
      'build',
      '-trimpath',
      '-buildvcs=false',
      '-ldflags',
      flags,
      '-o',
      join(folder, name),
      source,
    ];
    const child = spawnGo(args, join(repositoryRoot, set.module), join(folder, 'tmp'));
    await success(child, `go ${args.join(' ')}`, noGo(set, wanted), watchdog);
    console.log(`  ${name}: ${seconds(began)}`);
  }
  console.log(`Built in ${seconds(start)}`);
}

function spawnGo(args: readonly string[], module: string, temporary: string): ChildProcess {
  return spawn('go', args, {
    cwd: module,
    // the pins are the only input: no workspace, no flags of the user's own
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off', GOTMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function success(
  child: ChildProcess,
  command: string,
  messageWithoutGo: string,
  watchdog: Watchdog,
): Promise<void> {
  if (child.pid) watchdog.started(child.pid);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  const code = await exitOf(child, messageWithoutGo);
  if (child.pid) watchdog.ended(child.pid);
  if (code !== 0) throw new Error(`${command}\nfailed with ${code}:\n${errors.trim()}`);
}

function exitOf(child: ChildProcess, messageWithoutGo: string): Promise<number | string | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'ENOENT' ? new Error(messageWithoutGo, { cause }) : cause);
    });
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
}

function noGo(set: ToolSet, wanted: readonly string[]): string {
  const install = `install Go 1.26 or newer (https://go.dev/dl/); the tools are then built once, from ${set.module}/go.mod`;
  return [
    `The ${set.purpose} needs ${wanted.join(', ')}, and there is no "go" to build them.`,
    `Fix${set.otherWays.length > 0 ? ', one of' : ''}:`,
    ...[install, ...set.otherWays].map((way) => `  - ${way}`),
  ].join('\n');
}

function seconds(since: number): string {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}

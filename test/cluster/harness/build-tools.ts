import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withBuildLock } from './build-lock';
import { toolsModule } from './folders';
import { pinnedKubernetesVersion, type ToolName, toolNames, toolPackages } from './tools';
import { Watchdog } from './watchdog';

/**
 * Builds every tool from `tools/go.mod` into `target`. All or nothing: the folder appears when the last tool
 * is built. A second run that wants the same waits for the first.
 *
 * @param wanted the tools that are missing, for the message to somebody who has no Go
 */
export async function buildTools(target: string, wanted: readonly ToolName[]): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  await withBuildLock(`${target}.lock`, async () => {
    if (isComplete(target)) return; // another run has built it while we waited
    removeRemains(target);
    const building = mkdtempSync(`${target}.building-`);
    const watchdog = new Watchdog(building);
    try {
      await buildInto(building, wanted, watchdog);
      rmSync(join(building, 'tmp'), { recursive: true });
      renameSync(building, target);
    } finally {
      await watchdog.dismiss();
    }
  });
}

function isComplete(target: string): boolean {
  return toolNames.every((name) => existsSync(join(target, name)));
}

/** Half a folder, and what a build left that was killed together with its watchdog. Nobody builds while we hold the lock. */
function removeRemains(target: string): void {
  for (const name of readdirSync(dirname(target))) {
    const isRemains = name === basename(target) || name.startsWith(`${basename(target)}.building-`);
    if (isRemains) rmSync(join(dirname(target), name), { recursive: true });
  }
}

async function buildInto(folder: string, wanted: readonly ToolName[], watchdog: Watchdog): Promise<void> {
  const start = Date.now();
  mkdirSync(join(folder, 'tmp'));
  console.log(`Building the cluster's tools (once per version, some minutes; wanted: ${wanted.join(', ')})`);
  for (const name of toolNames) {
    const began = Date.now();
    const args = [
      'build',
      '-trimpath',
      '-ldflags',
      linkerFlags(),
      '-o',
      join(folder, name),
      toolPackages[name],
    ];
    await go(args, join(folder, 'tmp'), wanted, watchdog);
    console.log(`  ${name}: ${seconds(began)}`);
  }
  console.log(`Built in ${seconds(start)}`);
}

/** Without these the API server calls itself v0.0.0-master, and discovery clients choke on that. */
function linkerFlags(): string {
  const version = pinnedKubernetesVersion();
  const [major, minor] = version.slice(1).split('.');
  const set = (name: string, value: string | undefined) =>
    `-X k8s.io/component-base/version.${name}=${value}`;
  return ['-s', '-w', set('gitVersion', version), set('gitMajor', major), set('gitMinor', minor)].join(' ');
}

async function go(
  args: string[],
  temporary: string,
  wanted: readonly ToolName[],
  watchdog: Watchdog,
): Promise<void> {
  const child = spawn('go', args, {
    cwd: toolsModule,
    // the pins are the only input: no workspace, no flags of the user's own
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off', GOTMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (child.pid) watchdog.started(child.pid);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  const code = await exitOf(child, wanted);
  if (child.pid) watchdog.ended(child.pid);
  if (code !== 0) throw new Error(`go ${args.join(' ')}\nfailed with ${code}:\n${errors.trim()}`);
}

function exitOf(child: ChildProcess, wanted: readonly ToolName[]): Promise<number | string | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'ENOENT' ? new Error(noGo(wanted), { cause }) : cause);
    });
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
}

function noGo(wanted: readonly ToolName[]): string {
  return [
    `The test cluster needs ${wanted.join(', ')}, and there is no "go" to build them.`,
    'Fix, one of:',
    '  - install Go 1.26 or newer (https://go.dev/dl/); the tools are then built once, from test/cluster/tools/go.mod',
    '  - set KUBEBUILDER_ASSETS to a folder that holds them',
    '  - set USE_EXISTING_CLUSTER=true to test on the cluster of your KUBECONFIG (kind, for example)',
  ].join('\n');
}

function seconds(since: number): string {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}

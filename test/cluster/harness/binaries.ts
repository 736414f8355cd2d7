import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { buildTools } from './build-tools';
import { toolsCacheFolder } from './folders';
import { isExecutable } from './is-executable';
import type { Programs } from './tool-set';
import { clusterTools, type ToolName, toolNames } from './tools';

const run = promisify(execFile);

/** Where each program stands. */
export type Binaries = Programs<ToolName>;

/**
 * Finds the programs in `KUBEBUILDER_ASSETS`, and builds what is not there from the pinned Go modules, once
 * per pin. (A folder made by setup-envtest holds only etcd, kube-apiserver and kubectl.)
 */
export async function findBinaries(): Promise<Binaries> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets && !isFolder(assets)) {
    throw new Error(
      `KUBEBUILDER_ASSETS names ${assets}, which is no folder.\nFix: correct it, or unset it to have the tools built.`,
    );
  }
  const missing = toolNames.filter((name) => !assets || !isExecutable(join(assets, name)));
  const built = toolsCacheFolder(clusterTools);
  if (missing.some((name) => !isExecutable(join(built, name)))) {
    if (assets)
      console.log(`KUBEBUILDER_ASSETS has no ${missing.join(', ')}: taking these from the pinned build.`);
    await buildTools(clusterTools, built, missing);
  }
  const place = (name: ToolName) => join(assets && !missing.includes(name) ? assets : built, name);
  return Object.fromEntries(toolNames.map((name) => [name, place(name)])) as Binaries;
}

/** A kubectl for a cluster of the user's own, for which nothing is built. */
export function findKubectl(): string {
  const folders = [
    process.env.KUBEBUILDER_ASSETS,
    ...(process.env.PATH ?? '').split(delimiter),
    toolsCacheFolder(clusterTools),
  ];
  for (const folder of folders) {
    if (folder && isExecutable(join(folder, 'kubectl'))) return join(folder, 'kubectl');
  }
  throw new Error(
    'USE_EXISTING_CLUSTER needs kubectl.\nFix: install it, or set KUBEBUILDER_ASSETS to a folder that holds it.',
  );
}

/** The version that a kube-apiserver says of itself. It differs from the pin where KUBEBUILDER_ASSETS brings another. */
export async function kubernetesVersion(binaries: Binaries): Promise<string> {
  const { stdout } = await run(binaries['kube-apiserver'], ['--version']);
  return stdout.trim().replace('Kubernetes ', '');
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

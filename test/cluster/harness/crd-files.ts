import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, repositoryRoot } from './folders';
import type { ThirdPartyCrd } from './third-party-crds';

const DOWNLOAD_MILLISECONDS = 60_000;

/** Where CRD files are looked for, in this order, before they are downloaded into `cache`. */
export interface CrdFolders {
  readonly shared: string;
  readonly cache: string;
}

const usualFolders = (): CrdFolders => ({
  shared: join(repositoryRoot, '../shared/crds'),
  cache: join(cacheFolder(), 'crds'),
});

/** The file with exactly the pinned content: from the folder beside the checkout, the cache, or the network. */
export async function findCrdFile(crd: ThirdPartyCrd, folders: CrdFolders = usualFolders()): Promise<string> {
  const shared = join(folders.shared, crd.path);
  if (hasContent(shared, crd.sha256)) return shared;
  // the sum is part of the path, so that checkouts with different pins do not fight over a file
  const cached = join(folders.cache, crd.sha256.slice(0, 16), crd.path);
  if (hasContent(cached, crd.sha256)) return cached;
  const content = await download(crd, cached);
  mkdirSync(dirname(cached), { recursive: true });
  const unfinished = `${cached}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, cached);
  return cached;
}

function hasContent(file: string, sha256: string): boolean {
  return existsSync(file) && sumOf(readFileSync(file)) === sha256;
}

async function download(crd: ThirdPartyCrd, destination: string): Promise<Buffer> {
  const fix = `Fix: put the file there by hand: ${destination}`;
  let content: Buffer;
  try {
    const response = await fetch(crd.url, { signal: AbortSignal.timeout(DOWNLOAD_MILLISECONDS) });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    content = Buffer.from(await response.arrayBuffer());
  } catch (cause) {
    throw new Error(`Could not download ${crd.url} (${reasonOf(cause)}).\n${fix}`, { cause });
  }
  const sum = sumOf(content);
  if (sum !== crd.sha256)
    throw new Error(`${crd.url} has the sha256 ${sum}, but ${crd.sha256} is pinned. It is not used.\n${fix}`);
  return content;
}

/** fetch hides the reason ("connect ECONNREFUSED …") one level down. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as {
    readonly message?: string;
    readonly cause?: { readonly message?: string };
  };
  return cause?.message || message || String(error);
}

function sumOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

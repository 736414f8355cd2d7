import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Io } from './io';

/** More than any manifest has: etcd takes 1.5 MiB per object. */
export const LARGEST_FILE = 8 * 1024 * 1024;

/** Why a file could not be read or holds nothing, as the two lines of a finding. */
export interface FileProblem {
  readonly rule: string;
  readonly fix: string;
}

export type FileContent = { readonly text: string } | { readonly problem: FileProblem };

/** The name under which standard input is asked for. */
export const STDIN = '-';

/** Reads a file, or standard input for `-`, as UTF-8. What can go wrong with a file is a value. */
export async function readInput(file: string, io: Io): Promise<FileContent> {
  try {
    if (file === STDIN) return await readChunks(io.stdin);
    const path = resolve(io.cwd, file);
    const stats = await stat(path);
    if (stats.isDirectory()) return directoryProblem(file);
    if (stats.size > LARGEST_FILE) return { problem: tooLarge() };
    return await readChunks(createReadStream(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { problem: accessProblem(code, message) };
  }
}

async function readChunks(stream: AsyncIterable<Uint8Array>): Promise<FileContent> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    // a pipe or a device does not tell its size before
    if (size > LARGEST_FILE) return { problem: tooLarge() };
    chunks.push(chunk);
  }
  return decode(Buffer.concat(chunks));
}

function decode(bytes: Buffer): FileContent {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const offset = firstInvalidByte(bytes);
    const line = bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1;
    const rule = `is not UTF-8: byte ${offset}, in line ${line}, belongs to no character`;
    return { problem: { rule, fix: 'save the file as UTF-8' } };
  }
}

/** By bisection, because a TextDecoder does not say where it fails. */
function firstInvalidByte(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const length = Math.floor((valid + invalid) / 2);
    if (length <= bytes.length && isValidPrefix(bytes.subarray(0, length))) valid = length;
    else invalid = length;
  }
  return invalid - 1;
}

function isValidPrefix(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function tooLarge(): FileProblem {
  return {
    rule: `is larger than ${LARGEST_FILE / 1024 / 1024} MiB, the most that is read`,
    fix: 'pass manifests only, and split the file',
  };
}

function directoryProblem(file: string): FileContent {
  const pattern = `${file.replace(/[\\/]+$/, '')}/*.yaml`;
  return { problem: { rule: 'is a directory', fix: `pass the files, such as ${pattern}` } };
}

function accessProblem(code: string, message: string): FileProblem {
  if (code === 'ENOENT') return { rule: 'does not exist', fix: 'correct the name' };
  if (code === 'EACCES' || code === 'EPERM') {
    return { rule: 'may not be read by this user', fix: 'change its permissions' };
  }
  return { rule: `cannot be read (${message})`, fix: 'pass a readable file' };
}

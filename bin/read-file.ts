import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { accessProblem, decodeUtf8, type FileText, LARGEST_FILE, tooLarge } from '../lib/manifest/file-text';
import type { Io } from './io';

/** The name under which standard input is asked for. */
export const STDIN = '-';

/** Reads a file, or standard input for `-`, as UTF-8. What can go wrong with a file is a value. */
export async function readInput(file: string, io: Io): Promise<FileText> {
  try {
    if (file === STDIN) return await readChunks(io.stdin);
    const path = resolve(io.cwd, file);
    const stats = await stat(path);
    if (stats.isDirectory()) return directoryProblem(file);
    if (stats.size > LARGEST_FILE) return { problem: tooLarge() };
    return await readChunks(createReadStream(path));
  } catch (error) {
    return { problem: accessProblem(error) };
  }
}

async function readChunks(stream: AsyncIterable<Uint8Array>): Promise<FileText> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    // a pipe or a device does not tell its size before
    if (size > LARGEST_FILE) return { problem: tooLarge() };
    chunks.push(chunk);
  }
  return decodeUtf8(Buffer.concat(chunks));
}

function directoryProblem(file: string): FileText {
  const pattern = `${file.replace(/[\\/]+$/, '')}/*.yaml`;
  return { problem: { rule: 'is a directory', fix: `pass the files, such as ${pattern}` } };
}

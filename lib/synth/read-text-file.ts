import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';

/** More than any manifest has: etcd takes 1.5 MiB per object. */
const LARGEST_FILE = 8 * 1024 * 1024;

/** Why a file or folder gives no text, as the two lines of a finding. */
export interface ReadProblem {
  readonly rule: string;
  readonly fix: string;
}

export type TextFile = { readonly text: string } | { readonly problem: ReadProblem };

/** Reads a file as UTF-8. What can be wrong with a file is a value, not an exception. */
export function readTextFile(path: string): TextFile {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) {
      return { problem: { rule: 'is a directory', fix: 'put a file there, or rename the directory' } };
    }
    // reading a pipe would wait for its writer
    if (!stats.isFile()) return { problem: { rule: 'is no regular file', fix: 'put a file there' } };
    return stats.size > LARGEST_FILE ? { problem: tooLarge(stats.size) } : decoded(readFileSync(path));
  } catch (error) {
    return { problem: accessProblem(error) };
  }
}

/** What an exception of the file system means; any other exception is passed on. */
export function accessProblem(error: unknown): ReadProblem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  if (code === 'ENOENT') return { rule: 'does not exist', fix: 'create it, or correct the link to it' };
  if (code === 'EACCES' || code === 'EPERM') {
    return { rule: 'may not be read by this user', fix: 'change its permissions' };
  }
  return { rule: `cannot be read (${message})`, fix: 'make it readable' };
}

function decoded(bytes: Buffer): TextFile {
  if (isUtf8(bytes)) return { text: bytes.toString('utf8') };
  const rule = `is not UTF-8: line ${firstInvalidLine(bytes)} holds bytes that are no character`;
  return { problem: { rule, fix: 'save the file as UTF-8' } };
}

/** No byte of a longer character equals a line feed, so each line can be judged alone. */
function firstInvalidLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
    line++;
  }
  return line;
}

function tooLarge(bytes: number): ReadProblem {
  const mebibytes = (size: number) => Math.ceil((size / 1024 / 1024) * 10) / 10;
  return {
    rule: `has ${mebibytes(bytes)} MiB, more than the ${mebibytes(LARGEST_FILE)} MiB that are read`,
    fix: 'keep one app per file, and put large widgets into the image',
  };
}

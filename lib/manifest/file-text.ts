import { isUtf8 } from 'node:buffer';

/** More than any manifest has: etcd takes 1.5 MiB per object. */
export const LARGEST_FILE = 8 * 1024 * 1024;

/** Why a file or folder gives no text, as the two lines of a finding. */
export interface ReadProblem {
  readonly rule: string;
  readonly fix: string;
}

export type FileText = { readonly text: string } | { readonly problem: ReadProblem };

/** The bytes of a file as text; a byte order mark stays, the reader of manifests knows it. */
export function decodeUtf8(bytes: Buffer): FileText {
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

/** The problem of a file over `LARGEST_FILE`. */
export function tooLarge(): ReadProblem {
  return {
    rule: `is larger than ${LARGEST_FILE / 1024 / 1024} MiB, the most that is read`,
    fix: 'keep one app per file, and put large widgets into the image',
  };
}

/** What an exception of the file system means; any other exception is passed on. */
export function accessProblem(error: unknown): ReadProblem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  if (code === 'ENOENT') return { rule: 'does not exist', fix: 'create it, or correct the name' };
  if (code === 'EACCES' || code === 'EPERM') {
    return { rule: 'may not be read by this user', fix: 'change its permissions' };
  }
  return { rule: `cannot be read (${message})`, fix: 'make it readable' };
}

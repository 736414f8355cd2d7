import { readFileSync, statSync } from 'node:fs';
import { accessProblem, decodeUtf8, type FileText, LARGEST_FILE, tooLarge } from '../manifest/file-text';

/** Reads a file as UTF-8. What can be wrong with a file is a value, not an exception. */
export function readTextFile(path: string): FileText {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) {
      return { problem: { rule: 'is a directory', fix: 'put a file there, or rename the directory' } };
    }
    // reading a pipe would wait for its writer
    if (!stats.isFile()) return { problem: { rule: 'is no regular file', fix: 'put a file there' } };
    return stats.size > LARGEST_FILE ? { problem: tooLarge() } : decodeUtf8(readFileSync(path));
  } catch (error) {
    return { problem: accessProblem(error) };
  }
}

import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated-files';
import { messageOf } from './message-of';
import type { OutputFile } from './output-file';
import { withLock } from './output-lock';
import { NO_PROGRESS, type Progress } from './progress';

/** What writing changed, as paths relative to the folder. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

export interface WriteOptions {
  /**
   * The first line of the files that are ours: others with this line are removed.
   *
   * @default - no file is removed
   */
  readonly header?: string;
  /** Is told how many files are written. @default - nobody */
  readonly progress?: Progress;
}

/** A file that will get other bytes, or none. */
interface Change {
  readonly path: string;
  /** Undefined where there was no file. */
  readonly before?: Buffer;
  /** Undefined where the file is to be removed. */
  readonly text?: string;
}

/**
 * Makes the files in the folder exactly these. Files that are right already are not touched, files of others stay, and
 * where anything fails, everything is as it was before.
 */
export function writeFiles(
  folder: string,
  files: readonly OutputFile[],
  options: WriteOptions = {},
): WriteReport {
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
  try {
    return withLock(folder, (staging) => {
      const { changes, unchanged } = plan(folder, files, options.header);
      apply(folder, staging, changes, options.progress ?? NO_PROGRESS);
      const removed = changes.filter(({ text }) => text === undefined).map(({ path }) => path);
      for (const path of removed) removeEmptyFolders(folder, path);
      const written = changes.filter(({ text }) => text !== undefined).map(({ path }) => path);
      return { written, removed, unchanged };
    });
  } catch (error) {
    if (isNew) removeIfEmpty(folder);
    throw error;
  }
}

function plan(folder: string, files: readonly OutputFile[], header: string | undefined) {
  const changes: Change[] = [];
  const unchanged: string[] = [];
  for (const { path, text } of files) {
    const file = join(folder, path);
    // asked first: an error for each new file costs more than all the rest
    if (!existsSync(file)) changes.push({ path, text });
    else if (hasText(file, text)) unchanged.push(path);
    else changes.push({ path, before: bytesOf(file), text });
  }
  const stale =
    header === undefined ? [] : generatedFiles(folder, header, new Set(files.map(({ path }) => path)));
  // what is new comes first, so that a stale file goes only when all others are there
  for (const path of stale) changes.push({ path, before: bytesOf(join(folder, path)) });
  return { changes, unchanged };
}

function hasText(file: string, text: string): boolean {
  // text is read in half the time of bytes; what is no text is read as this character
  const isSure = !text.includes('\ufffd');
  if (isSure && naming(file, () => readFileSync(file, 'utf8')) === text) return true;
  return bytesOf(file).equals(Buffer.from(text));
}

/** All bytes are on the disk before the first file changes; then each file changes at once, by a rename. */
function apply(folder: string, staging: string, changes: readonly Change[], progress: Progress): void {
  changes.forEach(({ text }, index) => {
    if (text !== undefined) writeFileSync(join(staging, String(index)), text);
    progress.report('files written', index + 1, changes.length);
  });
  const folders = new Set<string>();
  const done: Change[] = [];
  try {
    changes.forEach((change, index) => {
      const target = join(folder, change.path);
      if (change.text === undefined) rmSync(target);
      else {
        makeFolder(dirname(target), folders);
        renameSync(join(staging, String(index)), target);
      }
      done.push(change);
    });
  } catch (error) {
    for (const change of done.reverse()) undo(folder, staging, change);
    for (const { path } of changes) removeEmptyFolders(folder, path);
    throw error;
  }
}

/** @param made folders that exist by now: most files lie in one with others. */
function makeFolder(folder: string, made: Set<string>): void {
  if (made.has(folder)) return;
  mkdirSync(folder, { recursive: true });
  made.add(folder);
}

function undo(folder: string, staging: string, { path, before }: Change): void {
  const target = join(folder, path);
  if (before === undefined) {
    rmSync(target);
    return;
  }
  const restored = join(staging, 'restored');
  writeFileSync(restored, before);
  renameSync(restored, target);
}

function bytesOf(file: string): Buffer {
  return naming(file, () => readFileSync(file));
}

/** @throws what the work throws, with the file in front. */
function naming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`${file}: ${messageOf(error)}`, { cause: error });
  }
}

function removeEmptyFolders(folder: string, path: string): void {
  let parent = dirname(path);
  while (parent !== '.' && removeIfEmpty(join(folder, parent))) parent = dirname(parent);
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    // not empty, or gone already: either way there is nothing to do
    return false;
  }
}

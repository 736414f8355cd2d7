import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from './chart-files';
import { generatedFiles } from './generated-files';
import { withLock } from './output-lock';

/** What writing changed, as paths relative to the folder. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/** A file that will get other bytes, or none. */
interface Change {
  readonly path: string;
  /** Undefined where there was no file. */
  readonly before?: Buffer;
  /** Undefined where the file is to be removed. */
  readonly after?: Buffer;
}

/**
 * Makes the generated files in the folder exactly these. Files that are right already are not touched, files of
 * others stay, and where anything fails, everything is as it was before.
 */
export function writeFiles(folder: string, files: readonly OutputFile[]): WriteReport {
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
  try {
    return withLock(folder, (staging) => {
      const { changes, unchanged } = plan(folder, files);
      apply(folder, staging, changes);
      const removed = changes.filter(({ after }) => after === undefined).map(({ path }) => path);
      for (const path of removed) removeEmptyFolders(folder, path);
      const written = changes.filter(({ after }) => after !== undefined).map(({ path }) => path);
      return { written, removed, unchanged };
    });
  } catch (error) {
    if (isNew) removeIfEmpty(folder);
    throw error;
  }
}

function plan(folder: string, files: readonly OutputFile[]) {
  const wanted = files.map(
    ({ path, text }): Change => ({
      path,
      before: readIfExists(join(folder, path)),
      after: Buffer.from(text),
    }),
  );
  const paths = new Set(files.map(({ path }) => path));
  const stale = generatedFiles(folder)
    .filter((path) => !paths.has(path))
    .map((path): Change => ({ path, before: readIfExists(join(folder, path)) }));
  const isRight = ({ before, after }: Change) => after !== undefined && before?.equals(after) === true;
  return {
    // what is new comes first, so that a stale file goes only when all others are there
    changes: [...wanted.filter((change) => !isRight(change)), ...stale],
    unchanged: wanted.filter(isRight).map(({ path }) => path),
  };
}

/** All bytes are on the disk before the first file changes; then each file changes at once, by a rename. */
function apply(folder: string, staging: string, changes: readonly Change[]): void {
  changes.forEach(({ after }, index) => {
    if (after !== undefined) writeFileSync(join(staging, String(index)), after);
  });
  const done: Change[] = [];
  try {
    changes.forEach((change, index) => {
      const target = join(folder, change.path);
      if (change.after === undefined) rmSync(target);
      else {
        mkdirSync(dirname(target), { recursive: true });
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

function readIfExists(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new Error(`${file}: ${message}`, { cause: error });
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

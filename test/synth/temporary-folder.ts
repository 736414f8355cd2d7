import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * An own folder for each test of a file, removed after it; `root()` is the one of the running test.
 *
 * @param parent where it lies.
 */
export function temporaryFolder(parent = tmpdir()): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(parent, 'fleet-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

/**
 * A file system in memory, where the machine has one. For a test that makes thousands of folders: a journalled disk takes
 * longer to remove them than the test to compare them.
 */
export function memoryFolder(): string {
  const sharedMemory = '/dev/shm';
  try {
    accessSync(sharedMemory, constants.W_OK);
    return sharedMemory;
  } catch {
    return tmpdir();
  }
}

/** Writes files by their paths in the folder. */
export function put(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** All files below the folder with what is in them, hidden ones included. */
export function filesOf(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter((path) => statSync(join(root, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

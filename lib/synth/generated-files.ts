import { closeSync, type Dirent, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files that an earlier run wrote into the folder: those that begin with the header, at any depth. Links and hidden
 * folders are passed over.
 *
 * @param keep those that are not looked at.
 */
export function generatedFiles(folder: string, header: string, keep: ReadonlySet<string>): string[] {
  const below = (parent: string): string[] => {
    const found = entries(folder, parent);
    const files = found
      .filter(isYamlFile)
      .map(({ name }) => joined(parent, name))
      .filter((path) => !keep.has(path) && hasHeader(join(folder, path), header));
    const folders = found.filter(isSearched).map(({ name }) => joined(parent, name));
    return [...files, ...folders.flatMap(below)];
  };
  return below('');
}

function isYamlFile(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith('.yaml');
}

function isSearched(entry: Dirent): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules';
}

function joined(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`;
}

// sorted, because the order of a directory is that of its file system
function entries(folder: string, path: string): Dirent[] {
  const found = readdirSync(join(folder, path), { withFileTypes: true });
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function hasHeader(file: string, header: string): boolean {
  const start = Buffer.alloc(Buffer.byteLength(header));
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, start);
  } finally {
    closeSync(descriptor);
  }
  return start.toString() === header;
}

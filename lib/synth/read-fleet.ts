import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FleetDocument, FleetFinding } from '../fleet/fleet-document';
import type { FleetDocuments } from '../fleet/fleet-plan';
import { accessProblem, type ReadProblem } from '../manifest/file-text';
import { readManifests } from '../manifest/read-manifests';
import { readTextFile } from './read-text-file';

/** The documents of a fleet folder, and what is wrong with its files. */
export interface FleetFiles {
  readonly documents: FleetDocuments;
  readonly findings: readonly FleetFinding[];
}

/** The documents of one folder of a fleet. */
interface FolderFiles {
  readonly documents: readonly FleetDocument[];
  readonly findings: readonly FleetFinding[];
}

/**
 * Reads `<folder>/apps/*.yaml` and `<folder>/environments/*.yaml`. Everything that is wrong is reported, not only
 * the first.
 *
 * @param root the folder that names in messages are relative to.
 * @param folder the fleet's folder, relative to root.
 */
export function readFleet(root: string, folder: string): FleetFiles {
  const apps = readFolder(root, `${folder}/apps`, 'app');
  const environments = readFolder(root, `${folder}/environments`, 'environment');
  return {
    documents: {
      apps: apps.documents,
      environments: environments.documents,
      appsAreIncomplete: apps.findings.some(({ severity }) => severity === 'error'),
    },
    findings: [...apps.findings, ...environments.findings],
  };
}

function readFolder(root: string, folder: string, noun: string): FolderFiles {
  const entries = listFolder(join(root, folder));
  if ('rule' in entries) return { documents: [], findings: [fileFinding(folder, entries)] };
  const read = entries.map((entry) => readEntry(root, folder, entry));
  const documents = read.flatMap((file) => file.documents);
  const findings = read.flatMap((file) => file.findings);
  // an empty fleet is taken for an accident: it would remove every app from every cluster
  const isEmpty = documents.length === 0 && findings.length === 0;
  const empty = { rule: `contains no ${noun}`, fix: `add a file such as ${folder}/my-${noun}.yaml` };
  return { documents, findings: isEmpty ? [fileFinding(folder, empty)] : findings };
}

function listFolder(path: string): Dirent[] | ReadProblem {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && (isYaml(entry.name) || isDirectory(path, entry)))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR')
      return { rule: 'is no directory', fix: 'put files into a directory of this name' };
    if (code === 'ENOENT')
      return { rule: 'does not exist', fix: 'create it, or run this where your fleet is' };
    return accessProblem(error);
  }
}

/** A link to a directory is one, too: apps in it would be missed without a word. */
function isDirectory(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(join(folder, entry.name)).isDirectory();
  } catch {
    // it leads nowhere; where it has the name of a file, reading that tells
    return false;
  }
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

function readEntry(root: string, folder: string, entry: Dirent): FolderFiles {
  const file = `${folder}/${entry.name}`;
  // of what has another name only directories are listed
  if (!isYaml(entry.name)) {
    const fix = `put its files into ${folder} itself, or hide it by a name that starts with a dot`;
    return {
      documents: [],
      findings: [fileFinding(file, { rule: 'is a directory, which is not read', fix })],
    };
  }
  const content = readTextFile(join(root, file));
  return 'problem' in content
    ? { documents: [], findings: [fileFinding(file, content.problem)] }
    : readText(file, content.text);
}

function readText(file: string, text: string): FolderFiles {
  const documents = readManifests(text).filter(
    ({ value, findings }) => value !== undefined || findings.length > 0,
  );
  if (documents.length === 0) {
    const rule = text.trim() === '' ? 'is empty' : 'contains no document, only comments';
    return { documents: [], findings: [fileFinding(file, { rule, fix: 'write its content, or remove it' })] };
  }
  return {
    documents: documents.flatMap(({ value, locate }) => (value === undefined ? [] : { file, value, locate })),
    findings: documents.flatMap(({ findings }) =>
      findings.map(({ line, column, ...finding }) => ({ ...finding, file, position: { line, column } })),
    ),
  };
}

function fileFinding(file: string, problem: ReadProblem): FleetFinding {
  return { severity: 'error', path: [], file, ...problem };
}

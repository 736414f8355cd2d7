import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { accessProblem } from '../lib/manifest/file-text';
import type { JsonObject, JsonValue } from '../lib/manifest/json-value';
import { readManifests } from '../lib/manifest/read-manifests';
import { formatFinding } from '../lib/validation/finding';
import type { Io } from './io';
import { readInput, STDIN } from './read-file';

/** A file that is needed cannot be used. */
export class InputError extends Error {}

/** A document, and the file that it is in. */
export interface InputDocument {
  readonly file: string;
  readonly value: JsonValue;
}

/**
 * The documents of a file, of all YAML and JSON files in a folder, or of standard input.
 *
 * @throws InputError where one cannot be read.
 */
export async function readDocuments(path: string, io: Io): Promise<InputDocument[]> {
  const documents: InputDocument[] = [];
  for (const file of filesAt(path, io)) documents.push(...(await documentsIn(file, io)));
  return documents;
}

/** Those documents that are objects of a kind. */
export function ofKind(documents: readonly InputDocument[], kind: string): JsonObject[] {
  return documents
    .map(({ value }) => value)
    .filter(
      (value): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value),
    )
    .filter((value) => value.kind === kind);
}

async function documentsIn(file: string, io: Io): Promise<InputDocument[]> {
  const content = await readInput(file, io);
  if ('problem' in content) throw inputError(file, content.problem);
  return readManifests(content.text).flatMap(({ value, findings }) => {
    const error = findings.find(({ severity }) => severity === 'error');
    if (error) throw new InputError(formatFinding(`${file}:${error.line}:${error.column}`, error));
    return value === undefined ? [] : [{ file, value }];
  });
}

function filesAt(path: string, io: Io): string[] {
  if (path === STDIN) return [path];
  try {
    if (!statSync(resolve(io.cwd, path)).isDirectory()) return [path];
    const names = readdirSync(resolve(io.cwd, path), { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => /\.(ya?ml|json)$/.test(name))
      .sort()
      .map((name) => join(path, name));
  } catch (error) {
    throw inputError(path, accessProblem(error));
  }
}

function inputError(
  file: string,
  { rule, fix }: { readonly rule: string; readonly fix: string },
): InputError {
  return new InputError(formatFinding(file, { severity: 'error', path: [], rule, fix }));
}

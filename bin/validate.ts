import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ManifestDocument, type ManifestFinding, readManifests } from '../lib/manifest/read-manifests';
import { valueAt } from '../lib/validation/field-path';
import type { Finding } from '../lib/validation/finding';
import { compareDocuments } from './compare-documents';
import { ExitCode, type Io, UsageError } from './io';
import { printJson, printText } from './print-report';
import { readInput, STDIN } from './read-file';
import type { Dependencies } from './run';
import { type DocumentReport, type FileReport, isValid } from './validation-report';

export const VALIDATE_USAGE = `Usage: chatgpt-apps validate [options] FILE…

Checks ChatGPTApp manifests (YAML or JSON, several documents per file) as the API server would.
FILE may be - for standard input.

Options:
  -o, --output text|json  how to report (default: text)
  -q, --quiet             text only: print errors, but no warnings and no summary
  -h, --help              show this help

Exit codes: 0 all valid, 1 something invalid, 2 could not run (usage, a file that cannot be read).
`;

/** The command `validate`. Checks all files whatever it finds; gives the exit code. */
export async function validate(argv: readonly string[], io: Io, { check }: Dependencies): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      output: { type: 'string', short: 'o', default: 'text' },
      quiet: { type: 'boolean', short: 'q', default: false },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
  if (values.help) {
    io.stdout.write(VALIDATE_USAGE);
    return ExitCode.valid;
  }
  if (values.output !== 'text' && values.output !== 'json') {
    throw new UsageError(`--output is text or json, not "${values.output}"`);
  }
  if (positionals.length === 0) throw new UsageError('a file is missing');

  const files: FileReport[] = [];
  for (const file of withoutRepetitions(positionals, io.cwd)) files.push(await validateFile(file, io, check));
  compareDocuments(files);
  if (values.output === 'json') printJson(files, io);
  else printText(files, io, values.quiet);
  return exitCode(files);
}

/** Patterns of a shell may overlap; the same file twice is no duplicate app. */
function withoutRepetitions(files: readonly string[], cwd: string): string[] {
  const byPath = new Map<string, string>();
  for (const file of files) {
    const path = file === STDIN ? STDIN : resolve(cwd, file);
    if (!byPath.has(path)) byPath.set(path, file);
  }
  return [...byPath.values()];
}

async function validateFile(file: string, io: Io, check: Dependencies['check']): Promise<FileReport> {
  const name = file === STDIN ? '<stdin>' : file;
  const content = await readInput(file, io);
  if ('problem' in content) {
    return { file: name, documents: [], problem: { ...content.problem, unreadable: true } };
  }
  const documents = readManifests(content.text)
    .filter((document) => document.value !== undefined || document.findings.length > 0)
    .map((document) => validateDocument(document, check));
  if (documents.length > 0) return { file: name, documents };
  const problem = { rule: 'contains no document', fix: 'add a ChatGPTApp, or do not pass the file' };
  return { file: name, documents, problem: { ...problem, unreadable: false } };
}

function validateDocument(document: ManifestDocument, check: Dependencies['check']): DocumentReport {
  const { value, findings } = document;
  // a text that cannot be parsed has told its errors already
  const checked = value === undefined ? { errors: [], warnings: [] } : check(value);
  const locate = (finding: Finding): ManifestFinding => ({ ...finding, ...document.locate(finding.path) });
  return {
    kind: stringAt(value, ['kind']),
    name: stringAt(value, ['metadata', 'name']),
    namespace: stringAt(value, ['metadata', 'namespace']),
    host: stringAt(value, ['spec', 'host']),
    errors: [...findings.filter(({ severity }) => severity === 'error'), ...checked.errors.map(locate)],
    warnings: [...findings.filter(({ severity }) => severity === 'warning'), ...checked.warnings.map(locate)],
    locate: document.locate,
  };
}

function stringAt(value: unknown, path: readonly string[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
}

function exitCode(files: readonly FileReport[]): number {
  if (files.some((file) => file.problem?.unreadable)) return ExitCode.couldNotRun;
  const valid = files.every((file) => file.problem === undefined && file.documents.every(isValid));
  return valid ? ExitCode.valid : ExitCode.invalid;
}

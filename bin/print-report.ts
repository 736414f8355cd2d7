import { styleText } from 'node:util';
import type { ManifestFinding } from '../lib/manifest/read-manifests';
import { formatFieldPath } from '../lib/validation/field-path';
import { formatFinding } from '../lib/validation/finding';
import type { Io, Output } from './io';
import { type DocumentReport, type FileReport, isValid } from './validation-report';

/** The report for people: findings and summary to stdout, files that could not be read to stderr. */
export function printText(files: readonly FileReport[], io: Io, quiet: boolean): void {
  for (const { file, documents, problem } of files) {
    if (problem !== undefined) {
      const output = problem.unreadable ? io.stderr : io.stdout;
      print(output, 'red', formatFinding(file, { severity: 'error', path: [], ...problem }), io);
    }
    for (const finding of documents.flatMap((document) => inOrder(document, quiet))) {
      const where = `${file}:${finding.line}:${finding.column}`;
      print(io.stdout, finding.severity === 'error' ? 'red' : 'yellow', formatFinding(where, finding), io);
    }
  }
  if (!quiet) io.stdout.write(`${summary(files)}\n`);
}

/** The report for programs: one JSON document. */
export function printJson(files: readonly FileReport[], io: Io): void {
  const report = {
    valid: files.every((file) => file.problem === undefined && file.documents.every(isValid)),
    files: files.map(({ file, documents, problem }) => ({
      file,
      documents: documents.map(jsonOfDocument),
      error: problem && { rule: problem.rule, fix: problem.fix },
    })),
  };
  io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}

function jsonOfDocument(document: DocumentReport) {
  const { kind, name, namespace, errors, warnings } = document;
  return {
    kind,
    name,
    namespace,
    valid: isValid(document),
    errors: errors.map(jsonOfFinding),
    warnings: warnings.map(jsonOfFinding),
  };
}

function jsonOfFinding({ path, value, rule, fix, line, column }: ManifestFinding) {
  return { path: formatFieldPath(path), value, rule, fix, line, column };
}

function inOrder(document: DocumentReport, quiet: boolean): ManifestFinding[] {
  const findings = quiet ? document.errors : [...document.errors, ...document.warnings];
  return [...findings].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Prints with a coloured first line on a terminal (https://no-color.org), and never a file's control characters. */
function print(output: Output, colour: 'red' | 'yellow', text: string, io: Io): void {
  const [head = '', ...rest] = text.replace(/[^\P{Cc}\n]/gu, escapeControl).split('\n');
  const coloured = output.isTTY === true && !io.env.NO_COLOR;
  output.write(`${[coloured ? styleText(colour, head, ALWAYS) : head, ...rest].join('\n')}\n`);
}

// the stream that it would look at by itself is process.stdout, not the one that is written to
const ALWAYS = { validateStream: false };

function escapeControl(character: string): string {
  return `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
}

/** For example `3 files: 4 apps valid, 1 invalid (2 errors, 1 warning)`. */
function summary(files: readonly FileReport[]): string {
  const documents = files.flatMap((file) => file.documents);
  const valid = documents.filter(isValid).length;
  const problems = files.filter((file) => file.problem !== undefined);
  const errors = documents.reduce((sum, document) => sum + document.errors.length, 0) + problems.length;
  const warnings = documents.reduce((sum, document) => sum + document.warnings.length, 0);
  const parts = [`${count(valid, 'app')} valid`];
  if (valid < documents.length) parts.push(`${documents.length - valid} invalid`);
  const unread = problems.filter((file) => file.problem?.unreadable).length;
  if (unread > 0) parts.push(`${count(unread, 'file')} not read`);
  const counts = [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : ''];
  const found = counts.filter((part) => part !== '').join(', ');
  return `${count(files.length, 'file')}: ${parts.join(', ')}${found === '' ? '' : ` (${found})`}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

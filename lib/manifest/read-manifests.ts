import { isScalar } from 'yaml';
import type { FieldPath } from '../validation/field-path';
import type { JsonValue } from './json-value';
import { locateOffset } from './locate';
import { NodeReader } from './node-reader';
import { bindAliases, scalarText } from './nodes';
import { checkCharacters, type SourceProblem } from './source-checks';
import { type ManifestFinding, type Position, SourceText } from './source-text';
import { type ParsedDocument, parseStream, syntaxProblems } from './syntax';

export type { JsonObject, JsonValue } from './json-value';
export type { ManifestFinding, Position } from './source-text';

/** One document of a manifest file. */
export interface ManifestDocument {
  /** What Kubernetes' clients read; undefined for an empty document and for one with a syntax error. */
  readonly value: JsonValue | undefined;
  /** What is wrong or doubtful about the text, in its order. A value beside an error is a best effort. */
  readonly findings: readonly ManifestFinding[];
  /** The line in which the document's content starts. */
  readonly line: number;
  /**
   * Where to look for the field at `path`: its value, or its key where the value stands on lines below; the
   * nearest existing ancestor of a field that does not exist.
   */
  locate(path: FieldPath): Position;
}

/**
 * Reads a YAML or JSON file as the clients of Kubernetes do (sigs.k8s.io/yaml 1.6: YAML 1.1, `y` is true and
 * `017` is 15), with a warning where readers of YAML 1.2 see something else. Never throws; a text without any
 * content gives one document without a value.
 */
export function readManifests(text: string): ManifestDocument[] {
  const source = new SourceText(text);
  const stream = parseStream(source);
  const problems = [...stream.problems, ...(source.isJson ? [] : checkCharacters(source))];
  return stream.documents.map((document, index) => {
    const from = index === 0 ? 0 : document.range[0];
    const to = stream.documents[index + 1]?.range[0] ?? Number.POSITIVE_INFINITY;
    const own = problems.filter(({ offset }) => offset >= from && offset < to);
    return readDocument(source, document, own);
  });
}

function readDocument(
  source: SourceText,
  document: ParsedDocument,
  problems: readonly SourceProblem[],
): ManifestDocument {
  const root = document.contents;
  const targets = bindAliases(root);
  const reader = new NodeReader(source, targets);
  const syntaxErrors = syntaxProblems(document, source);
  const readable = syntaxErrors.length === 0 && !isEmptyDocument(root);
  const value = readable ? reader.read(root, []) : undefined;
  // the checks beside the parser may see the same fault as the parser
  const seen = new Set(syntaxErrors.map(({ offset }) => offset));
  const others = problems.filter(({ offset }) => !seen.has(offset));
  const textFindings = [...others, ...syntaxErrors].map(({ offset, rule, fix }) =>
    source.finding(offset, { severity: 'error', path: [], rule, fix }),
  );
  return {
    value,
    findings: [...textFindings, ...reader.findings].sort((a, b) => a.line - b.line || a.column - b.column),
    line: source.position(root?.range?.[0] ?? document.range[0]).line,
    locate: (path) => source.position(locateOffset(root, path, targets, source)),
  };
}

/** Nothing but comments: to YAML a null, to Kubernetes' clients no object at all. */
function isEmptyDocument(root: ParsedDocument['contents'] | null): boolean {
  if (root === null) return true;
  return (
    isScalar(root) &&
    root.type === 'PLAIN' &&
    root.tag === undefined &&
    root.anchor === undefined &&
    scalarText(root) === ''
  );
}

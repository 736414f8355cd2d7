import { Composer, CST, type Document, Lexer, type ParsedNode, Parser, type YAMLError } from 'yaml';
import type { SourceProblem } from './source-checks';
import type { SourceText } from './source-text';
import { checkTabs } from './tab-checks';

/** A document as the syntax tree that the parser gives, with the ranges of all nodes. */
export type ParsedDocument = Document.Parsed<ParsedNode>;

/** The parsed documents of a stream, and what is wrong with the stream as Kubernetes' clients cut it. */
export interface YamlStream {
  readonly documents: readonly ParsedDocument[];
  readonly problems: readonly SourceProblem[];
}

/** Deeper nesting than any manifest has; the parser and the checks behind it are recursive. */
export const DEEPEST_NESTING = 200;

/** Some 800 apps; the parser needs up to a kilobyte of memory for each token. A text of any length is one. */
const MOST_TOKENS = 1_000_000;

const MOST_SYNTAX_ERRORS = 20;

/**
 * Parses to the syntax tree only: scalars stay text (the failsafe schema), because their meaning is that of
 * Go's parser, not of this one.
 */
export function parseStream(source: SourceText): YamlStream {
  const composer = new Composer({
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const documents: ParsedDocument[] = [];
  const problems: SourceProblem[] = [];
  if (hasTooManyTokens(source.text)) {
    const rule = `has more than ${MOST_TOKENS} words and punctuation marks, the most that is read`;
    problems.push({ offset: 0, rule, fix: 'split the file' });
    return { documents: [...(composer.end(true, 0) as Iterable<ParsedDocument>)], problems };
  }
  let afterDocumentEnd = false;
  for (const token of new Parser().parse(source.text)) {
    if (token.type === 'directive') problems.push(directiveProblem(token));
    if (token.type === 'document') {
      if (afterDocumentEnd) problems.push(...ignoredDocumentProblem(token));
      if (!source.isJson) problems.push(...checkTabs(token, source.text));
      problems.push(...cutDeepValue(token));
    }
    afterDocumentEnd = token.type === 'doc-end' || (afterDocumentEnd && token.type !== 'document');
    documents.push(...(composer.next(token) as Iterable<ParsedDocument>));
  }
  documents.push(...(composer.end(true, source.text.length) as Iterable<ParsedDocument>));
  return { documents, problems };
}

function hasTooManyTokens(text: string): boolean {
  if (text.length < MOST_TOKENS) return false;
  let count = 0;
  for (const _ of new Lexer().lex(text)) {
    count += 1;
    if (count > MOST_TOKENS) return true;
  }
  return false;
}

/** The syntax errors of a document, one per line, for one mistake often makes several. */
export function syntaxProblems(document: ParsedDocument, source: SourceText): SourceProblem[] {
  const byLine = new Map<number, SourceProblem>();
  for (const error of document.errors) {
    const offset = Math.min(error.pos[0], source.text.length);
    const { line } = source.position(offset);
    if (!byLine.has(line)) byLine.set(line, { offset, ...describeSyntaxError(error) });
  }
  return [...byLine.values()].sort((a, b) => a.offset - b.offset).slice(0, MOST_SYNTAX_ERRORS);
}

const SYNTAX_FIXES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'indent the line as its neighbours of the same level, and close every bracket',
  BAD_SCALAR_START: 'put the text in quotes',
  BAD_DQ_ESCAPE: 'write \\\\ for a backslash, or use single quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put a text that contains ": " in quotes, or begin a new line for an inner field',
  MULTILINE_IMPLICIT_KEY: 'end the field name with a colon, or put the text in quotes',
  MISSING_CHAR: 'add the missing character',
  BAD_ALIAS: 'put a text that begins with & or * in quotes',
};

function describeSyntaxError(error: YAMLError): Omit<SourceProblem, 'offset'> {
  const rule =
    error.code === 'TAB_AS_INDENT'
      ? 'is indented with a tab, which YAML does not allow'
      : `is not valid YAML: ${error.message.replace(/\s+/g, ' ')}`;
  return { rule, fix: SYNTAX_FIXES[error.code] ?? 'correct the syntax at this place' };
}

function directiveProblem(token: CST.Directive): SourceProblem {
  const rule = `is the directive ${JSON.stringify(token.source)}, which Kubernetes' clients refuse`;
  return { offset: token.offset, rule, fix: 'remove the line' };
}

function ignoredDocumentProblem(token: CST.Document): SourceProblem[] {
  if (token.start.some((part) => part.type === 'doc-start')) return [];
  const rule = "follows a document end (...), and Kubernetes' clients ignore it up to the next ---";
  return [{ offset: token.value?.offset ?? token.offset, rule, fix: 'begin the document with ---' }];
}

/** Takes a value that is too deep out of the document: an overflow while composing is not to be caught reliably. */
function cutDeepValue(token: CST.Document): SourceProblem[] {
  const offset = deepestOffset(token);
  if (offset === undefined) return [];
  delete token.value;
  return [{ offset, rule: `is nested deeper than ${DEEPEST_NESTING} levels`, fix: 'make the value flatter' }];
}

/** Where the nesting exceeds the limit; by a worklist, because the call stack is what is to be protected. */
function deepestOffset(document: CST.Document): number | undefined {
  const pending: [CST.Token | null | undefined, number][] = [[document.value, 1]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [token, depth] = next;
    if (!CST.isCollection(token)) continue;
    if (depth > DEEPEST_NESTING) return token.offset;
    for (const item of token.items) pending.push([item.key, depth + 1], [item.value, depth + 1]);
  }
  return undefined;
}

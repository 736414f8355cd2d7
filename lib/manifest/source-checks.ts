import type { SourceText } from './source-text';

/** Something wrong at an offset of the text, before or beside its parsing. */
export interface SourceProblem {
  readonly offset: number;
  readonly rule: string;
  readonly fix: string;
}

/**
 * What a parser of YAML 1.2 takes, but the clients of Kubernetes do not, or take otherwise: they cut the
 * stream at lines that begin with `---`, and read each part by YAML 1.1. The first place of each kind.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/util/yaml/decoder.go
 */
export function checkCharacters(source: SourceText): SourceProblem[] {
  const problems: SourceProblem[] = [];
  const report = (pattern: RegExp, describe: (match: string) => Omit<SourceProblem, 'offset'>) => {
    const match = pattern.exec(source.text);
    if (match !== null) problems.push({ offset: match.index, ...describe(match[0]) });
  };
  // all but the printable characters of YAML 1.1; lone surrogates are among the rest
  report(/[^\t\n\r -~\u{85}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u, (character) => ({
    rule: `contains the character ${codePoint(character)}, which YAML does not allow`,
    fix: 'remove it, or write it as an escape in a double-quoted text',
  }));
  report(/[\u0085\u2028\u2029]/, (character) => ({
    rule: `contains the character ${codePoint(character)}, a line break to YAML 1.1 and none to YAML 1.2`,
    fix: 'remove it, or write it as an escape in a double-quoted text',
  }));
  report(/\r(?!\n)/, () => ({
    rule: 'contains a carriage return without a line feed, a line break to YAML 1.1 and none to YAML 1.2',
    fix: 'end lines with a line feed',
  }));
  report(/(?<=\n)\uFEFF/, () => ({
    rule: 'contains a byte order mark in the middle of the file',
    fix: 'remove it (files that were joined bring their own)',
  }));
  report(/^---(?![ \t\r]*$|[ \t]*#).*/m, (line) => ({
    rule: `begins with ---, but is no document separator to Kubernetes' clients: ${JSON.stringify(cut(line))}`,
    fix: 'put the content on the line after ---',
  }));
  return problems;
}

/** A plain text inside [] or {} that YAML 1.1 takes apart at its first character. */
export function startsAsFlowIndicator(text: string): boolean {
  return /^[?:]/.test(text);
}

/** Whether the closing quote is missing: at the end of a file the parser takes an inner quote for it. */
export function isUnclosed(quoted: string): boolean {
  if (quoted.startsWith("'")) return quoted.slice(1, -1).replaceAll("''", '').includes("'");
  const inner = quoted.slice(1, -1);
  return (/\\*$/.exec(inner)?.[0].length ?? 0) % 2 === 1;
}

/** Escapes of a double-quoted text that YAML 1.2 or JSON know and go-yaml refuses; the first one. */
export function checkEscapes(quoted: string, offset: number): SourceProblem[] {
  for (const match of quoted.matchAll(/\\(?:\/|u[dD][89a-fA-F]..|.)/gs)) {
    const [sequence] = match;
    if (sequence !== '\\/' && sequence.length === 2) continue;
    const rule = `contains the escape ${sequence}, which Kubernetes' clients refuse in YAML`;
    const fix = sequence === '\\/' ? 'write / alone' : 'write the character itself, or \\U and its 8 digits';
    return [{ offset: offset + match.index, rule, fix }];
  }
  return [];
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function cut(line: string): string {
  return line.length <= 40 ? line : `${line.slice(0, 39)}…`;
}

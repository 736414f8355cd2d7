import type { CST } from 'yaml';
import type { SourceProblem } from './source-checks';

type Part = CST.Token | null | undefined;

/**
 * Tabs that the parser takes (they are harmless by YAML 1.2), but go-yaml refuses: before the first character of
 * a line, after the dash of a list item, in front of the first line of a block text. Inside [] and {} and in
 * quoted texts they are free. The first of a document; by a worklist, because the nesting is not bounded yet.
 */
export function checkTabs(document: CST.Document, text: string): SourceProblem[] {
  const pending: [part: Part, indent: number][] = [[document, -1]];
  // a plain text may go on in the next line, so behind one a tab counts as part of the text where it is indented
  let indentOfPlain = Number.POSITIVE_INFINITY;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [token, indent] = next;
    if (!token) continue;
    const problem = checkToken(token, indentOfPlain, text);
    if (problem !== undefined) return [problem];
    if (token.type === 'scalar') indentOfPlain = indent;
    else if (token.type !== 'space' && token.type !== 'newline') indentOfPlain = Number.POSITIVE_INFINITY;
    const inside = token.type === 'block-map' || token.type === 'block-seq' ? token.indent : indent;
    // one by one: a list may have more items than a call takes arguments
    for (const part of partsInBlock(token).reverse()) pending.push([part, inside]);
  }
  return [];
}

/** The tokens inside `token` that stand in a block context, in the order of the text. */
function partsInBlock(token: CST.Token): Part[] {
  switch (token.type) {
    case 'document':
      return [...token.start, token.value, ...(token.end ?? [])];
    case 'block-map':
    case 'block-seq':
      return token.items.flatMap((item) => [...item.start, item.key, ...(item.sep ?? []), item.value]);
    case 'flow-collection':
      return token.end.slice(1);
    default:
      return 'end' in token ? [...(token.end ?? [])] : [];
  }
}

function checkToken(token: CST.Token, indentOfPlain: number, text: string): SourceProblem | undefined {
  if (token.type === 'block-scalar') return checkBlockText(token);
  if (token.type !== 'space') return undefined;
  const tab = token.offset + token.source.indexOf('\t');
  if (tab < token.offset) return undefined;
  const lineStart = text.lastIndexOf('\n', tab) + 1;
  const before = text.slice(lineStart, tab);
  if (/^[ \t]*$/.test(before)) {
    if (tab - lineStart > indentOfPlain) return undefined;
    return {
      offset: tab,
      rule: 'is indented with a tab, which YAML does not allow',
      fix: 'indent with spaces',
    };
  }
  if (!/(?:^|[ \t])[-?][ \t]*$/.test(before)) return undefined;
  const rule = "has a tab after the dash of a list item, which Kubernetes' clients refuse";
  return { offset: tab, rule, fix: 'put a space there' };
}

/** The first line with content tells the indentation of a block text; a tab before that is refused. */
function checkBlockText(scalar: CST.BlockScalar): SourceProblem | undefined {
  const header = scalar.props.find((part) => part.type === 'block-scalar-header');
  if (header?.type === 'block-scalar-header' && /[0-9]/.test(header.source)) return undefined;
  const leading = /^(?: *\r?\n)* *(?=\t)/.exec(scalar.source);
  if (leading === null) return undefined;
  const rule = "begins with a tab, which Kubernetes' clients refuse in the first line of a block text";
  const fix = 'give the indentation in the header, such as |2, or begin the text with another line';
  return { offset: bodyOffset(scalar) + leading[0].length, rule, fix };
}

function bodyOffset(scalar: CST.BlockScalar): number {
  const last = scalar.props.at(-1);
  return last === undefined || !('source' in last) ? scalar.offset : last.offset + last.source.length;
}

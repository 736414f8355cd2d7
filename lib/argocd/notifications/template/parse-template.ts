import type { Pipeline, TemplateNode } from './nodes';
import { parsePipeline } from './parse-pipeline';
import { type Segment, segmentsOf, TemplateSyntaxError } from './tokens';

const BLOCKS = ['if', 'with', 'range'];
/** Templates of their own are of no use in a notification, which is one text. */
const FOREIGN = ['define', 'template', 'block'];

type Action = Extract<Segment, { type: 'action' }>;

/**
 * Reads a template of Go.
 *
 * @see https://pkg.go.dev/text/template
 * @throws TemplateSyntaxError where Go would not read it.
 */
export function parseTemplate(template: string): TemplateNode[] {
  const segments = segmentsOf(template)[Symbol.iterator]();
  const { nodes, stop } = nodesUntil(segments, []);
  if (stop) throw new TemplateSyntaxError(`${stop.text} has no beginning`);
  return nodes;
}

/** Nodes up to an action that ends them: `end`, `else`, or what is not in a block. */
function nodesUntil(
  segments: Iterator<Segment>,
  loops: readonly string[],
): { nodes: TemplateNode[]; stop?: Action } {
  const nodes: TemplateNode[] = [];
  for (let next = segments.next(); !next.done; next = segments.next()) {
    const segment = next.value;
    if (segment.type === 'text') {
      nodes.push(segment);
      continue;
    }
    const keyword = keywordOf(segment);
    if (keyword === 'end' || keyword === 'else') return { nodes, stop: segment };
    const node = nodeOf(segment, keyword, segments, loops);
    if (node) nodes.push(node);
  }
  return { nodes };
}

function nodeOf(
  segment: Action,
  keyword: string,
  segments: Iterator<Segment>,
  loops: readonly string[],
): TemplateNode | undefined {
  const { text, tokens } = segment;
  if (FOREIGN.includes(keyword)) throw new TemplateSyntaxError(`${text} is of no use in a notification`);
  if (BLOCKS.includes(keyword)) {
    const pipeline = parsePipeline(tokens.slice(1), text);
    return blockOf({ keyword, pipeline, text }, segments, [...loops, keyword]);
  }
  if (keyword === 'break' || keyword === 'continue') {
    if (!loops.includes('range')) throw new TemplateSyntaxError(`${text} is in no range`);
    return undefined;
  }
  return { type: 'action', text, pipeline: parsePipeline(tokens, text) };
}

interface Opening {
  readonly keyword: string;
  readonly pipeline: Pipeline;
  readonly text: string;
}

function blockOf(
  { keyword, pipeline, text }: Opening,
  segments: Iterator<Segment>,
  loops: readonly string[],
): TemplateNode {
  const body = nodesUntil(segments, loops);
  if (!body.stop) throw new TemplateSyntaxError(`${text} has no {{end}}`);
  const otherwise = elseOf(body.stop, segments, { loops, keyword });
  return { type: 'block', block: { keyword, pipeline, body: body.nodes, otherwise } };
}

function elseOf(
  stop: Action,
  segments: Iterator<Segment>,
  { loops, keyword }: { loops: readonly string[]; keyword: string },
): TemplateNode[] {
  if (keywordOf(stop) === 'end') return [];
  const [, next, ...rest] = stop.tokens;
  if (next !== undefined) {
    if (next.text !== keyword || keyword === 'range') {
      throw new TemplateSyntaxError(`${stop.text} continues another block than ${keyword}`);
    }
    // the {{end}} of this one ends both
    return [blockOf({ keyword, pipeline: parsePipeline(rest, stop.text), text: stop.text }, segments, loops)];
  }
  const { nodes, stop: end } = nodesUntil(segments, loops);
  if (!end || keywordOf(end) !== 'end') throw new TemplateSyntaxError(`${stop.text} has no {{end}}`);
  return nodes;
}

function keywordOf({ tokens: [first] }: Action): string {
  return first?.type === 'name' ? first.text : '';
}

import { lexTemplate } from './lex-template';
import { PipelineParser } from './parse-pipeline';
import { TemplateError } from './template-error';
import type { TemplateNode } from './template-nodes';
import { TokenReader } from './token-reader';

/**
 * Parses a template of Go's text/template. Whether its functions exist is another question: see `functionsOf`.
 *
 * @see https://pkg.go.dev/text/template
 * @throws TemplateError where Go would refuse it, or where it uses `define`, `template` or `block`, which are not read.
 */
export function parseTemplate(text: string): TemplateNode[] {
  return new TemplateParser(text).parse();
}

const NOT_READ = ['define', 'template', 'block'];

/** How a block ended. */
interface Ending {
  readonly nodes: TemplateNode[];
  readonly by: 'end' | 'else' | undefined;
  readonly offset: number;
}

class TemplateParser {
  private readonly tokens: TokenReader;
  private readonly pipelines: PipelineParser;
  private loops = 0;

  constructor(text: string) {
    this.tokens = new TokenReader(lexTemplate(text), text.length);
    this.pipelines = new PipelineParser(this.tokens);
  }

  parse(): TemplateNode[] {
    const { nodes, by, offset } = this.block();
    if (by !== undefined) throw new TemplateError(`has {{${by}}} without a beginning`, offset);
    return nodes;
  }

  /** Nodes up to `end` or `else`, whose word is taken, but not what follows it. */
  private block(): Ending {
    const nodes: TemplateNode[] = [];
    while (!this.tokens.isAtEnd) {
      const { kind, text, offset } = this.tokens.next();
      if (kind === 'text') {
        nodes.push({ kind: 'text', text });
        continue;
      }
      const keyword = this.tokens.peekSolid();
      if (keyword.kind === 'word' && (keyword.text === 'end' || keyword.text === 'else')) {
        this.tokens.nextSolid();
        return { nodes, by: keyword.text, offset };
      }
      nodes.push(this.action());
    }
    return { nodes, by: undefined, offset: this.tokens.peek().offset };
  }

  private action(): TemplateNode {
    const { kind, text, offset } = this.tokens.peekSolid();
    const keyword = kind === 'word' ? text : '';
    if (NOT_READ.includes(keyword)) {
      throw new TemplateError(
        `uses {{${keyword}}}, which is not supported here`,
        offset,
        'write the text where it is used',
      );
    }
    if (keyword === 'if' || keyword === 'with' || keyword === 'range') {
      this.tokens.nextSolid();
      return this.control(keyword, offset);
    }
    if (keyword === 'break' || keyword === 'continue') {
      this.tokens.nextSolid();
      if (this.loops === 0) throw new TemplateError(`has {{${keyword}}} outside of a range`, offset);
      this.close();
      return { kind: 'jump', to: keyword };
    }
    return { kind: 'action', pipeline: this.pipelines.parse('}}') };
  }

  private control(kind: 'if' | 'with' | 'range', offset: number): TemplateNode {
    const mark = this.pipelines.mark();
    const pipeline = this.pipelines.parse('}}', kind === 'range');
    if (kind === 'range') this.loops++;
    const first = this.block();
    if (kind === 'range') this.loops--;
    const otherwise = first.by === 'else' ? this.otherwise(kind, offset) : [];
    if (first.by === 'end') this.close();
    if (first.by === undefined)
      throw new TemplateError(`has {{${kind}}} without {{end}}`, offset, 'add {{end}}');
    this.pipelines.forgetSince(mark);
    return { kind, pipeline, body: first.nodes, otherwise };
  }

  /** What follows `else`: a block, or for `else if` and `else with` one more control. */
  private otherwise(kind: 'if' | 'with' | 'range', offset: number): TemplateNode[] {
    const next = this.tokens.peekSolid();
    if (next.kind === 'word' && next.text === kind && kind !== 'range') {
      this.tokens.nextSolid();
      return [this.control(kind, next.offset)];
    }
    this.close();
    const { nodes, by } = this.block();
    if (by !== 'end') throw new TemplateError(`has {{${kind}}} without {{end}}`, offset, 'add {{end}}');
    this.close();
    return nodes;
  }

  private close(): void {
    const { kind, text, offset } = this.tokens.nextSolid();
    if (kind !== 'close') throw new TemplateError(`has ${JSON.stringify(text)} after a keyword`, offset);
  }
}

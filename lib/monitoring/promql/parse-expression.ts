import { parser } from '@prometheus-io/lezer-promql';
import type { Expression, LabelList, LabelMatcher, Operation, Selector } from './expression';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** Where a text is no PromQL. */
export class SyntaxProblem {
  constructor(
    /** The text from there on. */
    public readonly rest: string,
  ) {}
}

/** What a text means, or where it goes wrong. */
export function parseExpression(text: string): Expression | SyntaxProblem {
  const tree = parser.parse(text);
  let wrong: number | undefined;
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) wrong ??= from;
    },
  });
  if (wrong !== undefined) return new SyntaxProblem(text.slice(wrong));
  const top = childrenOf(tree.topNode)[0];
  return top === undefined ? new SyntaxProblem('') : new Reader(text).expression(top);
}

const UNITS: Readonly<Record<string, number>> = {
  ...{ ms: 0.001, s: 1, m: 60, h: 3600 },
  ...{ d: 86_400, w: 604_800, y: 31_536_000 },
};

/** Seconds of `1h30m` or `90`; NaN where the text is neither. */
export function durationSeconds(text: string): number {
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) return numberOf(text);
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0),
    0,
  );
}

function numberOf(text: string): number {
  const infinite = /^([+-]?)inf$/i.exec(text);
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text.replaceAll('_', ''));
}

/** Reads the syntax tree of one text. */
class Reader {
  constructor(private readonly source: string) {}

  expression(node: SyntaxNode): Expression {
    const text = this.text(node);
    const children = childrenOf(node);
    switch (node.name) {
      case 'NumberDurationLiteral':
        return { kind: 'number', text, value: durationSeconds(text) };
      case 'StringLiteral':
        return { kind: 'string', text, value: unquote(text) };
      case 'VectorSelector':
        return this.selector(node, text, undefined);
      case 'MatrixSelector':
        return this.selector(first(node), text, this.duration(node));
      case 'SubqueryExpr':
        return { kind: 'subquery', text, of: this.expression(first(node)) };
      case 'FunctionCall':
        return { kind: 'call', text, name: this.text(first(node)), operands: this.operands(node) };
      case 'AggregateExpr':
        return {
          ...{ kind: 'aggregation', text, name: this.text(first(node)).toLowerCase() },
          grouping: this.labelList(node.getChild('AggregateModifier'), 'Without'),
          operands: this.operands(node),
        };
      case 'BinaryExpr':
        return this.operation(node, text);
      case 'UnaryExpr':
        return { kind: 'negation', text, of: this.expression(children[1] ?? node) };
      default:
        // parentheses, offset, @ and the like
        return this.expression(first(node));
    }
  }

  private selector(node: SyntaxNode, text: string, range: number | undefined): Selector {
    const list = node.getChild('LabelMatchers');
    const matchers = childrenOf(list).flatMap((each) => this.matcher(each));
    const named = node.getChild('Identifier');
    const quoted = list?.getChild('QuotedLabelName');
    const byLabel = matchers.find(({ label, operator }) => label === '__name__' && operator === '=')?.value;
    const byQuotes = quoted ? unquote(this.text(quoted)) : byLabel;
    return {
      ...{ kind: 'selector', text, range, metric: named ? this.text(named) : byQuotes },
      matchers: matchers.filter(({ label }) => label !== '__name__'),
    };
  }

  private matcher(node: SyntaxNode): LabelMatcher[] {
    const [label, operator, value] = childrenOf(node).map((child) => this.text(child));
    if (label === undefined || operator === undefined || value === undefined) return [];
    return [{ label: unquote(label), operator, value: unquote(value) }];
  }

  private operation(node: SyntaxNode, text: string): Operation {
    const children = childrenOf(node);
    const clause = node.getChild('MatchingModifierClause');
    const [operator, right] = [children[1] ?? node, children.at(-1) ?? node];
    return {
      ...{ kind: 'operation', text, operator: this.text(operator).toLowerCase() },
      ...{ left: this.expression(first(node)), right: this.expression(right) },
      bool: node.getChild('BoolModifier') !== null,
      matching: this.labelList(clause, 'Ignoring'),
      group: this.group(clause),
    };
  }

  private group(clause: SyntaxNode | null): Operation['group'] {
    const many = clause?.getChild('GroupLeft') ? 'left' : 'right';
    const side = clause?.getChild('GroupLeft') ?? clause?.getChild('GroupRight');
    return side ? { many, labels: this.labels(side.nextSibling) } : undefined;
  }

  private labelList(node: SyntaxNode | null, except: string): LabelList | undefined {
    if (node === null) return undefined;
    return { except: node.getChild(except) !== null, labels: this.labels(node.getChild('GroupingLabels')) };
  }

  private labels(node: SyntaxNode | null): string[] {
    return childrenOf(node).map((child) => unquote(this.text(child)));
  }

  private operands(node: SyntaxNode): Expression[] {
    return childrenOf(node.getChild('FunctionCallBody')).map((child) => this.expression(child));
  }

  private duration(node: SyntaxNode): number {
    const duration = node.getChild('DurationExpr');
    return duration ? durationSeconds(this.text(duration)) : Number.NaN;
  }

  private text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }
}

function childrenOf(node: SyntaxNode | null): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node?.firstChild; child; child = child.nextSibling)
    if (child.name !== 'LineComment') children.push(child);
  return children;
}

function first(node: SyntaxNode): SyntaxNode {
  const [child] = childrenOf(node);
  if (child === undefined) throw new Error(`the grammar gave an empty ${node.name}`);
  return child;
}

function unquote(text: string): string {
  const [, quote, inner] = /^(["'`])([\s\S]*)\1$/.exec(text) ?? [];
  if (inner === undefined) return text;
  return quote === '`' ? inner : inner.replace(/\\(.)/g, '$1');
}

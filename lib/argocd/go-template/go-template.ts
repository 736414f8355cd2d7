import { evaluateTemplate } from './evaluate-template';
import { EVALUATED, KNOWN_NAMES } from './functions/known-names';
import type { GoValue } from './go-value';
import { parseTemplate } from './parse-template';
import { TemplateError } from './template-error';
import { functionsOf, type TemplateNode } from './template-nodes';

/** A template of an ApplicationSet: Go's text/template with sprig, and a missing key as an error. */
export class GoTemplate {
  /** @throws TemplateError where Argo CD would refuse it. */
  static parse(text: string): GoTemplate {
    if (!text.includes('{{')) return new GoTemplate(text === '' ? [] : [{ kind: 'text', text }]);
    const nodes = parseTemplate(text);
    for (const { name, offset } of functionsOf(nodes)) {
      if (!KNOWN_NAMES.has(name)) {
        const fix = `use a function of sprig, or a field: .${name}`;
        throw new TemplateError(`calls ${name}, which Argo CD does not know`, offset, fix);
      }
    }
    return new GoTemplate(nodes);
  }

  private constructor(readonly nodes: readonly TemplateNode[]) {}

  /** Whether it holds nothing but text. */
  get isPlain(): boolean {
    return this.nodes.every(({ kind }) => kind === 'text');
  }

  /** @throws TemplateError where Argo CD would give an error, or where a function is not evaluated here. */
  evaluate(data: GoValue): string {
    return evaluateTemplate(this.nodes, data, EVALUATED);
  }
}

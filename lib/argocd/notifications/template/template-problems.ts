import { error, type Problem } from '../problem';
import { fieldProblems } from './field-problems';
import { jsonProblems } from './json-problems';
import type { TemplateNode } from './nodes';
import { parseTemplate } from './parse-template';
import { TemplateSyntaxError } from './tokens';

/**
 * What Argo CD would refuse in a template, or what would go wrong when it is used.
 *
 * @param isJson whether the result is read as JSON.
 */
export function templateProblems(template: string, isJson: boolean): Problem[] {
  let nodes: TemplateNode[];
  try {
    nodes = parseTemplate(template);
  } catch (cause) {
    if (!(cause instanceof TemplateSyntaxError)) throw cause;
    const fix = 'see https://pkg.go.dev/text/template';
    return [error(template, `is no template of Go: ${cause.message}`, fix)];
  }
  return [...fieldProblems(nodes), ...(isJson ? jsonProblems(nodes) : [])];
}

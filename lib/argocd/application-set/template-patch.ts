import { refuse } from '../../validation/refuse';
import { GoTemplate } from '../go-template/go-template';
import { TemplateError } from '../go-template/template-error';
import type { TemplateNode } from '../go-template/template-nodes';

/**
 * A value in a patch that is not a text: `TemplateExpression.of('.replicas')` is the parameter with its type, be it a
 * number, a list or an object.
 */
export class TemplateExpression {
  /**
   * @param pipeline what would stand between `{{` and `}}`.
   * @throws where it is none.
   */
  public static of(pipeline: string): TemplateExpression {
    checked('TemplateExpression.of', `{{ ${pipeline} }}`);
    return new TemplateExpression(pipeline);
  }

  private constructor(
    /** The pipeline. */
    public readonly pipeline: string,
  ) {}
}

interface Branch {
  readonly condition: string;
  readonly fields: object;
}

/**
 * What a template alone cannot say: fields that are no texts, and fields that some Applications have and others not.
 * The patch is merged into the Application: objects field by field, lists as a whole, null removes a field. The project
 * cannot be patched.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Template/#template-patch
 */
export class TemplatePatch {
  /**
   * Fields for every Application. Texts may hold templates, whose values are quoted as they need it.
   *
   * @example
   * TemplatePatch.fields({ spec: { revisionHistoryLimit: TemplateExpression.of('.history') } });
   */
  public static fields(fields: { [key: string]: unknown }): TemplatePatch {
    return new TemplatePatch([], fields);
  }

  /**
   * Fields for those Applications whose parameters meet a condition.
   *
   * @param condition what would stand between `{{ if` and `}}`.
   * @example
   * TemplatePatch.when('eq .tier "gold"', { metadata: { labels: { oncall: 'yes' } } })
   *   .elseWhen('eq .tier "silver"', { metadata: { labels: { oncall: 'office' } } })
   *   .otherwise({ metadata: { labels: { oncall: 'no' } } });
   */
  public static when(condition: string, fields: { [key: string]: unknown }): TemplatePatch {
    return new TemplatePatch([branch(condition, fields)], undefined);
  }

  /**
   * A patch as a text: YAML or JSON with templates, as Argo CD takes it.
   *
   * @throws where it is no template.
   */
  public static text(text: string): TemplatePatch {
    checked('TemplatePatch.text', text);
    return new TemplatePatch([], undefined, text);
  }

  private constructor(
    private readonly branches: readonly Branch[],
    private readonly rest: object | undefined,
    private readonly plain?: string,
  ) {}

  /** Fields where no condition before was met, and this one is. */
  public elseWhen(condition: string, fields: { [key: string]: unknown }): TemplatePatch {
    this.refuseWithoutWhen();
    return new TemplatePatch([...this.branches, branch(condition, fields)], undefined);
  }

  /** Fields where no condition was met. */
  public otherwise(fields: { [key: string]: unknown }): TemplatePatch {
    this.refuseWithoutWhen();
    return new TemplatePatch(this.branches, fields);
  }

  /** The patch as it is written. */
  public toString(): string {
    if (this.plain !== undefined) return this.plain;
    const rest = written(this.rest ?? {}, []);
    if (this.branches.length === 0) return rest;
    const branches = this.branches.map(
      ({ condition, fields }, index) =>
        `{{ ${index === 0 ? '' : 'else '}if ${condition} }}\n${written(fields, [])}\n`,
    );
    return `${branches.join('')}{{ else }}\n${rest}\n{{ end }}`;
  }

  private refuseWithoutWhen(): void {
    if (this.branches.length > 0 && this.rest === undefined) return;
    const rule = 'follows no condition';
    refuse(
      'TemplatePatch',
      'fields',
      undefined,
      rule,
      'begin with TemplatePatch.when, and end with otherwise',
    );
  }
}

function branch(condition: string, fields: object): Branch {
  checked('TemplatePatch.when', `{{ if ${condition} }}{{ end }}`);
  return { condition, fields };
}

/** The fields as JSON, with templates where values come from parameters. */
function written(value: unknown, path: readonly string[]): string {
  if (value instanceof TemplateExpression) return `{{ ${value.pipeline} | toJson }}`;
  if (Array.isArray(value))
    return `[${value.map((item, index) => written(item, [...path, `${index}`])).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => `${writtenText(key, path)}: ${written(field, [...path, key])}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return typeof value === 'string' ? writtenText(value, path) : JSON.stringify(value);
}

/** What a parameter holds may have quotes and line breaks, so it goes through `toJson`. */
function writtenText(text: string, path: readonly string[]): string {
  if (!text.includes('{{')) return JSON.stringify(text);
  const parts = partsOf(text, checked('TemplatePatch', text, path), path);
  const format = parts.map(() => '%v').join('');
  return `{{ printf ${JSON.stringify(format)} ${parts.join(' ')} | toJson }}`;
}

/** The parts of a text as operands: literal texts, and pipelines in parentheses. */
function partsOf(text: string, nodes: readonly TemplateNode[], path: readonly string[]): string[] {
  const isPlain = nodes.every(
    (node) => node.kind === 'text' || (node.kind === 'action' && node.pipeline.variables.length === 0),
  );
  if (!isPlain || /\{\{-|-\}\}|\{\{\s*\/\*/.test(text)) {
    const rule = 'holds more than values: a condition, a variable, a comment or a trim marker';
    refuse(
      'TemplatePatch',
      ['spec', 'templatePatch', ...path],
      text,
      rule,
      'use TemplatePatch.when, or TemplatePatch.text',
    );
  }
  let at = 0;
  return nodes.map((node) => {
    if (node.kind === 'text') {
      at += node.text.length;
      return JSON.stringify(node.text);
    }
    const end = endOfAction(text, at);
    const pipeline = text.slice(at + 2, end).trim();
    at = end + 2;
    return `(${pipeline})`;
  });
}

/** Where the action that begins at an offset ends; braces in its texts do not end it. */
function endOfAction(text: string, start: number): number {
  const rest = text.slice(start + 2);
  const inside = /^(?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\})[\s\S])*/.exec(rest)?.[0] ?? '';
  return start + 2 + inside.length;
}

function checked(where: string, text: string, path: readonly string[] = []): readonly TemplateNode[] {
  try {
    return GoTemplate.parse(text).nodes;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    refuse(where, ['spec', 'templatePatch', ...path], text, error.rule, error.fix);
  }
}

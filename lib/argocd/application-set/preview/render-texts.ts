import type { JsonObject, JsonValue } from '../../../manifest/json-value';
import type { FieldPath } from '../../../validation/field-path';
import { GoTemplate } from '../../go-template/go-template';
import type { GoMap } from '../../go-template/go-value';
import { TemplateError } from '../../go-template/template-error';
import { PreviewError } from './preview-error';

const parsed = new Map<string, GoTemplate>();

/** @throws PreviewError at `path` where the template fails. */
export function renderText(text: string, params: GoMap, path: FieldPath): string {
  if (!text.includes('{{')) return text;
  try {
    return templateOf(text).evaluate(params);
  } catch (error) {
    throw atPath(error, text, path);
  }
}

/** All texts of a value, keys included, as Argo CD renders an object. */
export function renderAll(value: JsonValue, params: GoMap, path: FieldPath): JsonValue {
  if (typeof value === 'string') return renderText(value, params, path);
  if (Array.isArray(value)) return value.map((item, index) => renderAll(item, params, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) => {
    const at = [...path, key];
    return [renderText(key, params, at), renderAll(field, params, at)];
  });
  return Object.fromEntries(fields) as JsonObject;
}

/** Texts that are rendered where they can be, and stay where they ask for what is not there yet. */
export function renderWherePossible(
  texts: Readonly<Record<string, string>>,
  params: GoMap,
  path: FieldPath,
): Record<string, string> {
  const entries = Object.entries(texts).map(([key, text]) => {
    try {
      return [key, templateOf(text).evaluate(params)];
    } catch (error) {
      if (error instanceof TemplateError && error.missesKey) return [key, text];
      throw atPath(error, text, [...path, key]);
    }
  });
  return Object.fromEntries(entries);
}

function templateOf(text: string): GoTemplate {
  const known = parsed.get(text);
  if (known) return known;
  const template = GoTemplate.parse(text);
  parsed.set(text, template);
  return template;
}

function atPath(error: unknown, text: string, path: FieldPath): unknown {
  if (!(error instanceof TemplateError)) return error;
  return new PreviewError(path, text, error.rule, error.fix);
}

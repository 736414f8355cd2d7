import type { FieldPath } from '../../../validation/field-path';
import { GoMap, goTexts } from '../../go-template/go-value';
import { renderText } from './render-texts';

/** Parameters with the generator's `values`, which may be made of the others, but not of each other. */
export function withValues(
  params: GoMap,
  values: Readonly<Record<string, string>> | undefined,
  path: FieldPath,
): GoMap {
  if (values === undefined || Object.keys(values).length === 0) return params;
  const rendered = Object.entries(values).map(([key, value]) => [
    key,
    renderText(value, params, [...path, key]),
  ]);
  return new GoMap(new Map([...params.entries, ['values', goTexts(Object.fromEntries(rendered))]]));
}

import { formatted } from '../../go-template/go-format';
import { GoMap, type GoValue } from '../../go-template/go-value';
import type { SelectorSpec } from './manifest-types';

/** Whether a selector matches labels; one without conditions matches all. */
export function selects(
  { matchLabels = {}, matchExpressions = [] }: SelectorSpec,
  labels: ReadonlyMap<string, string>,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels.get(key) === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels.get(key);
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      if (operator === 'In') return value !== undefined && values.includes(value);
      return value === undefined || !values.includes(value);
    })
  );
}

/** Whether a selector has conditions. */
export function hasConditions({ matchLabels = {}, matchExpressions = [] }: SelectorSpec): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length > 0;
}

/** Parameters as labels: `metadata.labels.env` for what is nested. */
export function flattened(params: GoMap): Map<string, string> {
  const labels = new Map<string, string>();
  const add = (value: GoValue, path: string): void => {
    if (value instanceof GoMap) for (const [key, field] of value.entries) add(field, `${path}.${key}`);
    else if (Array.isArray(value) && !path.endsWith('.segments'))
      for (const [index, item] of value.entries()) add(item, `${path}.${index}`);
    else labels.set(path.slice(1), formatted(value));
  };
  add(params, '');
  return labels;
}

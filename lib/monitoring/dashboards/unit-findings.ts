import { closestName } from '../../validation/closest-name';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { emptyText } from './empty-text';

/** Units of one's own, such as `suffix:cores`. */
const OWN = /^(prefix|suffix|currency|time|si|count|bool):.+/;

/**
 * What is wrong with a unit. Grafana takes one that it does not know for a suffix, without a word.
 *
 * @see https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit
 */
export function unitFindings(path: FieldPath, unit: string): Finding[] {
  const empty = emptyText(path, unit, 'use one of Grafana, such as s, bytes, reqps, percentunit or short');
  if (empty.length > 0 || OWN.test(unit)) return empty;
  const known = grafanaUnits();
  if (known.includes(unit)) return [];
  const meant = closestName(unit, known);
  const own = `suffix:${unit}`;
  return [
    errorAt(path, unit, 'is no unit of Grafana', `use ${meant === undefined ? own : `${meant}, or ${own}`}`),
  ];
}

function grafanaUnits(): string[] {
  const units =
    require('@grafana/grafana-foundation-sdk/units') as typeof import('@grafana/grafana-foundation-sdk/units');
  return Object.values(units);
}

import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { COLUMNS, overlap, type Rectangle } from './grid';
import type { Panel } from './panel';

interface Placed {
  readonly panel: Panel;
  readonly place: Rectangle;
}

/** What is wrong with the places of a row's panels; `top` is the first line below its title. */
export function gridFindings(path: FieldPath, panels: readonly Placed[], top: number): Finding[] {
  return panels.flatMap(({ panel, place }, index) => {
    const at = [...path, 'panels', index];
    const size = sizeFindings(at, panel, place, top);
    if (size.length > 0) return size;
    const other = panels.slice(0, index).find((each) => overlap(each.place, place));
    if (other === undefined) return [];
    const rule = `lies on the panel ${JSON.stringify(other.panel.title)}`;
    const fix = 'move one of them, or leave positions out';
    return [errorAt([...at, 'position'], panel.position ?? shown(place, top), rule, fix)];
  });
}

function sizeFindings(path: FieldPath, panel: Panel, place: Rectangle, top: number): Finding[] {
  const { x, y, w, h } = place;
  if (!isSize(w) || w > COLUMNS) {
    const rule = `is no number of columns, of which a dashboard has ${COLUMNS}`;
    return [errorAt([...path, 'width'], panel.width, rule, `use a whole number from 1 to ${COLUMNS}`)];
  }
  if (!isSize(h)) {
    return [errorAt([...path, 'height'], panel.height, 'is no height', 'use a whole number from 1 on')];
  }
  if (!Number.isInteger(x) || x < 0 || !Number.isInteger(y) || y < top) {
    const rule = 'is outside the row';
    return [errorAt([...path, 'position'], shown(place, top), rule, 'use whole numbers from 0 on')];
  }
  if (x + w <= COLUMNS) return [];
  const rule = `and a width of ${w} end beyond the ${COLUMNS} columns`;
  return [
    errorAt(
      [...path, 'position'],
      shown(place, top),
      rule,
      `use an x of ${COLUMNS - w} at most, or a smaller width`,
    ),
  ];
}

function isSize(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function shown({ x, y }: Rectangle, top: number) {
  return { x, y: y - top };
}

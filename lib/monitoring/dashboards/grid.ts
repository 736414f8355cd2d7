import type { Panel } from './panel';
import type { PanelPosition } from './panel-props';

/** Columns of a dashboard. */
export const COLUMNS = 24;

/** A place and a size in the grid. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

type Sized = Pick<Panel, 'width' | 'height'> & { readonly position?: PanelPosition | undefined };

/**
 * Places panels side by side as they come, and on the next line where no room is left. One of a given position stands
 * there, whatever else does.
 */
export function placePanels(panels: readonly Sized[], top: number): Rectangle[] {
  let [x, y, below] = [0, 0, 0];
  return panels.map(({ width: w, height: h, position }) => {
    if (position !== undefined) return { x: position.x, y: top + position.y, w, h };
    if (x + w > COLUMNS) [x, y] = [0, below];
    const place = { x, y: top + y, w, h };
    x += w;
    below = Math.max(below, y + h);
    return place;
  });
}

/** The first line below all of them. */
export function bottomOf(places: readonly Rectangle[], top: number): number {
  return Math.max(top, ...places.map(({ y, h }) => y + h));
}

/** Whether two of them share a cell. */
export function overlap(one: Rectangle, two: Rectangle): boolean {
  const apart = (a: number, size: number, b: number) => a + size <= b;
  return !(
    apart(one.x, one.w, two.x) ||
    apart(two.x, two.w, one.x) ||
    apart(one.y, one.h, two.y) ||
    apart(two.y, two.h, one.y)
  );
}
